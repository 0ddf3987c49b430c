"""Whatever the order of files, the size of batches and the split into loads: the same tables, derived ones included.

`COPYDESK_ORDERS=200` tries more than the suite does.
"""

import os
import random
from pathlib import Path

import pytest

from flows.model import Document, content_id, spelling_key
from flows.tables import TABLES, Frames
from flows.warehouse import open_warehouse
from flows.warehouse.identity_tables import IDENTITY_TABLES
from flows.warehouse.ledger import DOCUMENTS, FILES
from flows.warehouse.resolution_tables import RESOLUTION
from tests.warehouse.rows import article, document, frames, link, mention, query, quote, run, tally
from tests.warehouse.rows import files as ledger
from tests.warehouse.test_families import CUT, LED_ANEW, MONDAY, STORY, TUESDAY

ORDERS = range(int(os.environ.get("COPYDESK_ORDERS", "3")))
OF_THE_RUN = {"load_id", "loaded_at", "first_seen_at", "missing_since", "merged_at"}
NAMES = (
    *(("PERSON", name) for name in ("Sergei Lavrov", "Sergey V. Lavrov", "SERGEI LAVROV", "Carlos Menem")),
    *(("PERSON", name) for name in ("Carlos S. Menem", "Carlos Saul Menem", "Hossein Amir-Abdollahian")),
    *(("ORG", name) for name in ("Fuji Bank", "Fuji Bank Ltd", "FUJI BANK", "Nato", "NATO")),
    *(("ORG", name) for name in ("North Atlantic Treaty Organization", "Shanghai Cooperation Organisation")),
    *(("PLACE", name) for name in ("Atlanta", "ATLANTA", "Georgia", "GEORGIA", "Sri Lanka", "SRI LANKA", "Paris")),
)
HEADLINES = ("Ministers meet in Vienna", "Storms keep forty ships at anchor", "MINISTERS MEET IN VIENNA", "Tolls fall")
Records = dict[str, tuple[str, ...]]  # a file's name → the texts of its records


def rows_of(read: Document) -> Frames:
    """What a parser makes of a document; the text alone decides, as it does for a real one."""
    dice, of = random.Random(read.text), read.article_id
    story = dice.choice((STORY, CUT, LED_ANEW, MONDAY, TUESDAY, f"{read.text} is told here alone."))
    named = dice.sample(NAMES, 4)
    body = f"{story}\n\n" + ", ".join(name for _, name in named) + " spoke."
    mentions, quotes = [], []
    start = len(story) + 2
    for no, (kind, name) in enumerate(named, 1):
        span = {"start_char": start, "end_char": start + len(name), "text": name}
        entity_id = content_id("entity", kind, spelling_key(name))
        mentions.append(mention(of, no, **span, entity_type=kind, name=name, entity_id=entity_id))
        if kind == "PERSON":
            by = {"speaker_text": name, "speaker_start_char": start, "speaker_end_char": start + len(name)}
            said = {"start_char": len(body) - 6, "end_char": len(body), "text": "spoke."}
            no_cue = {"cue": None, "cue_start_char": None, "cue_end_char": None}
            who = {"speaker_name": name, "speaker_entity_id": entity_id}
            quotes.append(quote(of, no, **said, **by, **who, **no_cue))
        start += len(name) + 2
    blocks = [{"kind": "paragraph", "start_char": 0, "end_char": len(body)}]
    told = {"title": dice.choice(HEADLINES), "body": body, "blocks": blocks, "content_hash": read.content_hash}
    links = [link(of, dice.choice(HEADLINES), no) for no in range(1, dice.randrange(1, 4))]
    return frames([article(read.file_id, read.record_no, **told)], mentions, quotes, links)


def load(path: Path, load_id: str, given: Records, batch: int) -> None:
    """Load these files as the flow does."""
    read = [document(name, no, text) for name, texts in given.items() for no, text in enumerate(texts)]
    with open_warehouse(path) as warehouse:
        with warehouse.load(run(load_id)) as writing:
            for begin in range(0, len(read), batch):
                for one in writing.screen(read[begin : begin + batch]):
                    writing.add(rows_of(one))
            writing.add_files(ledger(*({"file_id": name, "records": len(texts)} for name, texts in given.items())))
            while successors := writing.successors():
                for one in successors:
                    writing.add(rows_of(one))
            repeats = len(writing.settle().duplicate_files)
            writing.finish(tally(loaded=len(given) - repeats, duplicate=repeats))
        warehouse.publish()


def every_table(path: Path, but: frozenset[str] = frozenset()) -> dict[str, list[tuple]]:
    """The rows of all tables that hold articles and what was derived from them, up to times and run ids."""
    rows = {}
    for table in (*TABLES, DOCUMENTS, FILES, *IDENTITY_TABLES, *RESOLUTION):
        told = ", ".join(name for name in table.names if name not in OF_THE_RUN | but)
        rows[table.name] = query(path, f"select {told} from {table.name} order by all")
    return rows


def some_files(dice: random.Random, names: str) -> Records:
    return {name: tuple(f"Text {dice.randrange(24)}" for _ in range(dice.randint(1, 3))) for name in names}


@pytest.mark.parametrize("seed", ORDERS)
def test_any_order_batch_and_split(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    given = some_files(dice, "abcdefghijkl")
    once, often = (tmp_path / name / "copydesk.duckdb" for name in ("once", "often"))
    load(once, "load", given, batch=1000)
    names, loads, batch = dice.sample(sorted(given), len(given)), dice.randint(1, 5), dice.randint(1, 9)
    for number in range(loads):
        load(often, f"load {number}", {name: given[name] for name in names[number::loads]}, batch)
    assert every_table(often) == every_table(once)


@pytest.mark.parametrize("seed", ORDERS)
def test_after_many_changes_all_is_as_if_it_had_been_read_once(tmp_path: Path, seed: int):
    """All but the number of the version, which only one of the two has counted."""
    dice = random.Random(seed)
    changed, once = (tmp_path / name / "copydesk.duckdb" for name in ("changed", "once"))
    now: Records = {}
    for number in range(5):
        step = some_files(dice, "".join(dice.sample("abcdefgh", 4)))
        load(changed, f"load {number}", step, dice.randint(1, 9))
        now |= step
    load(once, "load", now, batch=1000)
    assert every_table(changed, frozenset({"version"})) == every_table(once, frozenset({"version"}))
