"""The answers of seeds/gold belong to the articles of seeds/articles, word for word."""

import json
import re
from pathlib import Path

import pytest

from flows.model import ENTITY_TYPES
from flows.resources import folder
from flows.scoring.answers import read_answers, read_floors

ARTICLES = folder("seeds") / "articles"
GOLD = folder("seeds") / "gold"
FILES = sorted(path for path in GOLD.glob("*.json") if path.name != "floors.json")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def answer(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


@pytest.fixture
def article(answer):
    return (ARTICLES / answer["article"]).read_text(encoding="utf-8-sig")


def test_every_article_has_one_answer():
    assert len(FILES) >= 44
    named = [json.loads(path.read_text(encoding="utf-8"))["article"] for path in FILES]
    assert sorted(named) == sorted(path.name for path in ARTICLES.iterdir())


def test_every_quote_and_entity_is_where_the_answer_says():
    for one in read_answers(GOLD):  # raises where words are not there
        assert one.quotes
        assert one.entities
        assert all(one.text[quote.start : quote.end].strip() for quote in one.quotes)


def test_the_body_and_the_headline_are_the_articles_own_words_in_their_order(answer, article):
    rest = squeezed(article)
    parts = ([answer["title"]] if answer["title_source"] == "headline" else []) + answer["body"]
    for part in parts:
        assert squeezed(part) in rest
        rest = rest.split(squeezed(part), 1)[1]


def test_a_lede_title_opens_the_body(answer):
    if answer["title_source"] == "lede":
        first = answer["body"][0].removeprefix(answer["dateline"]).strip()
        assert first.startswith(answer["title"] + ".") or first == answer["title"]


def test_the_dateline_opens_the_body_and_holds_its_parts(answer):
    if answer["dateline"]:
        assert any(paragraph.startswith(answer["dateline"]) for paragraph in answer["body"])
        assert answer["dateline_place"] in answer["dateline"]
        agencies = answer.get("dateline_agency") or []
        agencies = [agencies] if isinstance(agencies, str) else agencies
        assert not agencies or any(agency in answer["dateline"] for agency in agencies)


def test_links_authors_and_subheadings_are_printed(answer, article):
    plain = " ".join(article.split())
    for link in answer["links"]:
        assert link["text"] in plain
        assert link["url"] is None or link["url"] in plain
    for author in answer.get("authors", []):
        assert author.casefold() in plain.casefold()
    assert set(answer["subheadings"]) <= set(answer["body"])


def test_quotes_are_well_formed(answer):
    names = {name for entity in answer["entities"] for name in _listed(entity["name"])}
    for quote in answer["quotes"]:
        where = answer["title"] if quote["field"] == "title" else "\n\n".join(answer["body"])
        assert quote["kind"] in ("direct", "indirect", "mixed")
        assert quote["field"] == "body" or answer["title_source"] == "headline"
        assert "\n" not in quote["text"]
        assert quote["speaker_text"] is None or quote["speaker_text"] in where
        assert quote["cue"] is None or quote["cue"] in where
        assert quote["speaker_name"] is None or quote["speaker_name"] in names


def test_entities_are_well_formed(answer):
    for entity in answer["entities"]:
        assert entity["type"] in ENTITY_TYPES
        assert all(name.strip() for name in _listed(entity["name"]))


def test_one_articles_link_is_another_articles_headline():
    answers = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
    headlines = {answer["title"]: answer["article"] for answer in answers}
    linked = {
        (answer["article"], headlines[link["text"]])
        for answer in answers
        for link in answer["links"]
        if link["text"] in headlines
    }
    assert ("caspian-ports.txt", "kazakh-ferry.txt") in linked


def test_words_that_are_not_in_the_article_are_refused(tmp_path):
    answer = json.loads(FILES[0].read_text(encoding="utf-8"))
    for table in ("quotes", "entities"):
        changed = answer | {table: [answer[table][0] | {"text": "Nobody ever printed this"}]}
        (tmp_path / "wrong.json").write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(ValueError, match=r"wrong\.json.*Nobody ever printed this"):
            read_answers(tmp_path)


def test_the_nth_occurrence_alone_is_meant(tmp_path):
    body = "Doyle met Ann Doyle. Doyle laughed."
    entities = [
        {"text": "Ann Doyle", "type": "PERSON", "name": "Ann Doyle"},
        {"text": "Doyle", "type": "PERSON", "name": "Bo Doyle", "occurrences": [1]},
        {"text": "Doyle", "type": "PERSON", "name": "Ann Doyle", "occurrences": [2], "optional": True},
    ]
    answer = {"article": "a.txt", "title": None, "title_source": None, "body": [body], "links": [], "quotes": []}
    (tmp_path / "a.json").write_text(json.dumps(answer | {"entities": entities}), encoding="utf-8")
    (one,) = read_answers(tmp_path)
    assert sorted((mention.start, mention.end, mention.names, mention.optional) for mention in one.entities) == [
        (0, 5, ("Bo Doyle",), False),
        (10, 19, ("Ann Doyle",), False),
        (21, 26, ("Ann Doyle",), True),
    ]


def test_a_folder_without_answers_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_answers(tmp_path)


def test_floors_are_shares():
    floors = read_floors(GOLD)
    assert floors
    assert all(0 < floor <= 1 for floor in floors.values())


def _listed(name):
    return [name] if isinstance(name, str) else name


def test_articles_come_in_the_forms_that_wire_copy_takes():
    raw = {path.name: path.read_bytes() for path in ARTICLES.iterdir()}
    assert any(data.startswith(b"\xef\xbb\xbf") for data in raw.values())
    assert any(b"\r\n" in data for data in raw.values())
    assert any("\u00a0".encode() in data for data in raw.values())
    assert {Path(name).suffix for name in raw} == {".txt", ".md"}
