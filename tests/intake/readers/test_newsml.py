"""NewsML-G2 and NewsML 1, whole records."""

import pytest

from flows.intake.source import Record

META = """
  <rightsInfo><copyrightHolder literal="Otter"/></rightsInfo>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider qcode="nprov:OTR"><name>Otter News</name></provider>
    <versionCreated>2026-03-03T09:00:00Z</versionCreated>
    <firstCreated/>
    <pubStatus qcode="stat:usable"/>
    <edNote>Corrects the year.</edNote>
    <link rel="irel:seeAlso" href="https://example.org/ports"><title>All ports</title></link>
    <link rel="irel:derivedFrom" href="https://example.org/older"/>
  </itemMeta>
  <contentMeta>
    <urgency>4</urgency>
    <contentCreated>2026-03-02T14:30:00+01:00</contentCreated>
    <located><name>Lewes</name></located>
    <creator qcode="staff:7"><name>jdoe</name></creator>
    <creator qcode="staff:8"><name>Ann Bo</name></creator>
    <language tag="en-GB"/>
    <keyword>ferry</keyword><keyword/>
    <subject type="cpnat:abstract" qcode="medtop:1"><name>transport</name><broader><name>economy</name></broader></subject>
    <slugline>otter-ferry</slugline>
    <headline/><headline> Ferry line   reopens</headline>
    {more}
  </contentMeta>"""
ITEM = '<newsItem guid="urn:newsml:otter:1" xml:lang="en" standard="NewsML-G2">{meta}<contentSet>{content}</contentSet></newsItem>'
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
  <body.head><hedline><hl1>Ferry</hl1></hedline><byline>By Jane Doe</byline></body.head>
  <body.content><p>It reopens.</p><p>She <a href="https://example.org/a">agreed</a>.</p></body.content></body></nitf></inlineXML>"""
HTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
  <body><header><ul><li>slug</li></ul></header><section><h2>What next</h2><p>It reopens.</p></section></body></html></inlineXML>"""
PICTURE = '<remoteContent href="https://example.org/1.jpg" contenttype="image/jpeg"/>'
SEE_ALSO = {"kind": "read_more", "text": "All ports", "url": "https://example.org/ports"}
AGREED = {"kind": "inline", "text": "agreed", "url": "https://example.org/a"}
TWO = {"blocks": ["paragraph", "paragraph"]}
FIELDS = {
    "title": "Ferry line reopens",
    "published_at": "2026-03-02T14:30:00+01:00",
    "language": "en-GB",
    "source": "Otter News",
    "keywords": ["ferry", "transport"],
}


def item(content: str, more: str = "") -> str:
    return ITEM.format(meta=META.format(more=more), content=content)


def alone(content: str, more: str = "") -> str:
    return item(content, more).replace("<newsItem", f"<newsItem {G2}", 1)


@pytest.mark.parametrize(
    ("content", "more", "text", "fields"),
    [
        pytest.param(
            NITF,
            "<by>Jane Doe, Otter</by><dateline>LEWES, March 2 (Otter) -</dateline>",
            "It reopens.\n\nShe agreed.",
            TWO | {"byline": "Jane Doe, Otter", "dateline": "LEWES, March 2 (Otter) -", "links": [AGREED, SEE_ALSO]},
            id="NITF, a byline and a dateline of its own",
        ),
        pytest.param(
            NITF,
            "",
            "It reopens.\n\nShe agreed.",
            TWO | {"byline": "By Jane Doe", "place": "Lewes", "links": [AGREED, SEE_ALSO]},
            id="NITF, whose byline counts",
        ),
        pytest.param(
            HTML,
            "",
            "What next\n\nIt reopens.",
            {"blocks": ["subheading", "paragraph"], "byline": "Ann Bo", "place": "Lewes", "links": [SEE_ALSO]},
            id="XHTML, the creator whose name is one",
        ),
        pytest.param(
            '<inlineXML xml:lang="en"><p>Alone.</p></inlineXML>',
            "",
            "Alone.",
            {"blocks": ["paragraph"], "byline": "Ann Bo", "place": "Lewes", "links": [SEE_ALSO]},
            id="paragraphs alone",
        ),
        pytest.param(
            '<inlineData contenttype="text/plain">One line.\n\nAnother.</inlineData>',
            "",
            "One line.\n\nAnother.",
            {"byline": "Ann Bo", "place": "Lewes", "links": [SEE_ALSO]},
            id="plain text",
        ),
    ],
)
def test_a_news_item_is_read_whatever_its_content(read, content: str, more: str, text: str, fields: dict):
    assert read(alone(content, more), "item.xml") == [Record(text, FIELDS | fields)]


