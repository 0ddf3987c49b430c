import json
import pickle
from datetime import UTC, datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.quality import check, verdict
from flows.tables import ARTICLES, ENTITIES, Frames

TITLE = "Obi: bridge opens in May"


def counts(frames):
    return {table.name: len(frame) for table, frame in frames.items()}


def outcome(checked):
    """What each problem is: table, code, article."""
    return [(problem.table_name, problem.code, problem.article_id) for problem in checked.held]


def failed(checked):
    return {result.code: result.failed for result in checked.results if not result.success}


def write(folder, table, *expectations):
    (folder / f"{table}.json").write_text(json.dumps({"name": table, "expectations": expectations}))


def test_sound_articles_pass_untouched(frames):
    checked = check(frames)

    for (_, before), (_, after) in zip(frames.items(), checked.frames.items(), strict=True):
        assert_frame_equal(before, after)
    assert checked.held == ()
    assert failed(checked) == {}
    assert verdict(checked.results).status == "passed"


def test_a_bad_article_takes_its_family_along(frames, spoil):
    bad = frames.articles["article_id"][1]

    checked = check(spoil(frames, "articles", 1, body=" \n "))

    assert outcome(checked) == [
        ("articles", "articles.body.not_blank", bad),
        *[("entities", "family", bad)] * 2,
        *[("quotes", "family", bad)] * 2,
        ("links", "family", bad),
    ]
    assert counts(checked.frames) == {"articles": 2, "entities": 4, "quotes": 4, "links": 2}
    assert all(bad not in frame["article_id"] for _, frame in checked.frames.items())
    assert {(problem.file_id, problem.record_no) for problem in checked.held} == {("file1", 0)}
    assert verdict(checked.results).status == "passed with warnings"


def test_a_bad_quote_goes_alone_and_can_be_read_again(frames, spoil):
    row = frames.quotes.row(2, named=True)

    checked = check(spoil(frames, "quotes", 2, text="The bridge opens in June,"))

    (problem,) = checked.held
    assert (problem.stage, problem.code, problem.table_name) == ("check", "quotes.text.span", "quotes")
    assert (problem.article_id, problem.file_id, problem.record_no) == (row["article_id"], "file1", 0)
    assert problem.message == "The text proves the row: it is exactly the characters that the span names."
    held = json.loads(problem.row)
    assert held["text"] == "The bridge opens in June,"
    assert {name: held[name] for name in held if name not in ("text", "loaded_at")} == {
        name: row[name] for name in row if name not in ("text", "loaded_at")
    }
    assert counts(checked.frames) == {"articles": 3, "entities": 6, "quotes": 5, "links": 3}


BREAKAGES = {
    "articles": [
        ({"content_hash": "md5"}, "articles.content_hash.form"),
        ({"file_id": None}, "articles.file_id.set"),
        ({"dateline_date": "2 March"}, "articles.dateline_date.form"),
        ({"dateline_date": "2026"}, "articles.dateline_date.form"),
        ({"dateline_date": "2026-13"}, "articles.dateline_date.form"),
        ({"title_source": "guess"}, "articles.title_source.known"),
        ({"title_source": None}, "articles.title_source.of_title"),
        ({"record_no": -1}, "articles.record_no.range"),
        ({"version": 0}, "articles.version.range"),
        ({"authors": [" "]}, "articles.authors.named"),
        ({"keywords": ["", "tolls"]}, "articles.keywords.named"),
        ({"load_id": None}, "articles.load_id.set"),
        ({"url": "javascript:alert(1)"}, "articles.url.form"),
        ({"language": "English"}, "articles.language.form"),
        ({"blocks": [{"kind": "paragraph", "start_char": 0, "end_char": 999}]}, "articles.blocks.in_body"),
        ({"blocks": [{"kind": "paragraph", "start_char": None, "end_char": 9}]}, "articles.blocks.in_body"),
        ({"blocks": None}, "articles.blocks.in_body"),
        (
            {
                "blocks": [
                    {"kind": "paragraph", "start_char": 0, "end_char": 9},
                    {"kind": "dateline", "start_char": 0, "end_char": 5},
                    {"kind": "paragraph", "start_char": 8, "end_char": 12},
                ]
            },
            "articles.blocks.order",
        ),
    ],
    "entities": [
        ({"mention_id": None}, "entities.mention_id.set"),
        ({"entity_type": "PLANET"}, "entities.entity_type.known"),
        ({"end_char": 0}, "entities.span.order"),
        ({"start_char": None}, "entities.span.order"),
        ({"start_char": -1}, "entities.text.span"),
        ({"end_char": 10_000}, "entities.text.span"),
        ({"text": None}, "entities.text.span"),
        ({"field": "footer"}, "entities.field.known"),
        ({"name": " "}, "entities.name.not_blank"),
        ({"name": None}, "entities.name.set"),
        ({"article_id": None}, "entities.article_id.in_batch"),
        ({"entity_id": "Ada Obi"}, "entities.entity_id.form"),
        ({"entity_type": None}, "entities.entity_type.set"),
        ({"mention_no": 0}, "entities.mention_no.range"),
        ({"method": None}, "entities.method.set"),
    ],
    "quotes": [
        ({"article_id": "0" * 20}, "quotes.article_id.in_batch"),
        ({"speaker_text": "Ada"}, "quotes.speaker.span"),
        ({"speaker_text": None}, "quotes.speaker.span"),
        ({"cue_end_char": None}, "quotes.cue.span"),
        ({"speaker_name": None}, "quotes.speaker_name.of_entity"),
        ({"confidence": 1.5}, "quotes.confidence.range"),
        ({"confidence": None}, "quotes.confidence.set"),
        ({"kind": "sung"}, "quotes.kind.known"),
        ({"block": "footnote"}, "quotes.block.known"),
        ({"quote_no": 0}, "quotes.quote_no.range"),
        ({"utterance_no": 0}, "quotes.utterance_no.range"),
        ({"speaker_entity_id": None}, "quotes.speaker_entity_id.of_name"),
        ({"rule": None}, "quotes.rule.set"),
    ],
    "links": [
        ({"url": "javascript:alert(1)"}, "links.url.form"),
        ({"text": None}, "links.text.set"),
        ({"text": "\t"}, "links.text.not_blank"),
        ({"kind": "advert"}, "links.kind.known"),
        ({"match_score": 2.0}, "links.match_score.range"),
        ({"link_no": 0}, "links.link_no.range"),
        ({"target_article_id": "7"}, "links.target.form"),
        (
            {"target_article_id": "0" * 20, "match_method": None, "match_score": 0.5},
            "links.match_method.of_target",
        ),
    ],
}


