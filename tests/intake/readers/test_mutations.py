"""Damaged files of every format end in records and errors with a code, never in anything else, and soon."""

import io
import json
import os
from datetime import timedelta

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.readers import READERS, reader_of
from flows.intake.source import Record, Source
from tests.intake.readers import test_feeds as feeds
from tests.intake.readers import test_json as objects
from tests.intake.readers import test_mail as mail
from tests.intake.readers import test_newsml as newsml
from tests.intake.readers import test_nitf as nitf
from tests.intake.readers import test_reuters_sgml as sgml
from tests.intake.readers import test_tables as tables
from tests.intake.readers import test_wire as wire

# By hand: COPYDESK_TEST_MUTATIONS=100000.
_MANY = int(os.environ.get("COPYDESK_TEST_MUTATIONS", "400"))


def _parquet() -> bytes:
    file = io.BytesIO()
    tables.TABLE.with_columns(other=pl.lit(1.5)).write_parquet(file)
    return file.getvalue()


SAMPLES: dict[str, bytes] = {
    "a.xml": nitf.WHOLE.encode(),
    "b.xml": newsml.alone(newsml.NITF + newsml.HTML).encode(),
    "c.xml": newsml.NEWSML_1.format(dateline="", data="<p>It reopens.</p>").encode("latin-1"),
    "d.xml": feeds.RSS.encode(),
    "e.xml": feeds.ATOM.replace("{p}", "").replace("{q}", "").encode(),
    "a.txt": wire.IPTC * 2,
    "b.tst": wire.ANPA * 2,
    "a.eml": (mail.HEAD + mail.MIXED).encode(),
    "b.eml": (mail.HEAD + mail.HTML).encode(),
    "a.sgm": sgml.SGML.encode("latin-1"),
    "a.csv": tables.TABLE.write_csv().encode(),
    "a.parquet": _parquet(),
    "a.json": json.dumps([objects.NINJS_1, objects.GRAPH], indent=1).encode(),
    "b.jsonl": "\n".join(map(json.dumps, (objects.NINJS_3, objects.NEWS_ARTICLE, objects.TRAFILATURA))).encode(),
    "c.json": json.dumps({"status": "ok", "articles": [objects.NEWS_PLEASE, objects.OWN]}).encode(),
}
_TOKENS = [
    b"",
    b"<",
    b"&",
    b'"',
    b"{",
    b"]",
    b"]]>",
    b"\0",
    b"\xff",
    b"\r",
    b"\x01",
    b"\x02",
    b"--b",
    b"&nbsp;",
    b"1e999",
]
_EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(_TOKENS) | st.binary(max_size=8)), max_size=6
)


def test_every_reader_of_a_structured_format_is_tried():
    sources = [Source(name, data[:65_536], io.BytesIO(data), Limits()) for name, data in SAMPLES.items()]
    assert {reader_of(source).name for source in sources} >= {
        reader.name for reader in READERS if reader.name in STRUCTURED
    }


STRUCTURED = (
    "NITF", "NewsML-G2", "NewsML 1", "RSS and Atom", "IPTC 7901", "ANPA-1312", "e-mail", "Reuters-21578 SGML",
    "CSV and TSV", "Parquet", "JSON",
)  # fmt: skip


@settings(max_examples=_MANY, deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SAMPLES)), _EDITS, st.booleans())
def test_a_damaged_file_ends_in_records_and_errors_with_a_code(name: str, edits: list, named: bool):
    data = SAMPLES[name]
    for place, length, token in edits:
        at = int(place * len(data))
        data = data[:at] + token + data[at + length :]
    source = Source(name if named else "file", data[:65_536], io.BytesIO(data), Limits(keys=(("section", "by.line"),)))
    try:
        for one in reader_of(source).read(source):
            assert isinstance(one, Record | UnreadableError)
            if isinstance(one, Record):
                assert one.text.strip()
                json.dumps(one.metadata)
                assert all(one.metadata.values())
    except UnreadableError as error:
        assert error.code
