"""The stage as a whole: documents in, outcomes out, in a process that stays small."""

import subprocess
import sys

import pytest
import spacy

from flows.model import Document, Parsed, Problem
from flows.parsing import parse as stage
from flows.parsing.parse import parse

SAID = 'LISBON (Reuters) - "We are ready," Ana Silva said on Monday.'
TEXTS = (
    SAID,
    "Read more: https://example.org/a",
    "Quiet streets\n\nNothing moved in Tallinn.",
    SAID.replace("Ana", "Eva"),
)


def documents(*texts: str) -> list[Document]:
    return [Document(str(number), f"{number}.txt", 0, text) for number, text in enumerate(texts)]


def said(outcome: Parsed | Problem) -> list[tuple[str, str | None]]:
    assert isinstance(outcome, Parsed)
    return [(quote.text, quote.speaker_name) for quote in outcome.quotes]


def test_a_batch_gives_what_its_documents_give_alone() -> None:
    together = parse(documents(*TEXTS))

    assert together == [outcome for document in documents(*TEXTS) for outcome in parse([document])]
    assert [getattr(outcome, "code", None) for outcome in together] == [None, "no_text", None, None]
    assert said(together[3]) == [("We are ready", "Eva Silva")]


def test_a_text_that_fails_is_found_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    read = stage.read_article

    def fail_on_tallinn(document: Document) -> object:
        if "Tallinn" in document.text:
            raise RecursionError("too deep")
        return read(document)

    expected = parse(documents(*TEXTS))
    monkeypatch.setattr(stage, "read_article", fail_on_tallinn)
    outcomes = parse(documents(*TEXTS))

    assert [outcomes[0], outcomes[1], outcomes[3]] == [expected[0], expected[1], expected[3]]
    failed = outcomes[2]
    assert isinstance(failed, Problem)
    assert (failed.code, failed.path) == ("parse_failed", "2.txt")
    assert "RecursionError: too deep" in failed.message


def test_a_pipeline_without_a_parser_names_entities_and_the_built_in_one_finds_quotes(tmp_path: object) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Ana Silva"}])
    nlp.to_disk(f"{tmp_path}/own")
    (outcome,) = parse(documents(SAID + " Bob Brown left."), f"{tmp_path}/own")

    assert said(outcome) == [("We are ready", "Ana Silva")]
    assert isinstance(outcome, Parsed)
    assert "Bob Brown" not in [mention.text for mention in outcome.mentions]


def test_a_parsing_process_imports_neither_checks_nor_flows_nor_databases() -> None:
    code = (
        "import sys\n"
        "from flows.model import Document\n"
        "from flows.parsing.parse import parse\n"
        f"(outcome,) = parse([Document('', '', 0, {SAID!r})])\n"
        "assert outcome.quotes and outcome.mentions\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr == ""
    assert {"great_expectations", "prefect", "pandas", "duckdb"}.isdisjoint(done.stdout.split())
    assert "spacy" in done.stdout.split()


def test_an_article_in_another_language_keeps_its_structure_and_is_not_read_by_english_rules():
    german = (
        "Hafengebühren sollen sinken\n\nBERLIN (dpa) - Die Gebühren im Hafen werden um ein Zehntel sinken, sagte "
        "Verkehrsministerin Petra Lindqvist am Montag. „Wir wollen die Schiffe zurück“, sagte sie vor Journalisten."
    )
    english = 'LONDON (AP) - Jane Doe, the minister, said: "We want the ships back in our harbour," on Monday.'

    first, second, third = parse(documents(german, english, german))

    assert (first.article.language, first.article.title) == ("de", "Hafengebühren sollen sinken")
    assert [(one.mentions, one.quotes) for one in (first, third)] == [((), ())] * 2
    assert second.quotes
    assert second.mentions
