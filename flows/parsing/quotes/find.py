"""Quotes: the rules in order, for the articles of a batch together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from flows.model import Article, Field, Mention, Quote
from flows.parsing.quotes.according import according_to
from flows.parsing.quotes.clauses import reported_clauses
from flows.parsing.quotes.confidence import confidence_of
from flows.parsing.quotes.direct import direct_quotes
from flows.parsing.quotes.headlines import headline_attribution
from flows.parsing.quotes.passage import Passage, passages, worth_parsing
from flows.parsing.quotes.said import Said, Whose
from flows.parsing.quotes.settle import settle
from flows.parsing.quotes.syntax import Syntax, load_syntax


class Cast(Protocol):
    """Whoever an article names; see flows.parsing.names."""

    def whose(self, field: Field, start: int, end: int) -> Mention | None:
        """The mention that a phrase stands for."""


def find_quotes(article: Article, cast: Cast) -> tuple[Quote, ...]:
    """Every quotation of an article, title first, in order; no two overlap."""
    return find_quotes_in([article], [cast])[0]


def find_quotes_in(
    articles: Sequence[Article],
    casts: Sequence[Cast],
    syntax: Syntax | None = None,
    without: frozenset[str] = frozenset(),
) -> list[tuple[Quote, ...]]:
    """The quotations of each article, in order: several articles at once are parsed much faster than one by one.

    `syntax` is the parser, by default `load_syntax()`; `without` names rules to leave out (`Quote.rule`), to measure
    what each adds.
    """
    searched = [(number, passage) for number, article in enumerate(articles) for passage in passages(article)]
    parsed = _parse([passage for _, passage in searched], syntax or load_syntax())
    found: list[list[Quote]] = [[] for _ in articles]
    for (number, _), passage in zip(searched, parsed, strict=True):
        cast, quotes = casts[number], found[number]
        utterances = {quote.utterance_no for quote in quotes}
        numbers: dict[int, int] = {}
        for said in find_said(passage, cast.whose, without):
            utterance = numbers.setdefault(said.utterance, len(utterances) + len(numbers) + 1)
            quotes.append(_quote(passage, said, utterance, cast))
    return [tuple(quotes) for quotes in found]


def find_said(passage: Passage, whose: Whose, without: frozenset[str] = frozenset()) -> list[Said]:
    """What is said in one field, in order."""
    headlines = [
        said
        for block, kind in enumerate(passage.kinds)
        if kind != "paragraph" and (said := headline_attribution(passage, block, whose)) and said.rule not in without
    ]
    reported = [
        said
        for number, tree in passage.trees.items()
        for said in (*reported_clauses(passage, number), *according_to(tree))
        if said.rule not in without
    ]
    direct = direct_quotes(passage, reported, without)
    return settle(passage, headlines, direct, reported)


def _parse(unparsed: Sequence[Passage], syntax: Syntax) -> list[Passage]:
    wanted = [worth_parsing(passage) for passage in unparsed]
    texts: list[str] = []
    offsets: list[int] = []
    for passage, numbers in zip(unparsed, wanted, strict=True):
        for start, end in (passage.sentences[number] for number in numbers):
            texts.append(passage.text[start:end])
            offsets.append(start)
    trees = iter(syntax.parse(texts, offsets))
    return [
        replace(passage, trees={number: next(trees) for number in numbers})
        for passage, numbers in zip(unparsed, wanted, strict=True)
    ]


def _quote(passage: Passage, said: Said, utterance: int, cast: Cast) -> Quote:
    text = passage.text
    mention = cast.whose(passage.field_name, *said.speaker) if said.speaker else None
    # A relative pronoun is the subject as printed where its noun has a name; else the noun says more.
    speaker = said.relative if mention and said.relative else said.speaker
    return Quote(
        field=passage.field_name,
        block=passage.kinds[passage.block_at(said.start)],
        start_char=said.start,
        end_char=said.end,
        text=text[said.start : said.end],
        kind=said.kind,
        utterance_no=utterance,
        rule=said.rule,
        confidence=confidence_of(said.rule, said.kind),
        speaker_text=text[slice(*speaker)] if speaker else None,
        speaker_start_char=speaker[0] if speaker else None,
        speaker_end_char=speaker[1] if speaker else None,
        speaker_name=(mention.name or mention.text) if mention else None,
        speaker_entity_id=mention.entity_id if mention else None,
        cue=text[slice(*said.cue)] if said.cue else None,
        cue_start_char=said.cue[0] if said.cue else None,
        cue_end_char=said.cue[1] if said.cue else None,
        cue_lemma=said.lemma,
    )