def test_a_message_yields_each_item_that_holds_text(read):
    package = '<packageItem guid="p"><itemMeta/><groupSet root="r"><group id="r"><itemRef residref="1"/></group></groupSet></packageItem>'
    items = package + item(NITF) + item(PICTURE) + item(HTML)
    message = f"<?xml version='1.0'?><!-- made up --><newsMessage {G2}><header><sent>2026-03-04T00:00:00Z</sent></header><itemSet>{items}</itemSet></newsMessage>"
    assert [one.text for one in read(message)] == ["It reopens.\n\nShe agreed.", "What next\n\nIt reopens."]


def test_a_prefix_of_the_namespace_does_not_matter(read):
    prefixed = (
        '<nar:newsItem xmlns:nar="http://iptc.org/std/nar/2006-10-01/"><nar:contentMeta><nar:headline>Ferry</nar:headline>'
        "</nar:contentMeta><nar:contentSet><nar:inlineData>It reopens.</nar:inlineData></nar:contentSet></nar:newsItem>"
    )
    assert read(prefixed) == [Record("It reopens.", {"title": "Ferry"})]


def test_a_message_without_text_has_its_code(codes):
    assert codes(alone(PICTURE)) == ["no_text"]
    assert codes(f"<newsMessage {G2}><header/><itemSet/></newsMessage>") == ["no_text"]


def test_a_message_that_breaks_off_yields_what_stands_before(codes):
    message = f"<newsMessage {G2}><itemSet>{item(NITF)}{item(HTML)[:-200]}"
    assert codes(message) == ["read", "malformed"]


NEWSML_1 = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML Version="1.2"><Catalog Href="https://example.org/catalog.xml"/>
<NewsEnvelope><DateAndTime>20260304T000000Z</DateAndTime></NewsEnvelope>
<NewsItem xml:lang="en">
<Identification><NewsIdentifier><DateId>20260301</DateId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20260302T143000+0100</FirstCreated><ThisRevisionCreated>20260303T090000Z</ThisRevisionCreated></NewsManagement>
<NewsComponent>
  <NewsLines><HeadLine>Fähre reopens</HeadLine><ByLine>Jane Doe</ByLine>{dateline}<KeywordLine>ports</KeywordLine></NewsLines>
  <AdministrativeMetadata><Provider><Party FormalName="OTR"/></Provider></AdministrativeMetadata>
  <DescriptiveMetadata><Language FormalName="de"/><Location><Property FormalName="City" Value="Lewes"/></Location>
    <Property FormalName="Keyword" Value="ferry"/></DescriptiveMetadata>
  <NewsComponent><Role FormalName="Photo"/><ContentItem><MediaType FormalName="Photo"/><DataContent>not text</DataContent></ContentItem></NewsComponent>
  <NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/><DataContent>{data}</DataContent></ContentItem></NewsComponent>
</NewsComponent></NewsItem></NewsML>"""
LINES = {
    "title": "Fähre reopens",
    "byline": "Jane Doe",
    "published_at": "2026-03-02T14:30:00+01:00",
    "language": "de",
    "source": "OTR",
    "keywords": ["ports", "ferry"],
}


@pytest.mark.parametrize(
    "data",
    [
        "<nitf><body><body.content><p>It reopens.</p><p>Soon.</p></body.content></body></nitf>",
        "<html><body><p>It reopens.</p><p>Soon.</p></body></html>",
        "<p>It reopens.</p><p>Soon.</p>",
        "<![CDATA[<p>It reopens.</p><p>Soon.</p>]]>",
        "It reopens.\n\nSoon.",
    ],
    ids=["NITF", "HTML", "paragraphs", "escaped HTML", "plain text"],
)
def test_newsml_1_is_read_whatever_its_content(read, data: str):
    lines = LINES | (TWO if "<p>" in data else {})
    with_dateline = NEWSML_1.format(dateline="<DateLine>LEWES, March 2 -</DateLine>", data=data).encode("latin-1")
    assert read(with_dateline) == [Record("It reopens.\n\nSoon.", lines | {"dateline": "LEWES, March 2 -"})]
    without = NEWSML_1.format(dateline="", data=data).encode("latin-1")
    assert read(without) == [Record("It reopens.\n\nSoon.", lines | {"place": "Lewes"})]
