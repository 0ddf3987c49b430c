"""A link finds its article whichever of the two came first, and is never a guess."""

from pathlib import Path

import pytest

from flows.tables import Frames
from flows.warehouse import open_warehouse
from tests.warehouse.rows import article, article_id, frames, link, load_file, run

LINKER, TARGET, OTHER = (article_id(name) for name in ("linker", "target", "other"))
Step = tuple[str, Frames]


def linker(text: str, **values: object) -> Step:
    return "linker", frames([article("linker")], links=[link(LINKER, text, **values)])


def target(name: str = "target", **values: object) -> Step:
    told = {"title": "Ministers meet in Vienna", **values}
    return name, frames([article(name, content_hash=str(told), **told)])


def found(path: Path, *steps: Step) -> list[tuple]:
    """What the links point at after each of these files was loaded in a load of its own."""
    with open_warehouse(path) as warehouse:
        loads_before = warehouse._connection.table("loads").count("*").fetchone()[0]
        for number, (file_id, batch) in enumerate(steps, loads_before):
            with warehouse.load(run(f"load {number}")) as load:
                load_file(load, file_id, *([batch] if batch.articles.height else []))
        return (
            warehouse._connection.table("links").select("target_article_id", "match_method", "match_score").fetchall()
        )


@pytest.mark.parametrize("linker_first", [True, False])
def test_by_headline_whichever_came_first(path: Path, linker_first: bool):
    steps = [linker("‘Ministers  meet’ in VIENNA…"), target()]
    assert found(path, *(steps if linker_first else reversed(steps))) == [(TARGET, "title", 1.0)]


@pytest.mark.parametrize("linker_first", [True, False])
def test_by_address_before_headline(path: Path, linker_first: bool):
    steps = [
        linker("Ministers meet in Vienna", url="http://news.example/a/1/?utm_source=mail&utm_medium=x#top"),
        target("other"),
        target(title="Quite another", url="https://www.news.example/a/1"),
    ]
    assert found(path, *(steps if linker_first else reversed(steps))) == [(TARGET, "url", 1.0)]


def test_not_where_two_articles_fit_and_again_where_one_is_left(path: Path):
    assert found(path, target(), linker("Ministers meet in Vienna"), target("other")) == [(None, None, None)]
    assert found(path, target(title="Ministers leave Vienna")) == [(OTHER, "title", 1.0)]


def test_an_address_that_two_share_is_not_settled_by_the_headline(path: Path):
    address = "https://news.example/1"
    sharing = target(url=address), target("other", title="Another", url=address)
    assert found(path, *sharing, linker("Ministers meet in Vienna", url=address)) == [(None, None, None)]


def test_lets_go_of_a_target_that_is_gone(path: Path):
    emptied = "target", frames()
    assert found(path, target(), linker("Ministers meet in Vienna"), emptied) == [(None, None, None)]


@pytest.mark.parametrize(
    ("text", "title", "title_source"),
    [
        ("Headline of linker 0", "Something else", "headline"),
        ("Ministers meet in Vienna", "Ministers meet in Vienna", "lede"),
        ("…", "“…”", "headline"),
        ("", None, None),
    ],
    ids=["its own article", "a first sentence", "no word", "no title"],
)
def test_matches_nothing(path: Path, text: str, title: str | None, title_source: str | None):
    assert found(path, target(title=title, title_source=title_source), linker(text)) == [(None, None, None)]


def test_a_namesake_of_the_linking_article_is_found(path: Path):
    headline = "Ministers meet in Vienna"
    namesake = frames([article("linker", title=headline)], links=[link(LINKER, headline)])
    assert found(path, target(), ("linker", namesake)) == [(TARGET, "title", 1.0)]


NEARLY = "Ministers meet in Vienna for talks on grain exports"


@pytest.mark.parametrize("linker_first", [True, False])
def test_by_a_headline_that_is_nearly_the_same_whichever_came_first(path: Path, linker_first: bool):
    steps = [linker("Ministers to meet in Vienna for talks on grain exports"), target(title=NEARLY)]
    assert found(path, *(steps if linker_first else reversed(steps))) == [(TARGET, "fuzzy", 0.9714)]


@pytest.mark.parametrize("last", ["linker", "target", "other"])
def test_not_where_two_headlines_are_nearly_the_same(path: Path, last: str):
    steps = [
        linker("Ministers to meet in Vienna for talks on grain exports"),
        target(title=NEARLY),
        target("other", title=NEARLY.replace("exports", "export")),
    ]
    assert found(path, *sorted(steps, key=lambda step: step[0] == last)) == [(None, None, None)]
    assert found(path, target("other", title="Another day")) == [(TARGET, "fuzzy", 0.9714)]


def test_the_same_headline_comes_before_one_that_is_nearly_the_same(path: Path):
    near = target("other", title="Ministers to meet in Vienna for talks on grain exports")
    assert found(path, linker(NEARLY), near) == [(OTHER, "fuzzy", 0.9714)]
    assert found(path, target(title=NEARLY)) == [(TARGET, "title", 1.0)]
    assert found(path, ("target", frames())) == [(OTHER, "fuzzy", 0.9714)]


def test_headlines_with_other_numbers_are_not_the_same(path: Path):
    steps = linker("Rates of the bank rise by 3 points"), target(title="Rates of the bank rise by 4 points")
    assert found(path, *steps) == [(None, None, None)]


def test_a_link_within_a_text_is_found_by_its_address_alone(path: Path):
    inline = linker("Ministers meet in Vienna", kind="inline", url="https://news.example/1")
    assert found(path, inline, target()) == [(None, None, None)]
    assert found(path, target(url="https://news.example/1")) == [(TARGET, "url", 1.0)]


ADDRESSES = {
    "https://www.News.example/A/?b=1#c": "news.example/A/?b=1",
    "HTTP://news.example/a?utm_source=x&b=1&fbclid=2": "news.example/a?b=1",
    "https://news.example/a?b=1&gclid=2": "news.example/a?b=1",
    "https://news.example/a/?utm_source=x": "news.example/a",
    "https://NEWS.example": "news.example",
    "https://": None,
    " ": None,
    None: None,
}


def test_the_keys_of_addresses(path: Path):
    with open_warehouse(path) as warehouse:
        for address, key in ADDRESSES.items():
            returned = warehouse._connection.execute("select url_key($address)", {"address": address}).fetchone()
            assert returned == (key,), address