@pytest.mark.parametrize("table", BREAKAGES)
def test_a_row_that_breaks_an_expectation_is_held_and_no_other(make, spoil, table):
    frames = make(20)
    first_of_article = 2 if table in ("entities", "quotes") else 1
    for number, (values, _) in enumerate(BREAKAGES[table]):
        frames = spoil(frames, table, number * first_of_article, **values)

    checked = check(frames)

    held = [problem.code for problem in checked.held if problem.code != "family"]
    assert held == [code for _, code in BREAKAGES[table]]
    assert len(getattr(checked.frames, table)) == len(getattr(frames, table)) - len(BREAKAGES[table])


WARNINGS = {
    "articles": [
        ({"word_count": 0}, "articles.word_count.at_least_one"),
        ({"title": TITLE + "x" * 500}, "articles.title.length"),
        ({"source": " "}, "articles.source.not_blank"),
        ({"published_at": datetime(2026, 1, 5, tzinfo=UTC)}, "articles.published_at.ahead"),
        ({"published_at": datetime(1026, 1, 5, tzinfo=UTC)}, "articles.published_at.past"),
        ({"dateline_place": "LAGOS"}, "articles.dateline.of_place"),
    ],
    "entities": [
        ({"role": " "}, "entities.role.not_blank"),
        ({"name": "x" * 301}, "entities.name.length"),
    ],
    "quotes": [
        ({"cue_lemma": None}, "quotes.cue_lemma.of_cue"),
        ({"speaker_entity_id": "0" * 20}, "quotes.speaker.in_article"),
    ],
    "links": [({"text": "x" * 1001}, "links.text.length")],
}


@pytest.mark.parametrize("table", WARNINGS)
def test_a_warning_is_reported_and_its_row_passes(make, spoil, table):
    frames = make(20)
    first_of_article = 2 if table in ("entities", "quotes") else 1
    for number, (values, _) in enumerate(WARNINGS[table]):
        frames = spoil(frames, table, number * first_of_article, **values)

    checked = check(frames)

    assert failed(checked) == {code: 1 for _, code in WARNINGS[table]}
    assert verdict(checked.results).status == "passed with warnings"
    assert checked.held == ()
    assert counts(checked.frames) == counts(frames)


def test_dates_as_far_as_they_are_printed_pass(make, spoil):
    frames = make(5)
    for number, date in enumerate(("2026-03", "2026-03-02", "--03", "--03-02", None)):
        frames = spoil(frames, "articles", number, dateline_date=date)

    assert check(frames).held == ()


def test_rows_of_one_key_are_all_held(frames, spoil):
    twin = frames.entities["mention_id"][1]

    checked = check(spoil(frames, "entities", 0, mention_id=twin))

    assert [problem.code for problem in checked.held] == ["entities.mention_id.unique"] * 2


def test_a_row_that_fails_twice_is_held_once_with_both_reasons(frames, spoil):
    (problem,) = check(spoil(frames, "entities", 0, entity_type="PLANET", name="")).held

    assert problem.code == "entities.entity_type.known"
    assert problem.message == (
        "Questions are asked by type, and a type of its own would never be found. "
        "Every mention stands for a name, at least the one printed."
    )


