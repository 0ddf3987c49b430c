"""Names that are one entity share its id in every article, whatever came first; what was merged can be undone."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.model import content_id, spelling_key
from flows.tables import Frames
from flows.warehouse import Load, open_warehouse
from flows.warehouse.identities import WrongReferenceError
from tests.warehouse.rows import add, article, article_id, frames, mention, quote, run, tally
from tests.warehouse.rows import files as ledger

Printed = tuple[str, str, str]  # what is printed, the name it stands for, its type


def own_id(entity_type: str, name: str) -> str:
    return content_id("entity", entity_type, spelling_key(name))


def file_of(name: str, *printed: Printed, body: str | None = None, role: str | None = None) -> Frames:
    """An article that mentions these, and quotes each person."""
    of = article_id(name)
    body = body or " and ".join(text for text, _, _ in printed) + " spoke."
    mentions, quotes = [], []
    for no, (text, full, entity_type) in enumerate(printed, 1):
        start = body.index(text)
        span = {"start_char": start, "end_char": start + len(text), "text": text}
        known = {"entity_type": entity_type, "name": full, "entity_id": own_id(entity_type, full), "role": role}
        mentions.append(mention(of, no, **span, **known))
        if entity_type == "PERSON":
            said = {"start_char": len(body) - 6, "end_char": len(body), "text": "spoke."}
            by = {"speaker_text": text, "speaker_start_char": start, "speaker_end_char": start + len(text)}
            who = {"speaker_name": full, "speaker_entity_id": own_id(entity_type, full)}
            cue = {"cue": None, "cue_start_char": None, "cue_end_char": None}
            quotes.append(quote(of, no, **said, **by, **who, **cue))
    blocks = [{"kind": "paragraph", "start_char": 0, "end_char": len(body)}]
    return frames([article(name, body=body, blocks=blocks, content_hash=f"hash of {body}")], mentions, quotes)


def person(name: str, file: str | None = None, role: str | None = None) -> tuple[str, Frames]:
    file = file or name
    return file, file_of(file, (name, name, "PERSON"), role=role)


def identities(path: Path, *loads: list[tuple[str, Frames]], own: Path | None = None) -> dict[str, str]:
    """Name → the name that its mentions and quotes are known by, after these loads."""
    with open_warehouse(path) as warehouse:
        number = warehouse._connection.table("loads").count("*").fetchone()[0]
        for load_no, files in enumerate(loads, number):
            with warehouse.load(run(f"load {load_no}")) as load:
                finish_with(load, files, own)
        rows = warehouse._connection.execute("select name, entity_id, name_id from entity_names").fetchall()
        mentions = set(warehouse._connection.execute("select name, entity_id from entities").fetchall())
        speakers = set(warehouse._connection.execute("select speaker_name, speaker_entity_id from quotes").fetchall())
    assert mentions == {(name, entity_id) for name, entity_id, _ in rows}
    assert speakers <= mentions
    known = {name_id: name for name, _, name_id in sorted(rows)}
    return {name: known.get(entity_id, entity_id) for name, entity_id, _ in rows}


def finish_with(load: Load, files: list[tuple[str, Frames]], own: Path | None = None) -> None:
    for _, batch in files:
        add(load, batch)
    load.add_files(ledger(*({"file_id": name, "records": batch.articles.height} for name, batch in files)))
    load.finish(tally(loaded=len(files)), own)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Hossein Amir-Abdollahian", "Hossein Amirabdollahian", "Hossein Amir Abdollahian"], 1),
        (["Sergei Lavrov", "Sergey Lavrov", "Sergey V. Lavrov"], 1),
        (["Mohammad Javad Zarif", "Mohammed Javad Zarif", "Muhammad Jawad Zarif"], 1),
        (["Carlos Menem", "Carlos Saul Menem", "Carlos S. Menem"], 1),
        (["Peter Quayle", "Peter A. Quayle", "Peter B. Quayle"], 3),  # which of the two is meant?
        (["George Bush", "George W. Bush", "George H. W. Bush"], 3),
        (["George Bush", "George W. Bush"], 2),  # the reference list knows another
        (["John Smith", "John A. Smith"], 2),  # a common surname says nothing
        (["Martin Kowal", "Martin Kowal Jr."], 2),
        (["Lavrov", "Sergei Lavrov"], 2),  # never by the surname alone
        (["Robert Byrd", "Robert Baird"], 2),
    ],
)
def test_people(path: Path, names: list[str], expected: int):
    found = identities(path, [person(name) for name in names])
    assert len(set(found.values())) == expected, found


def test_a_common_surname_is_merged_where_both_have_the_same_office(path: Path):
    role = "deputy harbour master"
    found = identities(path, [person("John Smith", role=role)], [person("John A. Smith", role=role)])
    assert found == {"John Smith": "John A. Smith", "John A. Smith": "John A. Smith"}


def test_an_acronym_stands_for_the_name_printed_beside_it_in_other_articles_too(path: Path):
    both = file_of("both", ("KLT", "Kelvin Lake Trust", "ORG"))
    alone = file_of("alone", ("KLT", "KLT", "ORG"))
    assert identities(path, [("alone", alone)]) == {"KLT": "KLT"}
    assert identities(path, [("both", both)])["KLT"] == "Kelvin Lake Trust"


def test_an_acronym_of_two_names_stands_for_neither(path: Path):
    files = [
        ("one", file_of("one", ("KLT", "Kelvin Lake Trust", "ORG"))),
        ("two", file_of("two", ("KLT", "Kindle Light Theatre", "ORG"))),
        ("alone", file_of("alone", ("KLT", "KLT", "ORG"))),
    ]
    assert identities(path, files)["KLT"] == "KLT"


def test_a_company_with_and_without_its_legal_form(path: Path):
    names = ["Brackwater Mills", "Brackwater Mills Inc", "Brackwater Mills Incorporated"]
    found = identities(path, [(name, file_of(name, (name, name, "ORG"))) for name in names])
    assert len(set(found.values())) == 1
    other = "Brackwater Mills plc"
    found = identities(path, [(other, file_of(other, (other, other, "ORG")))])
    assert found["Brackwater Mills"] == "Brackwater Mills"


def test_a_merge_is_let_go_when_the_article_that_gave_the_reason_changes(path: Path):
    both = file_of("both", ("KLT", "Kelvin Lake Trust", "ORG"))
    alone = file_of("alone", ("KLT", "KLT", "ORG"))
    assert identities(path, [("both", both), ("alone", alone)])["KLT"] == "Kelvin Lake Trust"
    changed = file_of("both", ("Kelvin Lake Trust", "Kelvin Lake Trust", "ORG"))
    assert identities(path, [("both", changed)])["KLT"] == "KLT"


def test_what_was_rejected_stays_apart_until_it_is_accepted(path: Path):
    names = [person("Carlos Menem"), person("Carlos Saul Menem")]
    before = {"Carlos Menem": "Carlos Saul Menem", "Carlos Saul Menem": "Carlos Saul Menem"}
    apart = {name: name for name in before}
    assert identities(path, names) == before
    with open_warehouse(path) as warehouse:
        assert warehouse.keep_apart(run("x"), "Nobody At All") == []
        assert warehouse.keep_apart(run("x"), "Carlos Menem") == ["Carlos Menem"]
    assert identities(path) == apart
    assert identities(path, [person("Carlos Menem", "another")]) == apart
    with open_warehouse(path) as warehouse:
        assert warehouse.let_merge(run("y"), "Carlos Menem") == ["Carlos Menem"]
    assert identities(path) == before


def test_a_reference_list_wins_and_gives_its_ids(path: Path, tmp_path: Path):
    own = tmp_path / "lists"
    own.mkdir()
    (own / "people.csv").write_text(
        "person,also,outside_id\nAna Petrova,Anna Petrovna Petrova|A. Petrova,X1\nAna P. Petrova,,X2\n"
    )
    names = ["Ana Petrova", "Anna Petrovna Petrova", "A. Petrova", "Ana P. Petrova"]
    found = identities(path, [person(name) for name in names], own=own)
    assert found == dict.fromkeys(names[:3], "Ana Petrova") | {"Ana P. Petrova": "Ana P. Petrova"}
    with open_warehouse(path) as warehouse:
        ids = warehouse._connection.execute("select name, outside_id from entity_names order by all").fetchall()
    assert ids == [
        ("A. Petrova", "X1"),
        ("Ana P. Petrova", "X2"),
        ("Ana Petrova", "X1"),
        ("Anna Petrovna Petrova", "X1"),
    ]


def test_a_reference_list_without_ids_is_named(path: Path, tmp_path: Path):
    (tmp_path / "people.csv").write_text("person\nAna Petrova\n")
    with pytest.raises(WrongReferenceError, match=r"people\.csv lacks the column outside_id"):
        identities(path, [person("Ana Petrova")], own=tmp_path)


NAMES = [
    *("Carlos Menem", "Carlos Saul Menem", "Carlos S. Menem", "Sergei Lavrov", "Sergey Lavrov", "Sergey Viktor Lavrov"),
    *("Peter Quayle", "Peter A. Quayle", "Peter B. Quayle", "Sergey Q. Lavrov"),
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(NAMES), cut=st.integers(1, len(NAMES) - 1))
def test_order_and_split_change_nothing(tmp_path_factory: pytest.TempPathFactory, order: list[str], cut: int):
    def loaded(*loads: list[str]) -> tuple:
        path = tmp_path_factory.mktemp("w") / "w.duckdb"
        found = identities(path, *([person(name) for name in names] for names in loads))
        with open_warehouse(path) as warehouse:
            merges = "select name, into_name, reason, score, status from entity_merges order by all"
            return found, warehouse._connection.execute(merges).fetchall()

    assert loaded(order[:cut], order[cut:]) == loaded(NAMES)


def places(path: Path, *files: tuple[str, Frames]) -> list[tuple]:
    with open_warehouse(path) as warehouse:
        with warehouse.load(run("places")) as load:
            finish_with(load, list(files))
        view = "select article_id, name, country_code, round(latitude), located_by from located_mentions order by all"
        named = {article_id(name): name for name, _ in files}
        return [(named[of], *row) for of, *row in warehouse._connection.execute(view).fetchall()]


def test_places_lie_where_their_name_or_their_article_says(path: Path):
    def naming(file: str, body: str, *names: str) -> tuple[str, Frames]:
        return file, file_of(file, *((name, name, "PLACE") for name in names), body=body)

    found = places(
        path,
        naming("france", "The talks in Paris ended.", "Paris"),
        naming("texas", "The fair in Paris, Texas, ended.", "Paris", "Texas"),
        naming("open", "The trams of Birmingham stopped.", "Birmingham"),
        naming("named", "Trams in Birmingham stopped, said Britain.", "Birmingham", "Britain"),
        naming("either", "Voters in Georgia waited.", "Georgia"),
        naming("none", "They met at Nowhere Mill.", "Nowhere Mill"),
    )
    assert sorted(found) == [
        ("either", "Georgia", None, None, "unknown"),
        ("france", "Paris", "FR", 49.0, "largest_city"),
        ("named", "Birmingham", "GB", 52.0, "named_country"),
        ("named", "Britain", "GB", None, "country"),
        ("none", "Nowhere Mill", None, None, "unknown"),
        ("open", "Birmingham", None, None, "unknown"),
        ("texas", "Paris", "US", 34.0, "printed"),
        ("texas", "Texas", "US", None, "state"),
    ]
