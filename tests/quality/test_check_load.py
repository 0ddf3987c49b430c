from flows.quality import check_load, figures, verdict

FILES = {"found": 30, "loaded": 25, "unchanged": 3, "duplicate": 1, "quarantined": 1}
PASSED = {"articles": 25, "entities": 500, "quotes": 80, "links": 10}
HELD = {"articles": 0, "entities": 2, "quotes": 1, "links": 0}


def load(files=FILES, passed=PASSED, held=HELD, failed=0, without_title=0, without_speaker=4, lost=0, usual=None):
    records = passed["articles"] + held["articles"] + failed + lost
    return figures(files, passed, held, failed, without_title, without_speaker, records, usual)


def test_the_figures_follow_from_the_counts():
    assert load() == {
        "files_found": 30,
        "files_loaded": 25,
        "files_unchanged": 3,
        "files_duplicate": 1,
        "files_quarantined": 1,
        "conservation": 0,
        "articles": 25,
        "entities": 500,
        "quotes": 80,
        "links": 10,
        "articles_held": 0,
        "entities_held": 2,
        "quotes_held": 1,
        "links_held": 0,
        "documents": 25,
        "share_failed": 0.0,
        "articles_checked": 25,
        "records": 25,
        "records_conservation": 0,
        "usual_articles": None,
        "volume": None,
        "share_held": 0.0,
        "share_entities_held": 2 / 502,
        "share_quotes_held": 1 / 81,
        "quotes_per_article": 80 / 25,
        "entities_per_article": 500 / 25,
        "share_without_title": 0.0,
        "share_without_speaker": 4 / 80,
    }


def test_the_figures_are_those_declared():
    from flows.quality.figures import FIGURES

    assert list(load()) == list(FIGURES)


def test_a_sound_load_passes():
    assert verdict(check_load(load())).status == "passed"


def test_a_load_without_anything_new_passes():
    files = {"found": 30, "loaded": 0, "unchanged": 30, "duplicate": 0, "quarantined": 0}
    nothing = dict.fromkeys(PASSED, 0)

    assert verdict(check_load(load(files, nothing, nothing, 0, 0, 0))).status == "passed"


def test_a_lost_file_closes_the_gate():
    judged = verdict(check_load(load({**FILES, "found": 31})))

    assert judged.status == "gate closed"
    (sentence,) = judged.closed_by
    assert sentence.startswith("batch.conservation (critical) fails, observed conservation 1, allowed ")


def test_a_lost_record_closes_the_gate():
    judged = verdict(check_load(load(lost=1)))

    assert judged.status == "gate closed"
    (sentence,) = judged.closed_by
    assert sentence.startswith("batch.records_conservation (critical) fails, observed records_conservation 1, allowed ")


def test_a_load_many_times_as_large_as_the_last_ones_is_a_warning_and_a_small_one_counted():
    (flood,) = verdict(check_load(load(usual=1))).warnings
    assert flood.startswith("batch.volume.most (warning) fails, observed volume 25, allowed ")
    quiet = check_load(load(usual=1000))
    assert "batch.volume.least" in [result.code for result in quiet if not result.success]
    assert verdict(quiet).status == "passed"


def test_a_figure_that_is_missing_closes_the_gate():
    known = load()
    del known["conservation"]

    judged = verdict(check_load(known))

    assert judged.status == "gate closed"
    assert all("could not be checked" in sentence for sentence in judged.closed_by)


def test_a_figure_that_is_unknown_where_it_must_be_known_closes_the_gate():
    assert verdict(check_load({**load(), "conservation": None})).status == "gate closed"


def test_most_articles_held_closes_the_gate_but_a_few_say_nothing():
    def status(passed, held):
        return verdict(check_load(load(passed={**PASSED, "articles": passed}, held={**HELD, "articles": held}))).status

    assert status(9, 11) == "gate closed"
    assert status(25, 2) == "passed with warnings"
    assert status(3, 7) == "passed"  # single rows are held and told of by their own expectations


def test_a_parser_that_fails_on_most_documents_closes_the_gate():
    assert verdict(check_load(load(failed=30))).status == "gate closed"
    assert verdict(check_load(load(failed=1))).status == "passed with warnings"


def test_lost_titles_are_a_warning():
    judged = verdict(check_load(load(without_title=20)))

    assert judged.status == "passed with warnings"
    assert judged.warnings[0].startswith(
        "batch.share_without_title.most (warning) fails, observed share_without_title 0.8"
    )
