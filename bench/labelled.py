"""Labelled articles: the sets of a folder, `NAME.jsonl` or `NAME.jsonl.gz`, an article a line with `id` and `text`.

The first word of a set's name says what is labelled:

    quotes_…    quotes: start, end, kind, speaker_text, speaker_start, speaker_end, cue_text; core false = optional;
                fragments = pieces of a quote that is interrupted
    ner_…       entities: start, end, type of PER, ORG, LOC; MISC and IGNORE are neither missed nor wrong
    articles_…  title, place, agency, date, date_partial (month and day), byline, body; null = the article has none
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.scoring.entities import Named
from flows.scoring.fields import Fields
from flows.scoring.quotes import Said

KINDS = ("quotes", "ner", "articles")
TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_AGENCIES = {"reuters", "reuter", "ap", "afp"}
_BETWEEN_NAMES = re.compile(r",|;|&|\band\b")

Row = dict[str, Any]


def read_set(folder: Path, name: str) -> list[Row]:
    """The articles of one set that carry their text; pages and other files are not read here."""
    packed = folder / f"{name}.jsonl.gz"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.jsonl").read_bytes()
    rows = [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]
    return [row for row in rows if "raw_text" in row or "text" in row]


def set_names(folder: Path) -> list[str]:
    """The sets of a folder."""
    names = {path.name.split(".jsonl")[0] for path in folder.glob("*.jsonl*")}
    return sorted(name for name in names if name.split("_")[0] in KINDS)


def gold_quotes(row: Row) -> Iterator[Said]:
    """The labelled quotes, each piece of an interrupted one by itself."""
    text = row["text"]
    for one in row["quotes"]:
        said = Said(
            one["start"],
            one["end"],
            one["kind"],
            speaker_text=one.get("speaker_text"),
            speaker_span=(one["speaker_start"], one["speaker_end"]) if one.get("speaker_start") is not None else None,
            other_speakers=tuple(one.get("speaker_alts") or ()),
            cue=one.get("cue_text") or None,
            optional=one.get("core") is False,
        )
        pieces = [span for span in one.get("fragments") or () if _TWO_LETTERS.search(text, *span)]
        for start, end in pieces or [(one["start"], one["end"])]:
            yield replace(said, start=start, end=end)


def gold_entities(row: Row) -> list[Named]:
    """The labelled mentions; other types than ours keep their name."""
    return [Named(one["start"], one["end"], TYPES.get(one["type"], one["type"])) for one in row["entities"]]


def gold_fields(row: Row) -> Fields:
    """The labelled fields; a date is right in full or by its month and day."""
    keys = {"title": "title", "dateline": "dateline", "dateline_place": "place", "dateline_agency": "agency"}
    values: dict[str, Any] = {field: row[key] for field, key in keys.items() if key in row}
    if dates := [date for date in (row.get("date"), row.get("date_partial")) if date]:
        values["dateline_date"] = dates
    if row.get("byline"):
        values["authors"] = _people(row["byline"])
    return Fields(values, row["body"])


def _people(byline: str) -> list[str]:
    """The names of a byline: "By Ann Lee and Bo Ray, Reuters" → Ann Lee, Bo Ray."""
    names = [name.strip() for name in _BETWEEN_NAMES.split(re.sub(r"(?i)^\s*by\s+", "", byline))]
    return [name for name in names if name and name.casefold() not in _AGENCIES]
