"""NITF, whole records."""

import pytest

from flows.intake.source import Record

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<!-- made up -->
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" xml:lang="en-GB" version="-//IPTC//DTD NITF 3.6//EN">
  <head>
    <title>Ferry slug</title>
    <tobject tobject.type="news"><tobject.subject tobject.subject.type="Transport"/></tobject>
    <docdata>
      <doc-id regsrc="OTR" id-string="otter.1"/>
      <date.issue norm="20260302T143000+0100"/>
      <date.release norm="20260303T080000Z"/>
      <key-list><keyword key="ferry"/><keyword key="harbour"/></key-list>
    </docdata>
    <pubdata position.section="Coast" ex-ref="https://example.org/ferry"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Ferry line to <location>Lewes</location> reopens</hl1><hl2>After two years</hl2></hedline>
      <note><body.content><p>Not for publication.</p></body.content></note>
      <byline>By <person>Jane Doe</person> and <person>John Roe</person><byttl>Staff writers</byttl></byline>
      <distributor>Otter News</distributor>
      <dateline><location><city>PORT OTTER</city>, <country>Otteria</country></location></dateline>
      <abstract><p>In short.</p></abstract>
    </body.head>
    <body.content>
      <media><media-caption>A ferry.</media-caption></media>
      <p>The line was closed&nbsp;after a storm, <person>Ana Petrova</person>
         said.</p>
      <hl2>What comes next</hl2>
      <p>A report is due,<br/>she <a href="https://example.org/report">told  us</a>.</p><p/>
      <ul><li>Two ships</li><li>Ten crossings &amp; more</li></ul>
      <table><tr><th>Ship</th><th>Year</th></tr><tr><td>Otter</td><td>1999</td></tr></table>
    </body.content>
    <body.end><tagline>Ann Bo helped.</tagline></body.end>
  </body>
</nitf>
"""
TEXT = """The line was closed\u00a0after a storm, Ana Petrova said.

## What comes next

A report is due,
she told us.

• Two ships

• Ten crossings & more

Ship | Year

Otter | 1999"""


def test_a_whole_article_is_read(read):
    metadata = {
        "title": "Ferry line to Lewes reopens",
        "byline": "Jane Doe, John Roe",
        "dateline": "PORT OTTER, Otteria",
        "place": "PORT OTTER, Otteria",
        "published_at": "2026-03-02T14:30:00+01:00",
        "language": "en-GB",
        "url": "https://example.org/ferry",
        "source": "Otter News",
        "section": "Coast",
        "keywords": ["ferry", "harbour"],
        "links": [{"kind": "inline", "text": "told us", "url": "https://example.org/report"}],
    }
    assert read(WHOLE, "ferry.xml") == [Record(TEXT, metadata)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_the_name_and_the_encoding_do_not_matter(read, encoding: str):
    data = WHOLE.replace("&nbsp;", "\u00a0").replace('encoding="UTF-8"', "").encode(encoding)
    assert read(data, "ferry") == read(WHOLE)


def test_a_wrong_declaration_is_seen(read):
    declared_latin = WHOLE.replace("UTF-8", "iso-8859-1").replace("Otteria", "Øtteria")
    assert read(declared_latin.encode("utf-8"))[0].metadata["place"] == "PORT OTTER, Øtteria"
    assert read(WHOLE.replace("Otteria", "Øtteria").encode("cp1252"))[0].metadata["place"] == "PORT OTTER, Øtteria"


@pytest.mark.parametrize(
    ("byline", "printed"),
    [
        ("By Jane Doe", "By Jane Doe"),
        ("<person>Jane Doe</person>", "Jane Doe"),
        ("By <person>Jane Doe</person>, <byttl>Chief Correspondent</byttl>", "Jane Doe"),
        ("By JANE DOE<byttl>Otter Business Writer</byttl>", "By JANE DOE Otter Business Writer"),
        ("<person>Jane Doe</person> <byttl>Otter Online</byttl>", "Jane Doe Otter Online"),
    ],
)
def test_bylines_are_kept_as_printed_without_jobs_of_marked_people(read, byline: str, printed: str):
    nitf = (
        f"<nitf><body><body.head><byline>{byline}</byline></body.head><body.content>Text.</body.content></body></nitf>"
    )
    assert read(nitf) == [Record("Text.", {"byline": printed, "blocks": ["paragraph"]})]


def test_copy_laid_out_by_hand_keeps_its_lines(read):
    copy = "    PORT OTTER - One\nline.\n    Another\nparagraph."
    wire = f"<nitf><body><body.content><p>{copy}</p></body.content></body></nitf>"
    assert read(wire) == [Record(copy)]


def test_an_article_without_text_has_its_code(codes):
    assert codes("<nitf><body><body.head><hedline><hl1>Alone</hl1></hedline></body.head></body></nitf>") == ["no_text"]
