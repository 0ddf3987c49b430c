"""The answers that people made by reading: one JSON file an article (form: seeds/gold/README.md)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from flows.scoring.entities import Named
from flows.scoring.fields import MANY_VALUED, ONE_VALUED, Fields
from flows.scoring.quotes import Said

FLOORS = "floors.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be found in one article. Spans count in `text`: the printed title, a blank line, the body."""

    article: str
    text: str
    fields: Fields
    quotes: tuple[Said, ...]
    entities: tuple[Named, ...]


def read_answers(folder: Path) -> list[Answer]:
    """Every answer in the folder, in the order of their names.

    Raises FileNotFoundError where there is none, ValueError where an answer's words are not in its text.
    """
    paths = sorted(path for path in folder.glob("*.json") if path.name != FLOORS)
    if not paths:
        raise FileNotFoundError(f"no answers (*.json) in {folder}")
    return [_read(path) for path in paths]


def read_floors(folder: Path) -> dict[str, float]:
    """The least F1 that each measure may have."""
    floors: dict[str, float] = json.loads((folder / FLOORS).read_text(encoding="utf-8"))["f1"]
    return floors


def _read(path: Path) -> Answer:
    answer = json.loads(path.read_text(encoding="utf-8"))
    title = answer["title"] if answer["title"] and answer["title_source"] != "lede" else ""
    body = "\n\n".join(answer["body"])
    text = f"{title}\n\n{body}" if title else body
    try:
        return Answer(
            article=answer["article"],
            text=text,
            fields=Fields(
                {name: answer[name] for name in (*ONE_VALUED, *MANY_VALUED) if name in answer},
                body,
                tuple((link["text"], link["url"]) for link in answer["links"]),
            ),
            quotes=tuple(_quotes(answer["quotes"], text, len(text) - len(body))),
            entities=tuple(_entities(answer["entities"], text)),
        )
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from None


def _quotes(rows: list[dict[str, Any]], text: str, body_start: int) -> Iterator[Said]:
    """The quotes in the order of the text: each is looked for after the start of the one before."""
    cursor = 0
    for row in rows:
        cursor = max(cursor, 0 if row["field"] == "title" else body_start)
        start = text.find(row["text"], cursor)
        if start < 0:
            raise ValueError(f"the quote {row['text']!r} is not in the {row['field']} after the quote before it")
        yield Said(
            start,
            start + len(row["text"]),
            row["kind"],
            speaker_text=row["speaker_text"],
            speaker_name=row["speaker_name"],
            cue=row["cue"],
            optional=row.get("optional", False),
        )
        cursor = start + 1


def _entities(rows: list[dict[str, Any]], text: str) -> Iterator[Named]:
    """Every place where each name stands as a word of its own, longer names first; or its n-th places alone."""
    taken = bytearray(len(text))
    by_length = sorted(rows, key=lambda row: (-len(row["text"]), row["text"]))
    for name, same in groupby(by_length, key=lambda row: row["text"]):
        places = [
            match.span()
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
            if not any(taken[match.start() : match.end()])
        ]
        for row in same:
            names = (row["name"],) if isinstance(row["name"], str) else tuple(row["name"])
            wanted = row.get("occurrences") or range(1, max(len(places), 1) + 1)
            if max(wanted) > len(places):
                raise ValueError(f"the entity {name!r} stands {len(places)} time(s) outside longer ones: {wanted}")
            for start, end in (places[number - 1] for number in wanted):
                taken[start:end] = b"\x01" * (end - start)
                yield Named(start, end, row["type"], names, row.get("optional", False))
