"""Small rows for the tests of the warehouse: what a test does not name is filled in."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.model import Document
from flows.tables import ARTICLES, ENTITIES, LINKS, QUOTES, Frames, Table
from flows.warehouse import Load, Run, Tally, open_warehouse
from flows.warehouse.ledger import FILES, given_schema

BEGAN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
TALKS = "Talks will go on, Ana Petrova said."


def article_id(file_id: str, record_no: int = 0) -> str:
    return Document(file_id, "", record_no, "").article_id


def article(file_id: str, record_no: int = 0, **values: object) -> dict[str, object]:
    return {
        "article_id": article_id(file_id, record_no),
        "version": 1,
        "file_id": file_id,
        "record_no": record_no,
        "title": f"Headline of {file_id} {record_no}",
        "title_source": "headline",
        "body": TALKS,
        "blocks": [{"kind": "paragraph", "start_char": 0, "end_char": len(TALKS)}],
        "authors": ["Ana Petrova"],
        "word_count": 7,
        "content_hash": "hash 1",
        "parser_version": "1",
        "load_id": "",
        "loaded_at": BEGAN,
        "keywords": ["talks"],
        "family_id": article_id(file_id, record_no),
        **values,
    }


def mention(of: str, no: int = 1, **values: object) -> dict[str, object]:
    return {
        "mention_id": f"mention {no} of {of}",
        "article_id": of,
        "mention_no": no,
        "field": "body",
        "start_char": 18,
        "end_char": 29,
        "text": "Ana Petrova",
        "entity_type": "PERSON",
        "name": "Ana Petrova",
        "entity_id": "petrova",
        "method": "model",
        "load_id": "",
        "loaded_at": BEGAN,
        **values,
    }


def quote(of: str, no: int = 1, **values: object) -> dict[str, object]:
    return {
        "quote_id": f"quote {no} of {of}",
        "article_id": of,
        "quote_no": no,
        "utterance_no": no,
        "kind": "indirect",
        "field": "body",
        "block": "paragraph",
        "start_char": 0,
        "end_char": 16,
        "text": "Talks will go on",
        "speaker_text": "Ana Petrova",
        "speaker_start_char": 18,
        "speaker_end_char": 29,
        "speaker_name": "Ana Petrova",
        "speaker_entity_id": "petrova",
        "cue": "said",
        "cue_start_char": 30,
        "cue_end_char": 34,
        "cue_lemma": "say",
        "rule": "said-after",
        "confidence": 0.9,
        "load_id": "",
        "loaded_at": BEGAN,
        **values,
    }


def link(of: str, text: str, no: int = 1, **values: object) -> dict[str, object]:
    return {
        "link_id": f"link {no} of {of}",
        "article_id": of,
        "link_no": no,
        "kind": "read_more",
        "text": text,
        "load_id": "",
        "loaded_at": BEGAN,
        **values,
    }


def frames(articles=(), entities=(), quotes=(), links=()) -> Frames:
    def frame(table: Table, rows) -> pl.DataFrame:
        return pl.DataFrame(list(rows), schema=table.schema)

    return Frames(frame(ARTICLES, articles), frame(ENTITIES, entities), frame(QUOTES, quotes), frame(LINKS, links))


def family(file_id: str, record_no: int = 0, **values: object) -> Frames:
    """An article with a mention, a quote and a link."""
    of = article_id(file_id, record_no)
    return frames([article(file_id, record_no, **values)], [mention(of)], [quote(of)], [link(of, "Elsewhere")])


def files(*rows: dict[str, object]) -> pl.DataFrame:
    filled = [{"path": f"/in/{row['file_id']}", "sha256": "sha", "status": "loaded", **row} for row in rows]
    return pl.DataFrame(filled, schema=given_schema(FILES))


def run(load_id: str) -> Run:
    return Run(load_id, BEGAN, parser_version="1", copydesk_version="0.1.0")


def tally(loaded: int = 0, duplicate: int = 0, quarantined: int = 0, unchanged: int = 0) -> Tally:
    return Tally(loaded + duplicate + quarantined + unchanged, loaded, unchanged, duplicate, quarantined, "passed")


def document(file_id: str, record_no: int = 0, text: str | None = None, **metadata: object) -> Document:
    """A record with a text of its own, where none is given."""
    return Document(file_id, f"/in/{file_id}", record_no, text or f"Text of {file_id} {record_no}", metadata)


def add(load: Load, batch: Frames) -> None:
    """The articles of a batch as a load meets them: read, and written with their rows where they are new.

    Where its title, body or `content_hash` is another one, so is the text that was read.
    """
    told = ("title", "body", "content_hash", "file_id", "record_no")
    read = [document(row[3], row[4], " ".join(map(str, row))) for row in batch.articles[list(told)].rows()]
    new = [one.article_id for one in load.screen(read)]
    load.add(Frames(**{table.name: frame.filter(pl.col("article_id").is_in(new)) for table, frame in batch.items()}))


def load_file(load: Load, file_id: str, *batches: Frames, **values: object) -> None:
    """A file that holds an article in each of these batches, and nothing else in this load."""
    for batch in batches:
        add(load, batch)
    load.add_files(files({"file_id": file_id, "records": len(batches), **values}))
    load.finish(tally(loaded=1))


def publish_file(path: Path, load_id: str, file_id: str, *batches: Frames) -> None:
    with open_warehouse(path) as warehouse:
        with warehouse.load(run(load_id)) as load:
            load_file(load, file_id, *batches)
        warehouse.publish()


def query(path: Path, statement: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(statement).fetchall()
