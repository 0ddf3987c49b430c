"""RSS and Atom, whole records."""

import pytest

from flows.intake.source import Record

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="x.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily Otter</title><link>https://otter.org</link><language>en-gb</language>
<item><title>Ferry &amp;amp; harbour</title><link>https://otter.org/1</link><guid isPermaLink="false">1</guid>
  <pubDate>Mon, 02 Mar 26 14:30:00 EST</pubDate><dc:creator>Jane Doe and John Roe</dc:creator>
  <category>Coast</category><category>Ships</category><description>In short.</description>
  <content:encoded><![CDATA[<p>It reopens, <a href="https://otter.org/2">she said</a>.</p><script>x()</script><p>Soon.</p>]]></content:encoded></item>
<item><title>Broken</title><link>https://otter.org/3</link><author>desk@otter.org (Ann Bo)</author>
  <description>&lt;b&gt;A summary&lt;/b&gt; alone & <i>not</b> closed</description></item>
<item><title>No text</title><link>https://otter.org/4</link></item>
<item><title>Cut"""


def test_each_item_of_a_feed_is_a_record_and_a_broken_one_leaves_the_others_alone(read):
    first, second, third, fourth = read(RSS, "feed.rss")
    assert first == Record(
        "It reopens, she said.\n\nSoon.",
        {
            "title": "Ferry & harbour",
            "byline": "Jane Doe and John Roe",
            "published_at": "2026-03-02T14:30:00-05:00",
            "language": "en-gb",
            "url": "https://otter.org/1",
            "source": "The Daily Otter",
            "keywords": ["Coast", "Ships"],
            "links": [{"kind": "inline", "text": "she said", "url": "https://otter.org/2"}],
            "blocks": ["paragraph", "paragraph"],
        },
    )
    assert second == Record(
        "A summary alone & not closed",
        {
            "title": "Broken",
            "byline": "Ann Bo",
            "language": "en-gb",
            "url": "https://otter.org/3",
            "source": "The Daily Otter",
            "blocks": ["paragraph"],
        },
    )
    assert (third.code, fourth.code) == ("no_text", "malformed")


ATOM = """<{p}feed xmlns{q}="http://www.w3.org/2005/Atom" xml:lang="de"><{p}title>Otter</{p}title>
<{p}entry><{p}title type="html">A &lt;i&gt;title&lt;/i&gt;</{p}title>
  <{p}link rel="alternate" href="https://otter.org/a"/><{p}link rel="enclosure" href="https://otter.org/a.mp3"/>
  <{p}id>urn:1</{p}id><{p}updated>2026-03-03T10:00:00Z</{p}updated><{p}published>2026-03-02T14:30:00+01:00</{p}published>
  <{p}author><{p}name>Jane Doe</{p}name></{p}author><{p}author><{p}name>John Roe</{p}name></{p}author>
  <{p}category term="coast" label="Coast"/><{p}summary>In short.</{p}summary>
  <{p}content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Next</h2><p>It reopens.</p></div></{p}content></{p}entry>
<{p}entry><{p}title>Second</{p}title><{p}id>https://otter.org/b</{p}id><{p}updated>2026-03-03T10:00:00Z</{p}updated>
  <{p}content type="text">Plain &amp; short.</{p}content><{p}source><{p}title>Elsewhere</{p}title></{p}source></{p}entry></{p}feed>"""


@pytest.mark.parametrize(("prefix", "declared"), [("", ""), ("a:", ":a")])
def test_atom_is_read_with_its_full_text(read, prefix: str, declared: str):
    first = {
        "title": "A title",
        "authors": ["Jane Doe", "John Roe"],
        "published_at": "2026-03-02T14:30:00+01:00",
        "language": "de",
        "url": "https://otter.org/a",
        "source": "Otter",
        "keywords": ["Coast"],
        "blocks": ["subheading", "paragraph"],
    }
    second = {
        "title": "Second",
        "published_at": "2026-03-03T10:00:00+00:00",
        "language": "de",
        "url": "https://otter.org/b",
        "source": "Elsewhere",
    }
    assert read(ATOM.replace("{p}", prefix).replace("{q}", declared)) == [
        Record("Next\n\nIt reopens.", first),
        Record("Plain & short.", second),
    ]


def test_rss_1_is_read(read):
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Otter</title></channel>'
        '<item rdf:about="https://otter.org/1"><title>Ferry</title><link>https://otter.org/1</link>'
        "<description>It reopens.</description><dc:date>2026-03-02</dc:date></item></rdf:RDF>"
    )
    fields = {"title": "Ferry", "published_at": "2026-03-02T00:00:00", "url": "https://otter.org/1", "source": "Otter"}
    assert read(rdf) == [Record("It reopens.", fields)]


def test_a_feed_in_another_encoding_is_read(read, codes):
    feed = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>Fähre</title><description>Für alle.</description></item></channel></rss>'
    assert read(feed.encode("latin-1")) == [Record("Für alle.", {"title": "Fähre"})]
    assert codes("<rss version='2.0'><channel><title>Empty</title></channel></rss>") == ["no_text"]
