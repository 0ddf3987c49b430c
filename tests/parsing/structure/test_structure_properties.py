"""What holds for every text: spans prove their text, nothing is lost, time is linear."""

import re
import textwrap
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flows.model import Article, Document
from flows.parsing.structure import read_article
from flows.parsing.structure.characters import plain

PIECES = st.sampled_from(
    [
        *"\n\n\n\t \u00a0\"'“”‘’()[]<>*#-—_.,:;!?/|",
        "\n\n", "    ", "LEWES", "London", " (AP) — ", "March 2 - ", "By ", "Jane Doe", "and", "Otters", "came back",
        "# ", "Read More:\n", "http://x.org/a", "Iran Press", "Europe: ", "said.", "Related: ", "1. ", "• ", "====\n",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join))
WORDS = st.sampled_from(["otters", "came", "back", "to", "the", "river", "town", "bells", "rang", "mayor"])
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


def read(text: str, name: str = "story.txt") -> Article:
    return read_article(Document("file", name, 0, text, {}))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["story.txt", "story.md"]))
def test_blocks_cover_the_body_and_do_not_overlap(text: str, name: str) -> None:
    article = read(text, name)
    article.body.encode("utf-8")
    solid = [block for block in article.blocks if block.kind != "dateline"]
    assert "\n\n".join(article.body[block.start_char : block.end_char] for block in solid) == article.body
    for block in article.blocks:
        words = article.body[block.start_char : block.end_char]
        assert words
        assert words == " ".join(words.split())
    for block in article.blocks:
        if block.kind == "dateline":
            assert article.body[block.start_char : block.end_char] == article.dateline
            assert any(one.start_char <= block.start_char and block.end_char <= one.end_char for one in solid)
    assert (article.title is None) == (article.title_source is None)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    article = read(text)
    assume(article.section is None)  # "Iran PressEurope:" is read as two names
    kept = [article.title, article.body, article.source, article.section, article.url]
    kept += [words for link in article.links for words in (link.text, link.url)]
    # nothing else may go: a marker of a read-more block, the mark of a list
    rest = f"read more related {' '.join(map(str, range(100)))}"
    assert words_of(plain(text)) <= words_of(" ".join(filter(None, [*kept, rest])))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=25, max_size=60), min_size=2, max_size=5), st.integers(50, 90))
def test_wrapping_changes_nothing(paragraphs: list[list[str]], width: int) -> None:
    texts = [" ".join(words).capitalize() + "." for words in paragraphs]
    plain_body = read("Otters return\n\n" + "\n\n".join(texts)).body
    assert plain_body == "\n\n".join(texts)
    wrapped = [textwrap.fill(text, width) for text in texts]
    assert read("Otters return\n\n" + "\n\n".join(wrapped)).body == plain_body
    indented = [textwrap.fill(text, width, initial_indent="    ") for text in texts]
    assert read("Otters return\n\n" + "\n".join(indented)).body == plain_body


HOSTILE = [
    *[
        '"',
        "A",
        " ",
        "ABC ",
        ".",
        "… ",
        "\n",
        "A.\n",
        "[",
        "[a](",
        "*a ",
        "http://",
        "www.,,",
        "(AP) ",
        "\u00a0",
        "\ud800",
    ],
    *[
        "By Jane Doe and ",
        "LONDON - ",
        "Read more:\n",
        "x\n\nCopyright 2020\n\n",
        "# a\n",
        "Mr. A ",
        "Iran PressEurope: ",
        "READ ALSO: a b c | ",
        "(Reporting by Jane Doe, ",
        "abc/",
        "JANE DOE\n\n",
        "LIMA.- ",
    ],
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("name", ["story.txt", "story.md"])
def test_a_quarter_of_a_megabyte_takes_no_longer_than_its_size(piece: str, name: str) -> None:
    began = time.process_time()
    read(piece * (250_000 // len(piece)), name)
    assert time.process_time() - began < 3
