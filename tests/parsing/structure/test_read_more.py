import pytest

from flows.model import Link

STORY = "Otters return to Lewes\n\nThe otters came back on Monday, and the town rang its bells for an hour."


def read_more(text: str, url: str | None = None) -> Link:
    return Link("read_more", text, url)


BLOCKS = [
    pytest.param(
        "Read More:\n\nBells ring in Lewes\n\nWhy otters left",
        [read_more("Bells ring in Lewes"), read_more("Why otters left")],
        id="blank lines",
    ),
    pytest.param(
        "Read also\nBells ring in Lewes\nWhy otters left",
        [read_more("Bells ring in Lewes"), read_more("Why otters left")],
        id="lines",
    ),
    pytest.param(
        "RELATED STORIES\n- Bells ring in Lewes\n- Why otters left?",
        [read_more("Bells ring in Lewes"), read_more("Why otters left?")],
        id="bullets",
    ),
    pytest.param("See also:\n1. Bells ring in Lewes", [read_more("Bells ring in Lewes")], id="numbers"),
    pytest.param(
        "More on this story:\nBells ring\nhttps://example.org/bells",
        [read_more("Bells ring", "https://example.org/bells")],
        id="address below",
    ),
    pytest.param(
        "Related:\nBells ring (https://example.org/bells)",
        [read_more("Bells ring", "https://example.org/bells")],
        id="address beside",
    ),
    pytest.param(
        "**Read next**\n\n* [Bells ring](https://example.org/bells)",
        [read_more("Bells ring", "https://example.org/bells")],
        id="Markdown",
    ),
    pytest.param(
        "Read more: https://example.org/bells",
        [read_more("https://example.org/bells", "https://example.org/bells")],
        id="address alone",
    ),
    pytest.param("READ ALSO: Bells ring in Lewes", [read_more("Bells ring in Lewes")], id="a line"),
    pytest.param(
        "READ ALSO: Bells ring in Lewes all day\nREAD ALSO: Why the otters left",
        [read_more("Bells ring in Lewes all day"), read_more("Why the otters left")],
        id="two lines",
    ),
    pytest.param(
        "See also: Bells ring in Lewes | Why the otters left",
        [read_more("Bells ring in Lewes"), read_more("Why the otters left")],
        id="a list on a line",
    ),
    pytest.param(
        "Read more: Bells ring in Lewes | Daily Otter",
        [read_more("Bells ring in Lewes | Daily Otter")],
        id="a headline and its outlet",
    ),
]


@pytest.mark.parametrize(("block", "links"), BLOCKS)
def test_a_block_at_the_end_becomes_links(read, block: str, links: list[Link]) -> None:
    article = read(f"{STORY}\n\n{block}\n")
    assert list(article.links) == links
    assert article.body == STORY.split("\n\n")[1]


@pytest.mark.parametrize(("block", "links"), BLOCKS)
def test_the_text_goes_on_after_a_block(read, block: str, links: list[Link]) -> None:
    more = "The mayor, who rang the first of them herself, said that she would do it again next year."
    article = read(f"{STORY}\n\n{block}\n\n{more}\n")
    assert list(article.links) == links
    assert article.body == STORY.split("\n\n")[1] + "\n\n" + more


def test_lines_that_an_outlet_adds_are_no_links(read) -> None:
    article = read(f"{STORY}\n\nREUTER\n\nRelated:\nBells ring in Lewes\n\n© 2026 Daily Otter. All rights reserved.")
    assert article.links == (read_more("Bells ring in Lewes"),)
    assert article.body == STORY.split("\n\n")[1]


def test_addresses_in_the_text_stay_and_are_links(read) -> None:
    article = read(
        "Otters return\n\nThe board (https://example.org/board) and [the mayor](https://example.org/m) agree."
    )
    assert article.body == "The board (https://example.org/board) and the mayor agree."
    assert article.links == (
        Link("inline", "the mayor", "https://example.org/m"),
        Link("inline", "https://example.org/board", "https://example.org/board"),
    )


def test_prose_that_begins_like_a_marker_stays(read) -> None:
    text = "Related: the word is used of otters and weasels alike, and has been since the board first wrote it down."
    article = read(f"{STORY}\n\n{text}")
    assert article.links == ()
    assert article.body.endswith(text)
