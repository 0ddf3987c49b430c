"""Quotes held against answers: what counts as found, and what it is worth."""

from hypothesis import given
from hypothesis import strategies as st

from flows.scoring.measures import Measure
from flows.scoring.quotes import Said, measure_quotes, pair_quotes, same_speaker

TEXT = "Ann Lee said the bridge was safe. “We tested it,” she added.\n\nBo Ray denied it was old."


def said(words, kind="direct", **more):
    start = TEXT.index(words)
    return Said(start, start + len(words), kind, **more)


def test_marks_and_full_stops_make_no_difference():
    case = pair_quotes(TEXT, [said("We tested it,")], [said("“We tested it,”")])
    assert measure_quotes([case])["quotes"] == Measure(1, 1, 1, 1, 1)


def test_less_than_four_fifths_of_the_words_is_another_quote():
    case = pair_quotes(TEXT, [said("the bridge was safe", "indirect")], [said("bridge was", "indirect")])
    assert measure_quotes([case])["quotes"] == Measure(0, 0, 0, 1, 1)


def test_an_optional_answer_is_neither_missed_nor_wrong():
    optional = said("it was old", "indirect", optional=True)
    assert measure_quotes([pair_quotes(TEXT, [optional], [])])["quotes"] == Measure(1, 1, 1, 0, 0)
    found = [said("it was old", "indirect"), said("We tested it,")]
    assert measure_quotes([pair_quotes(TEXT, [optional], found)])["quotes"] == Measure(0, 1, 0, 0, 1)


def test_a_finding_over_two_paragraphs_answers_both():
    answers = [said("she added."), said("Bo Ray denied it was old.")]
    start, end = answers[0].start, answers[1].end
    case = pair_quotes(TEXT, answers, [Said(start, end, "direct")])
    assert measure_quotes([case])["quotes"] == Measure(1, 1, 1, 2, 2)


def test_each_answer_is_found_once():
    twice = [said("the bridge was safe", "indirect"), said("the bridge was safe.", "indirect")]
    case = pair_quotes(TEXT, [said("the bridge was safe", "indirect")], twice)
    assert measure_quotes([case])["quotes"] == Measure(0.5, 1, 2 / 3, 1, 2)


def test_precision_of_a_kind_counts_findings_of_it_and_recall_answers_of_it():
    case = pair_quotes(TEXT, [said("the bridge was safe", "indirect")], [said("the bridge was safe", "mixed")])
    rows = measure_quotes([case])
    assert rows["quotes.indirect"] == Measure(0, 1, 0, 1, 0)
    assert rows["quotes.mixed"] == Measure(1, 1, 1, 0, 1)


def test_a_guessed_speaker_is_wrong():
    answer = said("the bridge was safe", "indirect", speaker_name=None)
    guess = said("the bridge was safe", "indirect", speaker_name="Ann Lee")
    rows = measure_quotes([pair_quotes(TEXT, [answer], [guess])])
    assert rows["speakers"] == Measure(0, 1, 0, 0, 1)


def test_speakers_are_compared_by_their_full_names():
    answers = [said("the bridge was safe", "indirect", speaker_name="Ann Lee", cue="said")]
    answers.append(said("We tested it,", speaker_name="Ann Lee", cue="added"))
    found = [said("the bridge was safe", "indirect", speaker_name="ann lee", cue="said")]
    found.append(said("We tested it,", speaker_name="Lee", cue="had added"))
    rows = measure_quotes([pair_quotes(TEXT, answers, found)])
    assert rows["speakers"] == Measure(0.5, 0.5, 0.5, 2, 2)
    assert rows["quotes with speakers"] == Measure(0.5, 0.5, 0.5, 2, 2)
    assert rows["cues"] == Measure(1, 1, 1, 2, 2)


def test_the_same_speaker_as_printed():
    lee = Said(0, 1, "direct", speaker_text="Mayor Ann Lee", speaker_span=(0, 13))
    assert same_speaker(lee, Said(0, 1, "direct", speaker_text="Ms. Lee's"))
    assert same_speaker(lee, Said(0, 1, "direct", speaker_text="Mayor", speaker_span=(0, 5)))
    assert same_speaker(lee, Said(0, 1, "direct", speaker_text="she", speaker_name="Ann Lee"))
    assert not same_speaker(lee, Said(0, 1, "direct", speaker_text="Bo Ray", speaker_span=(60, 66)))
    assert not same_speaker(lee, Said(0, 1, "direct"))


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda span: span[0] < span[1])
quotes = st.lists(st.builds(lambda span, kind: Said(*span, kind), spans, st.sampled_from(["direct", "indirect"])))


@given(quotes, quotes)
def test_pairs_are_one_to_one_and_perfect_against_themselves(gold, predicted):
    case = pair_quotes(TEXT, gold, predicted)
    assert len({(one.start, one.end) for one, _ in case.pairs}) == len(case.pairs)
    assert len({(one.start, one.end) for _, one in case.pairs}) == len(case.pairs)
    lettered = [one for one in gold if any(c.isalnum() for c in TEXT[one.start : one.end])]
    same = measure_quotes([pair_quotes(TEXT, lettered, lettered)])["quotes"]
    assert (same.precision, same.recall) == (1, 1)
