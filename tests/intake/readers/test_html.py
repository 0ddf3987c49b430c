"""Pages in the forms of real templates: what is the article's, what its page states, where its links lead."""

import json
from pathlib import Path

import pytest

from flows.intake.readers import html
from flows.intake.source import Record
from tests.intake.readers.conftest import source_of

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


@pytest.mark.parametrize(
    ("encoding", "declared", "given", "noted"),
    [
        ("utf-8", '<meta charset="utf-8">', {}, ("utf-8", "declared")),
        ("utf-8-sig", '<meta charset="windows-1251">', {}, ("utf-8", "bom")),
        ("cp1251", '<meta charset="windows-1251">', {}, ("cp1251", "declared")),
        ("cp1251", '<meta charset="utf-8">', {}, ("cp1251", "detected")),
        ("cp1251", "", {"content_type": "text/html; charset=windows-1251"}, ("cp1251", "declared")),
        ("cp1251", '<meta charset="koi8-r">', {"content_type": "text/html; charset=cp1251"}, ("cp1251", "declared")),
        ("utf-16", "", {}, ("utf-16-le", "bom")),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', {}, ("utf-8", "utf-8")),
    ],
)
def test_the_encoding_is_what_is_right_then_what_is_declared_first(encoding, declared, given, noted):
    words = "Министр заявил в понедельник, что переговоры начнутся на следующей неделе в столице."
    source = source_of(
        page(f"<p>{words}</p>" * 2 + f"<p>{words} Конец.</p>", declared).encode(encoding), "a.html", **given
    )
    (record,) = html.READER.read(source)
    assert record.text == f"{words}\n\n{words} Конец."
    assert source.encodings == {noted}


def test_a_byte_that_is_broken_does_not_cost_the_page(read):
    cafes = "".join(
        f"<p>In café {number} on the quay the coffee was said to be the best of the harbour.</p>"
        for number in range(40)
    )
    record = only(read(page(cafes).encode().replace("é 7 ".encode(), b"\xc3 7 "), "a.html"))
    assert record.text.split("\n\n")[6:8] == [
        "In café 6 on the quay the coffee was said to be the best of the harbour.",
        "In caf\ufffd 7 on the quay the coffee was said to be the best of the harbour.",
    ]


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("By Ann Doe", ["Ann Doe"]),
        ("By ANN DOE and JOHN ROE, Associated Press", ["Ann Doe", "John Roe"]),
        ("Ann Doe, Science Correspondent", ["Ann Doe"]),
        ("Ann Doe for The Dale News", ["Ann Doe"]),
        ("Ann Doe | ann@a.example", ["Ann Doe"]),
        ("Ann Doe, John Roe &amp; Bo Lee", ["Ann Doe", "John Roe", "Bo Lee"]),
        ("Doe, Ann", ["Ann Doe"]),
        ("Martin Doe Jr.", ["Martin Doe Jr"]),
        ("https://social.example/ann", []),
        ("The Associated Press", ["The Associated Press"]),
        ("Dale News", ["Dale News"]),
    ],
)
def test_authors_are_people_without_by_roles_and_addresses(read, stated, authors):
    head = f'<meta property="og:site_name" content="Dale News"><meta name="author" content="{stated}">'
    assert (
        only(read(page(PROSE * 2 + PROSE.replace("crane", "pier"), head), "a.html")).metadata.get("authors", [])
        == authors
    )


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (
            '<meta property="og:title" content="Crane falls into harbour"><title>Crane falls | Dale News</title>',
            "",
            "Crane falls into harbour",
        ),
        ('<meta property="og:title" content="Crane falls into harbour - Dale News">', "", "Crane falls into harbour"),
        (
            "<title>Crane falls into harbour | Dale News</title>",
            "<h1>Crane falls into harbour</h1>",
            "Crane falls into harbour",
        ),
        ("<title>Crane falls into harbour: Opinion - Dale News</title>", "", "Crane falls into harbour: Opinion"),
        ("<title>Dale News</title>", "<h1>Crane falls into harbour</h1>", "Crane falls into harbour"),
        ('<meta property="og:title" content="Rise - and fall - of a crane">', "", "Rise - and fall - of a crane"),
    ],
)
def test_the_title_is_the_headline_without_the_outlet(read, head, heading, title):
    head = '<meta property="og:site_name" content="Dale News">' + head
    assert only(read(page(heading + PROSE * 2, head), "a.html")).metadata["title"] == title


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<meta property="article:published_time" content="2026-03-02T07:15:00+0100">', "2026-03-02T07:15:00+01:00"),
        ('<meta name="pubdate" content="Mon, 02 Mar 2026 07:15:00 GMT">', "2026-03-02T07:15:00+00:00"),
        ('<meta name="date" content="1772435700000">', "2026-03-02T07:15:00+00:00"),
        ('<meta name="date" content="2026-03-02 07:15:00 -0500">', "2026-03-02T07:15:00-05:00"),
        ('<time datetime="2026-03-02">yesterday</time>', "2026-03-02"),
        ('<div class="post-date">Posted on March 2nd, 2026 by admin</div>', "2026-03-02"),
        ('<link rel="canonical" href="https://a.example/2026/03/02/crane.html">', "2026-03-02"),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_the_date_is_found_wherever_pages_put_it(read, markup, day):
    assert only(read(page(markup + PROSE * 2), "a.html")).metadata.get("published_at") == day


def test_mojibake_of_a_page_is_repaired(read):
    words = "„Die Brücke bleibt zu“, sagte der Bürgermeister am Dienstag. Für wie lange, wisse er nicht."
    garbled = words.encode().decode("cp1252", "replace").replace("\ufffd", "")
    record = only(
        read(
            page(PROSE + f"<p>{garbled}</p><p>Über den Fluss führt nun eine Fähre, täglich außer sonntags.</p>"),
            "a.html",
        )
    )
    assert "Die Brücke bleibt zu" in record.text
    assert "Über den Fluss führt nun eine Fähre" in record.text


def test_a_short_article_whose_headline_links_to_itself_is_no_teaser(read):
    teaser = '<div class="box"><h3><a href="/{0}">Other story {0}</a></h3><p>{1}</p></div>'
    others = "".join(teaser.format(number, PROSE[3:-4].replace("crane", f"pier {number}")) for number in range(3))
    own = f'<article><h2><a href="/crane">Crane falls into harbour</a></h2>{PROSE}</article>'
    head = "<title>Crane falls into harbour</title>"
    record = only(read(page(f"<div>{own}{others}</div>", head), "a.html", metadata={"url": "https://a.example/crane"}))
    assert record.text == PROSE[3:-4]
    assert record.metadata["links"] == []


def test_lists_of_what_is_read_most_are_not_related(read):
    most = '<div class="most-popular"><ul><li><a href="/a">A headline that many have read</a></li></ul></div>'
    related = '<div class="related"><ul><li><a href="/b">A headline on the same harbour</a></li></ul></div>'
    record = only(
        read(page(f"<article>{PROSE}{most}{related}</article>"), "a.html", metadata={"url": "https://a.example/c"})
    )
    assert [link["text"] for link in record.metadata["links"]] == ["A headline on the same harbour"]
