"""Copies of one story are one family, whatever the order of arrival; what only shares its wording is not."""

import itertools
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.tables import Frames
from flows.warehouse import open_warehouse
from flows.warehouse.resolution import families as families_of_stories
from flows.warehouse.resolution.fingerprints import fingerprints
from flows.warehouse.resolution.likeness import same_story
from tests.warehouse.rows import add, article, article_id, files, frames, run, tally

PARAGRAPHS = (
    "The harbour board of Port Aldine voted 7 to 2 on Tuesday to close the old fish market for 14 months, ending a "
    "dispute that began when inspectors found cracks in the northern wall last autumn.",
    "Chairwoman Ines Valcourt said the traders would move to a hall on Quay Street until the work was done. The board "
    "set aside 3.6 million crowns for the repairs and will pay half of the rent.",
    "Traders had asked for a shorter closure. Bruno Aske, who has sold mackerel there since 1988, said many customers "
    "would not walk the extra mile and that nine stalls might not come back.",
    "The market was built in 1911 by the engineer Otto Lindqvist. It survived a fire in 1954 and two floods, and is "
    "the last covered market on the coast between Port Aldine and Vesterby.",
)
STORY = "\n\n".join(PARAGRAPHS)
CUT = "\n\n".join(PARAGRAPHS[:2])
TAIL = "\n\n".join(PARAGRAPHS[2:])
LED_ANEW = "\n\n".join(("Fishmongers must leave their hall within weeks, the port decided.", *PARAGRAPHS[1:]))
REPORT = (
    "The Vesterby exchange closed {} points higher at {} on {} as shares of shippers rose {} per cent in thin trade. "
    "Dealers said {} contracts changed hands, against {} the day before. The crown stood at {} to the mark, and the "
    "rate for money from one day to the next was {} per cent, the bank said in its daily report on the market."
)
MONDAY = REPORT.format(31, 2210, "Monday", 1.2, 8800, 7650, 4.17, 3.25)
TUESDAY = REPORT.format(54, 2264, "Tuesday", 2.9, 9120, 8800, 4.32, 3.75)
TEXTS = {"story": STORY, "cut": CUT, "tail": TAIL, "anew": LED_ANEW, "monday": MONDAY, "tuesday": TUESDAY}
FAMILIES = [{"story", "cut", "tail", "anew"}, {"monday"}, {"tuesday"}]


def batch(*names: str, **texts: str) -> Frames:
    printed = TEXTS | texts
    return frames([article(name, body=printed[name], blocks=[], content_hash=printed[name]) for name in names])


def load(path: Path, *steps: Frames) -> None:
    """Each step in a load of its own; a file holds one article, and none where its body is empty."""
    with open_warehouse(path) as warehouse:
        for step in steps:
            number = len(warehouse._connection.table("loads"))
            with warehouse.load(run(f"load {number}")) as load:
                rows = step.articles.to_dicts()
                add(load, frames([row for row in rows if row["body"]]))
                load.add_files(files(*({"file_id": row["file_id"], "records": bool(row["body"])} for row in rows)))
                load.finish(tally(loaded=len(rows)))


def families(path: Path) -> dict[str, str]:
    with duckdb.connect(str(path.with_name("copydesk.private.duckdb")), read_only=True) as connection:
        return dict(connection.execute("select file_id, family_id from articles").fetchall())


def expected(*groups: set[str]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for group in groups:
        for name in group:
            joined.setdefault(name, min(map(article_id, group)))
    return joined


def test_a_story_and_its_copies_are_one_family_and_reports_of_two_days_are_two(path: Path):
    load(path, batch(*TEXTS))
    assert families(path) == expected(*FAMILIES)


def test_reports_of_one_template_are_not_all_compared_and_copies_among_them_are_found(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(families_of_stories, "_CROWD", 30)
    compared = []
    same = families_of_stories.same_story
    monkeypatch.setattr(families_of_stories, "same_story", lambda *pair: compared.append(1) or same(*pair))
    days = {
        f"day {number}": REPORT.format(
            number, 7 * number + 2000, f"the {number}th", number / 9, 31 * number, 37 * number, number / 7, number / 8
        )
        for number in range(600)
    }
    copies = {f"copy {number}": f"{days[f'day {number}']} Copy for papers." for number in (3, 400)}

    load(path, batch(*days, *copies, **days, **copies))

    assert families(path) == expected({"day 3", "copy 3"}, {"day 400", "copy 400"}, *({name} for name in days))
    assert len(compared) < 20_000  # of 181,000 pairs


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(list(TEXTS)), st.sets(st.integers(1, len(TEXTS) - 1)))
def test_neither_the_order_nor_the_split_into_loads_changes_them(names: list[str], cuts: set[int]):
    ends = [0, *sorted(cuts), len(names)]
    steps = [batch(*names[begin:end]) for begin, end in itertools.pairwise(ends)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copydesk.duckdb"
        load(path, *steps)
        assert families(path) == expected(*FAMILIES)


def test_a_late_copy_joins_two_families(path: Path):
    load(path, batch("cut", "tail"))
    assert families(path) == expected({"cut"}, {"tail"})
    load(path, batch("story"))
    assert families(path) == expected({"story", "cut", "tail"})


def test_one_that_becomes_another_story_leaves_its_family_and_parts_what_it_joined(path: Path):
    load(path, batch("cut", "tail", "story"), batch("story", story=MONDAY))
    assert families(path) == expected({"cut"}, {"tail"}, {"story"})
    load(path, batch("story"))
    assert families(path) == expected({"story", "cut", "tail"})


def test_one_that_goes_leaves_its_family(path: Path):
    first, *others = sorted(("story", "cut", "anew"), key=article_id)
    load(path, batch("story", "cut", "anew"), batch(first, **{first: ""}))
    assert families(path) == expected(set(others))


def test_loading_again_changes_nothing(path: Path):
    load(path, batch(*TEXTS), batch(*TEXTS))
    assert families(path) == expected(*FAMILIES)


def test_articles_without_a_word_are_no_family(path: Path):
    load(path, batch("a", "b", a="…", b="—"))
    assert families(path) == expected({"a"}, {"b"})


def test_a_warehouse_that_knew_no_families_gets_them_with_the_next_load(path: Path):
    load(path, batch("story", "cut"))
    with duckdb.connect(str(path.with_name("copydesk.private.duckdb"))) as connection:
        connection.execute("delete from article_prints")
        connection.execute("delete from article_bands")
        connection.execute("update articles set family_id = null")
    load(path, batch("monday"))
    assert families(path) == expected({"story", "cut"}, {"monday"})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (STORY, CUT, True),
        (STORY, TAIL, True),
        (STORY, LED_ANEW, True),
        (STORY, STORY.upper(), True),
        (CUT, TAIL, False),
        (MONDAY, TUESDAY, False),
        ("Qtly div six cts vs six cts prior. Pay April 23.", "Qtly div six cts vs six cts prior. Pay April 27.", False),
        ("", "", False),
    ],
)
def test_likeness_is_the_same_both_ways(one: str, other: str, same: bool):
    mine, theirs = fingerprints([one, other])
    assert same_story(mine, theirs) is same_story(theirs, mine) is same
