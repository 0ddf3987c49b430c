from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
from markdown_it import MarkdownIt

from flows.model import Problem
from flows.quality import CheckResult, Example, LoadSummary, check, report, verdict
from flows.tables import Frames

HOSTILE = (
    "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![i](http://a.b/c.png) | cell | `code` **bold** _it_ ~~del~~"
    "\n# heading\n```\nfence\n```\n<!-- c --> &lt; http://evil.example www.evil.example me@evil.example"
    " \x1b[31mred\x07 \u202edlo"
)


def summary(results=(), problems=(), **changes):
    return LoadSummary(
        load_id="2026-load-1",
        started_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        warehouse="warehouse/copydesk.duckdb",
        files={"found": 3, "loaded": 2, "unchanged": 0, "duplicate": 0, "quarantined": 1},
        passed={"articles": 2, "entities": 40, "quotes": 9, "links": 1},
        held={"articles": 0, "entities": 0, "quotes": 1, "links": 0},
        results=tuple(results),
        verdict=verdict(results),
        records={"loaded": 2, "unchanged": 4, "duplicate": 2, "held": 1},
        problems=tuple(problems),
        **changes,
    )


def result(code="quotes.text.span", **changes):
    found = CheckResult("quotes", code, "expect_x", "text", "critical", "Text proves.", True, 10, 0)
    return replace(found, **changes)


def html(markdown):
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)


def test_the_verdict_comes_first_and_what_failed_before_what_passed():
    text = report(
        summary(
            [
                result("quotes.fine"),
                result("quotes.counted", severity="info", failed=9),
                result("quotes.held", failed=2),
                result("quotes.broken", error="boom", checked=0),
                result("quotes.closing", of_rows=False, checked=1, failed=1, observed="7", allowed="0"),
            ]
        )
    )

    assert text.splitlines()[0] == (
        "## ✘ Failed: gate closed by quotes\\.broken, quotes\\.closing · 2 articles passed, 1 rows held"
    )
    table = [line.split(" | ")[:2] for line in text.splitlines() if "| quotes\\." in line]
    assert table == [
        ["| ✘ failed", "quotes\\.closing"],
        ["| ✘ could not run", "quotes\\.broken"],
        ["| ⚠ rows held", "quotes\\.held"],
        ["| ✔ holds", "quotes\\.fine"],
        ["| counted", "quotes\\.counted"],
    ]
    assert "**critical**: 1 of 4 hold" in text
    assert "- **critical**: quotes\\.broken (critical) could not be checked (boom): Text proves." in text
    assert (
        "|  | found | loaded | unchanged | duplicate | quarantined |\n| --- | --- | --- | --- | --- | --- |\n"
        "| files | 3 | 2 | 0 | 0 | 1 |\n| records | 9 | 2 | 4 | 2 | 1 |"
    ) in text
    assert "| quotes | 9 | 1 |" in text


def test_the_query_shows_all_that_was_held():
    text = report(summary([result()]))

    query = text.split("```sql\n")[1].split("\n```")[0]
    assert "from quarantine" in query
    assert "where quarantine.load_id = '2026-load-1'" in query
    assert "$" not in query


def test_where_the_gate_was_closed_the_query_shows_what_failed():
    text = report(summary([result(error="boom", checked=0)]))

    assert "where check_results.load_id = '2026-load-1'" in text
    assert "from quarantine" not in text


def test_a_load_without_anything_new_has_a_short_report():
    lines = report(summary()).splitlines()

    assert lines[0] == "## ✔ Completed · 2 articles passed, 1 rows held"
    assert "### Expectations" not in lines


def test_what_could_not_be_read_is_told_by_code():
    problems = [Problem("intake", "empty", "The file is empty.", f"in/{number}|x.txt", "f") for number in range(3)]

    text = report(summary([result()], problems))

    assert "- **empty** (intake), 3 ×: The file is empty.\n    - in/0\\|x\\.txt\n    - in/1\\|x" in text


def test_text_of_articles_is_shown_and_does_nothing():
    example = Example("key", HOSTILE, HOSTILE, HOSTILE)
    problem = Problem("intake", HOSTILE, HOSTILE, HOSTILE, "f")
    plain = html(report(summary([result(failed=1)])))

    shown = html(report(summary([result(failed=1, why=HOSTILE, error=HOSTILE, examples=(example,))], [problem])))

    for mark in ("<img ", "<a ", "<a>", "<script", "<em>", "<del>", "<h1", "<!--", "\x1b", "\u202e"):
        assert mark not in shown
    assert shown.count("<pre>") == plain.count("<pre>") == 1
    assert shown.count("<h3>") == plain.count("<h3>") + 2  # what could not be read, rows that failed
    rows = [
        row.split("</tr>")[0].count("<td>") for row in shown.split("<tr>")[1:] if "javascript" in row.split("</tr>")[0]
    ]
    assert rows == [7]  # a cell's bars open no other cells
    assert (
        "&lt;img src=x onerror=alert(1)&gt; [x](javascript:alert(1)) ![i](http://a.b/c.png) | cell | `code` **bold**"
        in shown
    )


def test_a_held_quote_is_shown_with_its_text(frames, spoil):
    checked = check(spoil(frames, "quotes", 2, text="The bridge | opens in June,"))

    text = report(summary(checked.results))

    assert text.splitlines()[0].startswith("## ⚠ Completed with warnings")
    article = frames.quotes["article_id"][2]
    assert "**quotes\\.text\\.span**: 1 of 6, The text proves the row" in text
    assert (
        "- text: The bridge \\| opens in June, \\| span\\_text: The bridge opens in May,; in context: "
        'LAGOS (AP) — "▸The bridge opens in May,◂" Ada Obi said on Monday. She thanked the crews. '
        f"(article {article})"
    ) in text


def test_ten_rows_of_each_expectation():
    examples = tuple(Example(str(number), "a", f"row {number}", "v") for number in range(10))

    text = report(summary([result(f"quotes.c{number}", failed=10, examples=examples) for number in range(4)]))

    rows = [line for line in text.splitlines() if "text: row " in line]
    assert rows == [f"- v; text: row {number} (article a)" for number in range(10)] * 4


def test_the_report_is_bounded_whatever_fails():
    example = Example("key", "[" * 300, "[" * 300, "[" * 300)
    results = [
        result(f"quotes.c{number}", failed=10, why="|" * 999, error="|" * 999, examples=(example,) * 10)
        for number in range(2000)
    ]
    problems = [Problem("intake", f"code{number}", "|" * 999, "|" * 9999, "f") for number in range(2000)]

    text = report(summary(results, problems))

    assert len(text.encode()) <= 400_000
    assert "more expectations" in text
    assert "from check_results" in text


def test_a_hundred_thousand_failing_rows_make_a_short_report(frames):
    many = pl.concat([frames.entities] * 17_000).with_columns(
        text=pl.lit(HOSTILE), mention_id=pl.int_range(pl.len()).cast(pl.String).str.zfill(20)
    )

    checked = check(Frames(frames.articles, many, frames.quotes, frames.links))
    text = report(summary(checked.results))

    assert len(checked.held) == 102_000
    assert len(text.encode()) < 30_000
