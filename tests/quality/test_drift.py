"""Drift as a load meets it: real loads into a real warehouse, one after the other."""

import json
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.quality import Measure, SuiteError, drift_results, drifted, measures_of, read_drift_rules, verdict
from flows.warehouse import Run, Warehouse, open_warehouse
from tests.warehouse.rows import BEGAN, add, article, article_id, document, files, frames, mention, quote, tally

RULES = read_drift_rules()


def paper(load: int, count: int, source: str = "Herald", **values: object) -> list[dict[str, object]]:
    """So many articles of one source, in one file a load."""
    return [article(f"{source} {load}", number, source=source, **values) for number in range(count)]


class History:
    """Loads that follow each other by a day."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.loads = 0

    def load(self, articles, entities=(), quotes=(), problems=()) -> tuple[Measure, ...]:
        self.loads += 1
        run = Run(f"load {self.loads:03}", BEGAN + timedelta(days=self.loads), "1", "0.1.0")
        with self.warehouse.load(run) as load:
            add(load, frames(articles, entities, quotes))
            load.screen([document(one.file_id, one.record_no) for one in problems if one.record_no is not None])
            load.add_quarantine(problems)
            rows = load.measure(RULES.frame(), RULES.compared_with)
            load.add_metrics(rows)
            kept = {row["file_id"]: 0 for row in articles}
            for row in articles:
                kept[row["file_id"]] += 1
            load.add_files(files(*({"file_id": name, "records": count} for name, count in kept.items())))
            load.finish(tally(loaded=len(kept)))
        return measures_of(rows)


@pytest.fixture
def history(tmp_path: Path):
    with open_warehouse(tmp_path / "w.duckdb", threads=1) as warehouse:
        yield History(warehouse)


def found(measures, source: str, metric: str) -> Measure:
    (measure,) = (each for each in measures if (each.source, each.metric) == (source, metric))
    return measure


def test_a_source_that_loses_its_titles_is_caught_in_the_first_load(history):
    for number in range(1, 7):
        history.load(paper(number, 6) + paper(number, 6, "Gazette"))

    measures = history.load(paper(7, 6, title=None, title_source=None) + paper(7, 6, "Gazette"))

    assert {source: [each.metric for each in out] for source, out in drifted(measures).items()} == {
        "(all)": ["share_without_title"],
        "Herald": ["share_without_title"],
    }
    lost = found(measures, "Herald", "share_without_title")
    assert (lost.value, lost.articles, lost.runs, lost.median, lost.verdict) == (1.0, 6, 6, 0.0, "drifted")
    judged = verdict(drift_results(measures, RULES))
    assert judged.status == "passed with warnings"
    assert "Herald: share_without_title 100.0% of 6 articles, usually 0.0%" in judged.warnings[0]


def test_a_first_sentence_in_the_place_of_a_title_counts_as_a_lost_title(history):
    for number in range(1, 7):
        history.load(paper(number, 6))

    assert "Herald" in drifted(history.load(paper(7, 6, title_source="lede")))


def test_loads_that_go_on_as_before_are_steady(history):
    for number in range(1, 9):
        measures = history.load(paper(number, 4 + number % 3, word_count=100 + 10 * (number % 4)))

    assert drifted(measures) == {}
    assert {each.verdict for each in measures if each.metric == "median_words"} == {"steady"}


def test_too_few_runs_and_too_few_articles_say_so(history):
    first = history.load(paper(1, 6))
    assert found(first, "Herald", "share_without_title").verdict == "too few runs"

    for number in range(2, 7):
        history.load(paper(number, 6))
    small = history.load(paper(7, 6, "Gazette") + paper(7, 2, title=None, title_source=None))

    assert [(each.metric, each.verdict) for each in small if each.source == "Herald"] == [
        ("articles", "too few articles")
    ]
    assert drifted(small) == {}


def test_one_article_of_a_few_is_not_drift(history):
    for number in range(1, 7):
        history.load(paper(number, 4))

    measures = history.load([*paper(7, 3), *paper(77, 1, title=None, title_source=None)])

    assert found(measures, "Herald", "share_without_title").verdict == "steady"


def test_another_language_and_other_speakers_and_names_drift(history):
    def issue(number, language, speaker, type_):
        articles = paper(number, 5, language=language)
        ids = [row["article_id"] for row in articles]
        return (
            articles,
            [mention(of, no, entity_type=type_) for of in ids for no in range(1, 6)],
            [quote(of, 1, speaker_name=speaker, speaker_entity_id=speaker) for of in ids],
        )

    for number in range(1, 7):
        history.load(*issue(number, "en", "Ana Petrova", "PERSON"))

    measures = history.load(*issue(7, "fr", None, "WORK"))

    assert [each.metric for each in drifted(measures)["Herald"]] == [
        "entities_per_article.PERSON",
        "entities_per_article.WORK",
        "language.fr",
        "share_unknown_speakers",
    ]


def test_only_published_loads_are_compared_with(history):
    for number in range(1, 7):
        history.load(paper(number, 6))
    history.warehouse._connection.execute("update loads set status = 'gate_closed' where load_id < 'load 004'")

    assert found(history.load(paper(7, 6)), "Herald", "median_words").runs == 3


def test_what_was_held_counts_in_the_rate_of_its_source_and_of_all(history):
    from flows.model import Problem

    row = json.dumps({"source": "Herald", "url": None})
    held = Problem("check", "articles.x", "No.", "p", "f", 0, article_id("held"), "articles", row)
    unreadable = Problem("intake", "empty", "Empty.", "q", "g")

    measures = history.load(paper(1, 3) + paper(1, 3, "Gazette"), problems=[held, unreadable])

    assert {each.source: (each.value, each.articles) for each in measures if each.metric == "quarantine_rate"} == {
        "(all)": (2 / 8, 8),
        "Gazette": (0.0, 3),
        "Herald": (1 / 4, 4),
    }


def test_a_load_without_articles_measures_what_there_is(history):
    assert [(each.metric, each.value) for each in history.load([])] == [("articles", 0.0)]


def test_a_critical_drift_closes_the_gate(history):
    from dataclasses import replace

    strict = replace(RULES, rules=tuple(replace(rule, severity="critical") for rule in RULES.rules))
    for number in range(1, 7):
        history.load(paper(number, 6))

    judged = verdict(drift_results(history.load(paper(7, 6, title=None, title_source=None)), strict))

    assert judged.status == "gate closed"
    assert judged.closed_by[0].startswith("drift.share_without_title (critical) fails, observed (all): ")


def test_rules_reach_sql_as_they_are_written():
    assert RULES.frame().filter(pl.col("metric") == "median_words").rows() == [("median_words", 30.0, 0.5)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda given: given["metrics"][0].update(metric="median_word"), "metric 1: 'median_word' is no metric; did"),
        (lambda given: given["metrics"][1].update(flor=1), "metric 2: unknown key 'flor'; did you mean 'floor'?"),
        (lambda given: given["metrics"][1].update(floor=-1), "metric 2: floor is -1; write a number of at least 0"),
        (lambda given: given["metrics"][1].update(floor="1"), "metric 2: floor is '1'; write a number"),
        (lambda given: given["metrics"][0].update(severity="bad"), "metric 1: severity is 'bad'; write one of"),
        (lambda given: given["metrics"][0].update(why=" "), "metric 1: why is empty"),
        (lambda given: given["metrics"][0].pop("why"), "metric 1: why is missing"),
        (lambda given: given["metrics"].append(given["metrics"][0]), "share_without_title has a rule already"),
        (lambda given: given["compared_with"].update(history_run=3), "compared_with: 'history_run' is no setting; did"),
        (lambda given: given["compared_with"].update(fewest_runs=1.5), "fewest_runs is 1.5; write a number of"),
        (lambda given: given["compared_with"].pop("deviations"), "compared_with: deviations is missing"),
        (lambda given: given.pop("metrics"), 'write {"name": "drift"'),
    ],
)  # fmt: skip
def test_a_mistake_says_where_it_is(suites_in, change, message):
    given = json.loads((suites_in / "drift.json").read_text())
    change(given)
    (suites_in / "drift.json").write_text(json.dumps(given))

    with pytest.raises(SuiteError) as refused:
        read_drift_rules(suites_in)

    assert str(refused.value).startswith("expectations/drift.json")
    assert message in str(refused.value)
