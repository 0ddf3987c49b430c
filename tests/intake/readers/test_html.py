"""Pages in the forms of real templates: what is the article's, what its page states, where its links lead."""

import json
from pathlib import Path

import pytest

from flows.intake.source import Record

PAGES = Path(__file__).parent / "pages"


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.json")))
def test_a_page_becomes_its_record(read, name):
    page = (PAGES / f"{name}.html").read_bytes()
    answer = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    assert read(page, f"{name}.html") == [Record(answer["text"], answer["metadata"])]


PROSE = "<p>The harbour master said on Tuesday that the crane would be mended before the end of the month.</p>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def only(records):
    assert len(records) == 1
    assert isinstance(records[0], Record), records
    return records[0]


def test_a_page_is_known_by_its_suffix_its_declared_type_or_its_opening(codes):
    assert codes(PROSE * 3, "a.htm") == ["read"]
    assert codes(PROSE * 3, "a", content_type="text/html; charset=utf-8") == ["read"]
    assert codes("\ufeff <!-- saved --> <!doctype HTML>" + PROSE * 3, "a") == ["read"]
    assert codes(PROSE * 3, "a") == ["unknown_type"]


def test_the_address_of_its_carrier_counts_where_the_page_names_none(read):
    given = {"url": "https://a.example/quay/crane", "keywords": ["crane"]}
    record = only(
        read(
            page(PROSE * 2 + '<p>It fell <a href="../fall#x">in May</a>, and nobody was hurt.</p>'),
            "a.html",
            metadata=given,
        )
    )
    assert record.metadata["url"] == "https://a.example/quay/crane"
    assert record.metadata["keywords"] == ["crane"]
    assert record.metadata["links"] == [{"kind": "inline", "text": "in May", "url": "https://a.example/fall#x"}]


def test_links_that_lead_nowhere_on_the_web_are_none(read):
    hrefs = ["javascript:alert(1)", "mailto:a@b.example", "#top", "", "http://[broken", "data:text/html,x"]
    links = "".join(f'<p>Here the crane stood until <a href="{href}">last year</a>, people say.</p>' for href in hrefs)
    record = only(read(page(PROSE + links), "a.html", metadata={"url": "https://a.example/b"}))
    assert record.metadata["links"] == []


def test_no_script_style_or_handler_reaches_the_text(read):
    hostile = (
        '<div onmouseover="alert(1)"><script>alert("one")</script><style>p{color:red}</style><p onclick="alert(2)">The crane'
        " fell into the harbour on a <b>quiet</b> day in <i>May</i>.</p><noscript>Turn scripts on</noscript>"
        '<svg><text>alert("three")</text></svg><template><p>A template that is not shown to anybody who reads.</p></template>'
        '<iframe srcdoc="<p>four</p>"></iframe><p hidden>Hidden from everybody who opens the page in a browser.</p>'
        '<p style="display: none">Nobody sees this sentence, which is there for machines alone to find.</p></div>'
    )
    record = only(read(page(PROSE + hostile), "a.html"))
    assert record.text.split("\n\n")[1:] == ["The crane fell into the harbour on a quiet day in May."]


@pytest.mark.parametrize(
    ("stub", "code"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("<html></html>", "no_article"),
        (page(""), "no_article"),
        (
            page("<nav><ul>" + '<li><a href="/a">A headline of some other page</a></li>' * 40 + "</ul></nav>"),
            "no_article",
        ),
        (page("<h1>Crane falls</h1><p>Subscribe to read on.</p>"), "no_article"),
        ("<!-- " + "x" * 5000 + " -->", "no_article"),
    ],
)
def test_a_page_without_an_article_has_a_code(codes, stub, code):
    assert codes(stub, "a.html") == [code]
