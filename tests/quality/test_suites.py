import json

import pytest

from flows.model import ENTITY_TYPES
from flows.quality import SuiteError, read_suites, warm_up
from flows.quality.suites import columns_of
from flows.tables import QUOTES

TABLES = ("articles", "entities", "quotes", "links", "batch")


def test_every_shipped_expectation_says_why_how_bad_and_under_which_code():
    rules = read_suites().rules

    assert tuple(rules) == TABLES
    for suite in rules.values():
        assert len(suite) >= 8
        assert all(rule.why.endswith(".") and len(rule.why.split()) >= 4 for rule in suite)
        assert all(rule.code.startswith(f"{rule.table}.") for rule in suite)
        assert {rule.severity for rule in suite} <= {"critical", "warning", "info"}


def test_great_expectations_takes_every_shipped_expectation():
    warm_up()


def test_lists_follow_from_the_model():
    rules = {rule.code: rule for suite in read_suites().rules.values() for rule in suite}

    assert rules["quotes.columns"].kwargs["column_list"][: len(QUOTES.names)] == QUOTES.names
    assert rules["entities.entity_type.known"].kwargs["value_set"] == list(ENTITY_TYPES)
    assert rules["quotes.kind.known"].kwargs["value_set"] == ["direct", "indirect", "mixed"]
    assert rules["articles.title_source.known"].kwargs["value_set"] == ["metadata", "headline", "lede"]


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_a_table_is_derived_under_a_name_of_its_own(table):
    assert len(set(columns_of(table))) == len(columns_of(table))


GOOD = {
    "type": "expect_column_values_to_not_be_null",
    "kwargs": {"column": "quote_id"},
    "severity": "critical",
    "meta": {"code": "quote_id.set", "why": "A quote needs an id."},
}


def without(key):
    return {name: value for name, value in GOOD.items() if name != key}


@pytest.mark.parametrize(
    ("expectation", "message"),
    [
        (
            without("severity"),
            "expectation 2: severity is missing; each expectation needs kwargs, meta, severity, type",
        ),
        (GOOD | {"severty": "info"}, "expectation 2: unknown key severty; the keys are kwargs, meta, severity, type"),
        (GOOD | {"severity": "fatal"}, "expectation 2: severity is 'fatal'; write one of critical, warning, info"),
        (GOOD | {"meta": {"code": "a"}}, "expectation 2, meta: why is missing; each expectation needs code, why"),
        (GOOD | {"meta": {"code": "a", "why": " "}}, "expectation 2: meta.why is empty; say in one plain sentence"),
        (GOOD | {"meta": {"code": "A b", "why": "So."}}, "expectation 2: meta.code is 'A b'; write lower-case words"),
        (GOOD | {"meta": {"code": "first", "why": "So."}}, "its code is taken by an earlier expectation"),
        (GOOD | {"kwargs": []}, "expectation 2: `type` is a text, `kwargs` and `meta` are objects"),
        ("null", "expectation 2: write an object with the keys kwargs, meta, severity, type"),
        (GOOD | {"kwargs": {"column": "qoute_id"}}, "'qoute_id' is no column of quotes; did you mean 'quote_id'?"),
        (GOOD | {"kwargs": {"value_set": "@kinds"}}, "@kinds stands for no list; did you mean '@link_kinds'?"),
        (GOOD | {"kwargs": {"column": "text", "regex": "("}}, "the regex cannot be read: missing ), unterminated"),
        (
            GOOD | {"type": "expect_column_values_to_not_be_nul"},
            "expectation 2 (quotes.quote_id.set): unknown type 'expect_column_values_to_not_be_nul'; "
            "did you mean 'expect_column_values_to_not_be_null'?",
        ),
        (
            GOOD | {"kwargs": {"column": "quote_id", "mostyl": 1}},
            "expectation 2 (quotes.quote_id.set): wrong kwargs of expect_column_values_to_not_be_null: "
            "mostyl: extra fields not permitted",
        ),
        (GOOD | {"kwargs": {}}, "wrong kwargs of expect_column_values_to_not_be_null: column: field required"),
        (
            GOOD | {"kwargs": {"column": "text", "mostly": 7}},
            "wrong kwargs of expect_column_values_to_not_be_null: mos",
        ),
    ],
)
def test_a_mistake_says_where_it_is_and_what_to_do(suites_in, expectation, message):
    first = GOOD | {"meta": {"code": "first", "why": "A quote needs an id."}}
    (suites_in / "quotes.json").write_text(json.dumps({"name": "quotes", "expectations": [first, expectation]}))

    with pytest.raises(SuiteError) as refused:
        warm_up()

    assert "expectations/quotes.json, expectation 2" in str(refused.value)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": "links", ', "expectations/links.json is not JSON: Expecting property name"),
        ("[]", 'expectations/links.json: write {"name": "links", "expectations": [...]}'),
        ('{"name": "quotes", "expectations": []}', 'expectations/links.json: write {"name": "links", '),
        (None, "expectations/links.json is missing"),
    ],
)
def test_a_broken_file_says_so(suites_in, text, message):
    path = suites_in / "links.json"
    path.unlink() if text is None else path.write_text(text)

    with pytest.raises(SuiteError) as refused:
        read_suites()

    assert str(refused.value).startswith(message)
