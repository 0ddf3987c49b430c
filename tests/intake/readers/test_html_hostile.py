"""Hostile pages: bounded in time and memory, each with its record or its code; and whatever is thrown at the reader."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flows.intake.errors import UnreadableError
from flows.intake.readers import html
from flows.intake.source import Record
from tests.intake.readers.conftest import source_of

PROJECT = Path(__file__).parents[3]
PROSE = "<p>The harbour master said on Tuesday that the crane would be mended before the end of the month.</p>"

HOSTILE = {
    "nested divisions": ("<div>" * 100_000 + PROSE, "too_deep"),
    "nested and closed": ("<div>" * 100_000 + PROSE + "</div>" * 100_000, "too_deep"),
    "nested lists": ("<ul><li>" * 50_000 + PROSE, "too_deep"),
    "nested fonts that a paragraph opens anew": (
        "<p>" + "".join(f"<font a={n}>" for n in range(20_001)) + "</p>" + PROSE * 2_000,
        "too_deep",
    ),
    "nested with odd ends between": ("<div></p>" * 100_000 + PROSE, "too_deep"),
    "type left open, and opened anew in each paragraph": (
        "<p>" + "".join(f"<font a={n}>" for n in range(5_000)) + "</p>" + PROSE * 5_000,
        "read",
    ),
    "an attribute of 15 MB": (f'<div data-x="{"x" * 15_000_000}">{PROSE}</div>', "read"),
    "100,000 attributes": ("<div " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{PROSE}</div>", "read"),
    "100,000 attributes in quotation marks": (
        "<div " + " ".join(f'a{n}="<>"' for n in range(100_000)) + f">{PROSE}</div>",
        "read",
    ),
    "a million unclosed paragraphs": (PROSE + "<p>" * 1_000_000, "too_large"),
    "a million angle brackets": (PROSE + "<" * 1_000_000, "too_large"),
    "140,000 unclosed paragraphs": (PROSE + "<p>x" * 140_000, "read"),
    "140,000 angle brackets": (PROSE + "<" * 140_000, "read"),
    "30,000 linked headlines": (PROSE * 3 + '<h3><a href="/x">Crane falls again</a></h3>' * 30_000, "read"),
    "60,000 links in one paragraph": (PROSE * 3 + "<p>" + '<a href="/x">x</a> ' * 60_000 + "</p>", "read"),
    "a comment without an end": (PROSE + "<!--" + "x" * 1_000_000, "read"),
    "a script without an end": (PROSE + "<script>" + "x" * 1_000_000, "read"),
    "JSON-LD 100,000 deep": (
        '<script type="application/ld+json">' + "[" * 100_000 + "]" * 100_000 + "</script>" + PROSE,
        "read",
    ),
    "JSON-LD that refers to itself": (
        '<script type="application/ld+json">{"@type":"NewsArticle","@id":"a","author":{"@id":"a"},"publisher":{"@id":"a"}}'
        "</script>" + PROSE,
        "read",
    ),
    "100,000 meta tags": ('<meta name="author" content="Ann Doe">' * 100_000 + PROSE, "read"),
    "a name of a megabyte": (f'<meta name="author" content="{"Ann, " * 200_000}">' + PROSE, "read"),
    "NULs": (PROSE * 50 + PROSE.replace(" ", "\0 ", 3), "read"),
}

CHILD = """
import io, json, resource, time
from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.readers import html
from flows.intake.source import Source
from tests.intake.readers.test_html_hostile import HOSTILE, PROSE

def read(markup):
    data = markup.encode()
    try:
        (record,) = html.READER.read(Source("a.html", data[:65536], io.BytesIO(data), Limits()))
        return "read" if PROSE[3:-4] in record.text.replace("  ", " ") else "mangled"
    except UnreadableError as error:
        return error.code

read(PROSE)  # what reading takes at first: word lists, libraries
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name, (markup, _) in HOSTILE.items():
    began = time.process_time()
    code = read(markup)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps([name, code, time.process_time() - began, peak / 1024]))
"""


def test_each_hostile_page_is_read_or_refused_within_2_seconds_and_200_megabytes():
    done = subprocess.run([sys.executable, "-c", CHILD], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert {name: code for name, code, _, _ in outcomes} == {name: code for name, (_, code) in HOSTILE.items()}
    assert [(name, seconds) for name, _, seconds, _ in outcomes if seconds > 2] == []
    assert outcomes[-1][3] < 200


# Tags in any order, most of them in the wrong place, and words that can be told from each other.
WORDS = st.from_regex(r"[A-Za-z]{1,9}[.?!,]?", fullmatch=True)
TAGS = re.findall(
    r"\w+",
    """
html body head article main div p section ul li table tr td h1 h2 h3 a b strong em span blockquote aside nav figure
figcaption form br hr pre
""",
)
ATTRIBUTES = (
    "",
    ' class="article-body"',
    ' class="related"',
    ' id="comments"',
    ' href="/x y"',
    " href='//b.example'",
    " hidden",
    ' style="',
)
PIECES = st.one_of(
    WORDS,
    WORDS,
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.just("The master said on Tuesday that the crane would be mended before the end of the month."),
    st.sampled_from(
        [
            "<!--",
            "-->",
            "<",
            ">",
            "</",
            "&",
            "&amp;",
            "<![CDATA[",
            '"',
            "<script> x = 1 ",
            "</script>",
            "<style> x = 1 </style>",
        ]
    ),
    st.text(max_size=3),
)


@given(st.lists(PIECES, max_size=60))
def test_any_tag_soup_is_a_record_of_its_own_words_or_an_error(pieces):
    soup = " ".join(pieces)
    data = soup.encode("utf-8", "replace")
    try:
        (record,) = html.READER.read(source_of(data, "a.html", metadata={"url": "http://a.example/b"}))
    except UnreadableError as error:
        assert error.code in {"empty", "no_article", "not_text"}
        return
    paragraphs = record.text.split("\n\n")
    assert all(line == " ".join(line.split()) != "" for line in paragraphs)
    assert len(record.metadata["blocks"]) == len(paragraphs)
    assert set(record.metadata["blocks"]) <= {"paragraph", "subheading"}
    assert all(link["url"].startswith(("http://", "https://")) for link in record.metadata["links"])
    words = set(unescape(soup.replace("\0", "")).split())
    assert {word for word in record.text.split() if word.isascii() and word.strip(".?!,").isalpha()} <= words


@given(st.binary(max_size=400))
def test_any_bytes_are_a_record_or_an_error(data):
    try:
        assert [type(one) for one in html.READER.read(source_of(data, "a.html"))] == [Record]
    except UnreadableError as error:
        assert error.code