def test_a_row_whose_article_is_not_in_the_batch_has_no_file(frames, spoil):
    (problem,) = check(spoil(frames, "quotes", 0, article_id="0" * 20)).held

    assert (problem.path, problem.file_id, problem.record_no, problem.article_id) == ("", "", None, "0" * 20)


def test_info_counts_and_holds_nothing(frames, spoil):
    checked = check(spoil(frames, "articles", 0, title=None, title_source=None))

    assert failed(checked)["articles.title.set"] == 1
    assert "articles" not in {problem.table_name for problem in checked.held}
    assert len(checked.frames.articles) == 3


def test_a_batch_without_rows_passes(frames):
    checked = check(Frames(**{table.name: frame.clear() for table, frame in frames.items()}))

    assert (checked.held, verdict(checked.results).status) == ((), "passed")


def test_all_rows_bad(frames):
    checked = check(Frames(frames.articles.with_columns(body=pl.lit("")), frames.entities, frames.quotes, frames.links))

    assert counts(checked.frames) == {"articles": 0, "entities": 0, "quotes": 0, "links": 0}
    assert len(checked.held) == 3 + 6 + 6 + 3


def test_a_missing_column_closes_the_gate(frames):
    checked = check(Frames(frames.articles, frames.entities, frames.quotes.drop("start_char"), frames.links))

    judged = verdict(checked.results)
    assert judged.status == "gate closed"
    assert any("quotes.columns (critical) fails" in sentence for sentence in judged.closed_by)
    assert any("quotes.text.span (critical) could not be checked" in sentence for sentence in judged.closed_by)
    assert checked.held == ()


def test_a_failed_critical_expectation_of_the_whole_table_closes_the_gate(frames):
    moved = frames.links.select(reversed(frames.links.columns))

    judged = verdict(check(Frames(frames.articles, frames.entities, frames.quotes, moved)).results)

    assert judged.status == "gate closed"
    assert [sentence.split()[0] for sentence in judged.closed_by] == ["links.columns"]


def test_a_check_that_raises_closes_the_gate_whatever_its_severity(frames, suites_in):
    write(
        suites_in,
        "links",
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "text", "min_value": 1},  # a number held against words
            "severity": "info",
            "meta": {"code": "text.odd", "why": "Nobody would write this."},
        },
    )

    judged = verdict(check(frames).results)

    assert judged.status == "gate closed"
    (sentence,) = judged.closed_by
    assert sentence.startswith("links.text.odd (info) could not be checked (")


def test_a_crash_outside_any_expectation_closes_the_gate(frames, monkeypatch):
    def run_out_of_memory(*_, **__):
        raise MemoryError("no room")

    monkeypatch.setattr(pl.DataFrame, "to_pandas", run_out_of_memory)

    checked = check(frames)

    assert all(result.error == "MemoryError: no room" for result in checked.results)
    assert verdict(checked.results).status == "gate closed"


def test_mostly_is_the_tolerance_of_an_expectation_of_rows(frames, spoil, suites_in):
    def held_and_verdict(mostly):
        from flows.quality import engine

        engine.make_ready.cache_clear()
        write(
            suites_in,
            "entities",
            {
                "type": "expect_column_values_to_be_in_set",
                "kwargs": {"column": "entity_type", "value_set": "@entity_types", "mostly": mostly},
                "severity": "critical",
                "meta": {"code": "entity_type.known", "why": "Types are asked for."},
            },
        )
        checked = check(spoil(frames, "entities", 0, entity_type="PLANET"))
        return len(checked.held), verdict(checked.results).status

    assert held_and_verdict(0.8) == (1, "passed with warnings")  # five of six pass
    assert held_and_verdict(0.9) == (1, "gate closed")


def test_the_order_and_size_of_batches_change_nothing(frames, spoil):
    bad = spoil(frames, "quotes", 2, text="else")
    whole = check(bad).held

    apart = []
    for number in (2, 1, 0):
        article_id = bad.articles["article_id"][number]
        parts = {table.name: frame.filter(pl.col("article_id") == article_id) for table, frame in bad.items()}
        apart.extend(check(Frames(**parts)).held)

    assert apart == list(whole)


def test_what_comes_out_can_be_sent_between_processes(frames, spoil):
    checked = check(spoil(frames, "quotes", 2, text="else"))

    again = pickle.loads(pickle.dumps(checked))

    assert (again.held, again.results) == (checked.held, checked.results)
    assert again.frames.articles.schema == pl.Schema(ARTICLES.schema)
    assert again.frames.entities.schema == pl.Schema(ENTITIES.schema)


def test_examples_show_the_row_and_are_few(frames):
    many = pl.concat([frames.entities] * 10).with_columns(text=pl.lit("x" * 5000))

    checked = check(Frames(frames.articles, many, frames.quotes, frames.links))

    result = next(result for result in checked.results if result.code == "entities.text.span")
    assert (result.checked, result.failed, len(result.examples)) == (60, 60, 10)
    assert result.examples[0].text == "x" * 299 + "…"
    assert result.examples[0].key == frames.entities["mention_id"][0]
