"""Parquet: a table of articles, one a row, read a batch at a time."""

import tempfile
from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.fields import FIELDS, read_fields, usual_names
from flows.intake.source import Reader, Record, Source

_MAGIC = b"PAR1"
_BATCH = 200  # rows
_IN_MEMORY = 8_000_000  # bytes; larger files are laid on disk, since Parquet is read from its end
_PIECE = 1 << 20
_LARGEST_GROUP = 1_000_000_000  # bytes of one row group, decompressed


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    import pyarrow as arrow
    from pyarrow import parquet

    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        size = 0
        while piece := source.stream.read(_PIECE):
            size += len(piece)
            if size > source.limits.file_bytes:
                raise UnreadableError(
                    "too_large", f"more than the {source.limits.file_bytes:,} bytes of COPYDESK_MAX_FILE_BYTES"
                )
            spool.write(piece)
        spool.seek(0)
        try:
            table = parquet.ParquetFile(spool)
            groups = (table.metadata.row_group(number) for number in range(table.metadata.num_row_groups))
            if any(group.total_byte_size > _LARGEST_GROUP for group in groups):
                raise UnreadableError("too_large", f"a row group of more than {_LARGEST_GROUP:,} bytes")
            columns = _columns(table.schema_arrow.names, source)
            for batch in table.iter_batches(batch_size=_BATCH, columns=columns):
                for row in batch.to_pylist():
                    yield read_fields({name: value for name, value in row.items() if value is not None}, source.keys)
        except (arrow.ArrowException, OSError, ValueError, OverflowError, NotImplementedError) as error:
            raise UnreadableError("malformed", f"this is no Parquet that can be read: {str(error)[:200]}") from error


def _columns(names: list[str], source: Source) -> list[str]:
    """The columns that are read: those known by name and those that are mapped."""
    known = {name for field in FIELDS for name in usual_names(field)}
    mapped = {path.split(".")[0] for path in source.keys.values()} | set(source.keys.values())
    chosen = [
        name for name in names if name in mapped or name.strip().lower().replace("-", "_").replace(" ", "_") in known
    ]
    if not chosen:
        message = f"no column of text among {', '.join(names[:12])}; name yours in COPYDESK_JSON_KEYS"
        raise UnreadableError("wrong_mapping", message)
    return chosen


def _matches(source: Source) -> bool:
    return source.head.startswith(_MAGIC)


READER = Reader("Parquet", _matches, _read)
