import os
from datetime import timedelta
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.intake import KnownFile, Left, Limits, find, pick_up, read_one, stream, survey
from flows.intake.documents import Unread
from flows.intake.find import Found
from flows.intake.survey import Trust

LIMITS = Limits()


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)


def look(folder, ledger=None):
    found = survey(find([folder]), ledger or {}, LIMITS)
    return {row.path.rsplit("/", 1)[1]: row for row in found.rows}, found


def remembered(found):
    """The ledger as it stands after a load that took everything."""
    ledger = {}
    for row in found.rows:
        ledger[row.file_id] = KnownFile(row.sha256, "loaded" if row.status == "unchanged" else row.status)
    return ledger


def statuses(rows):
    return {name.removesuffix(".txt"): row.status for name, row in rows.items()}


def test_new_files_are_loaded(tmp_path):
    write(tmp_path, a="one", b="two", c="one")

    rows, found = look(tmp_path)

    assert statuses(rows) == {"a": "loaded", "b": "loaded", "c": "loaded"}
    assert found.problems == ()


def test_a_second_look_finds_everything_unchanged(tmp_path):
    write(tmp_path, a="one", b="one", c="")
    _, first = look(tmp_path)

    rows, second = look(tmp_path, remembered(first))

    assert statuses(rows) == {"a": "unchanged", "b": "unchanged", "c": "unchanged"}
    assert second.problems == ()


def test_a_changed_file_is_loaded_again_and_no_other(tmp_path):
    write(tmp_path, a="one", b="one")
    _, first = look(tmp_path)
    write(tmp_path, a="other")

    rows, _ = look(tmp_path, remembered(first))

    assert statuses(rows) == {"a": "loaded", "b": "unchanged"}


def test_good_text_is_not_taken_for_the_duplicate_of_a_held_file(tmp_path):
    (tmp_path / "a.dat").write_text("good text under a wrong name")
    _, first = look(tmp_path)
    (tmp_path / "b.txt").write_text("good text under a wrong name")

    rows, _ = look(tmp_path, remembered(first))

    assert rows["b.txt"].status == "loaded"


def test_each_bad_file_is_a_problem_with_its_first_bytes(tmp_path):
    (tmp_path / "a.dat").write_bytes(b"caf\xe9")
    (tmp_path / "b.dat").write_bytes(b"caf\xe9")

    rows, found = look(tmp_path)

    assert statuses(rows) == {"a.dat": "quarantined", "b.dat": "quarantined"}
    assert [(p.stage, p.code, p.row) for p in found.problems] == [("intake", "unknown_type", "caf\\xe9")] * 2


def test_a_file_that_changes_between_the_look_and_the_reading_is_left(tmp_path):
    write(tmp_path, a="one", b="two")
    _, found = look(tmp_path)
    write(tmp_path, b="two and more")

    read = [list(read_one(item, LIMITS)) for item in pick_up(found.rows, partial(stream, limits=LIMITS))]

    assert [document.text for document, _ in read[:1]] == ["one"]
    assert read[1:] == [[Left(Found(str(tmp_path / "b.txt"), str(tmp_path / "b.txt")).file_id)]]


names = st.sampled_from("abcdef")
states = st.dictionaries(names, st.sampled_from(["one", "two", "three"]), min_size=1)


@settings(max_examples=60, deadline=None)
@given(history=st.lists(states, min_size=1, max_size=4), seed=st.randoms())
def test_any_history_loads_what_changed_whatever_the_order(tmp_path_factory, history, seed):
    folder = tmp_path_factory.mktemp("inbox")
    ledger = {}
    for files in history:
        write(folder, **files)
        paths = find([folder])
        shuffled = list(paths)
        seed.shuffle(shuffled)
        found = survey(paths, ledger, LIMITS)
        assert survey(shuffled, ledger, LIMITS) == found
        assert len(found.rows) == len(paths)
        for row in found.rows:
            status = ledger[row.file_id].status if row.status == "unchanged" else row.status
            ledger[row.file_id] = KnownFile(row.sha256, status)
        assert {row.status for row in survey(paths, ledger, LIMITS).rows} == {"unchanged"}


def test_a_file_of_the_same_size_and_time_is_unchanged_without_being_read_once_it_has_settled(tmp_path):
    write(tmp_path, a="one")
    os.utime(tmp_path / "a.txt", (1_000_000_000, 1_000_000_000))
    (row,) = look(tmp_path)[1].rows
    loaded_at = row.modified_at + timedelta(hours=1)
    known = {row.file_id: KnownFile(row.sha256, "loaded", row.bytes, row.modified_at, loaded_at)}
    fresh = {row.file_id: KnownFile(row.sha256, "loaded", row.bytes, row.modified_at, row.modified_at)}
    write(tmp_path, a="two")
    os.utime(tmp_path / "a.txt", (1_000_000_000, 1_000_000_000))

    def status(ledger, **given):
        return [row.status for row in survey(find([tmp_path]), ledger, LIMITS, **given).rows]

    assert status(known) == ["unchanged"]  # it is not told from what was loaded
    assert status(fresh) == ["loaded"]  # it was changed too shortly before it was hashed to be trusted
    assert status(known, trust=Trust(never=True)) == ["loaded"]


def test_a_folder_that_goes_in_mid_run_leaves_its_files_for_the_next_load(tmp_path):
    """Held, and known by its hash, a file would never be read once its folder is back."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write(inbox, one="A story.")
    (inbox / "many.jsonl").write_text('{"text": "A story."}\n{"text": "Another."}\n')
    found = find([inbox])
    known = survey(found, {}, LIMITS)
    inbox.rename(tmp_path / "elsewhere")

    items = [*pick_up(known.to_load, partial(stream, limits=LIMITS))]
    read = [given for item in items for given in (read_one(item, LIMITS) if isinstance(item, Unread) else [item])]

    assert read == [Left(row.file_id) for row in known.to_load]
    gone = survey(found, {}, LIMITS)
    assert (gone.rows, gone.problems, gone.left) == ((), (), tuple(file.path for file in found))
