"""Makes a history of real runs at a real server, quickly: all in one process, whose parsers stay warm.

Loads of every kind, the last of them with a progress artifact, and an audit of what they published.

Run as a program: `python -m tests.browser.history FOLDER`, with PREFECT_API_URL set. Prints the runs as JSON.
"""

import json
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any

from prefect.states import State

IMG = "<img src=x onerror=\"window.hacked='img'\">"
LINK = "[press here](javascript:window.hacked='link')"
HOSTILE_TITLES = [f"{IMG} tolls fall", f"{LINK} says minister", "<script>window.hacked='script'</script> and more"]
HOSTILE_NAME = "<img src=x onerror=window.hacked=1>.txt"

STORY = """{title}

OSTREVA (AP) - Tolls at the {number}th quay of Ostreva will fall by a tenth, Transport Minister Petra Lindqvist said.

"We want {number} ships back by spring," Lindqvist said.
"""

GOOD, WARNED, CLOSED, DRIFTED = range(4)
KINDS = [GOOD] * 18 + [WARNED] * 3 + [CLOSED] * 3 + [DRIFTED, GOOD]
AUDIT = "audit"


def write_inbox(inbox: Path, run: int, kind: int) -> None:
    """A few new articles for a run of a kind."""
    for one in range(4):
        number = run * 10 + one
        title = f"Ships return to quay {number} of Ostreva"
        if kind == WARNED and one < len(HOSTILE_TITLES):
            title = HOSTILE_TITLES[one]
        story = STORY.format(title=title, number=number)
        if kind == DRIFTED:  # a changed page template: the headlines are gone
            story = story.split("\n\n", 1)[1]
        (inbox / f"{run:02}-{one}.txt").write_text(story)
    if kind == WARNED:
        (inbox / HOSTILE_NAME).write_bytes(b"\x00\x01 not text")
    if kind == CLOSED:
        for one in range(6):
            (inbox / f"{run:02}-{one}-broken.txt").write_bytes(b"\x00\x01 not text")


def write_suites(place: Path) -> None:
    """Copydesk's own suites, and two expectations more: one that hostile titles fail, one that closes the gate."""
    from flows.resources import folder

    shutil.copytree(folder("expectations"), place)
    plain = {
        "type": "expect_column_values_to_not_match_regex",
        "kwargs": {"column": "title", "regex": r"[<\[]"},
        "severity": "warning",
        "meta": {"code": "articles.title.plain", "why": "A title has no markup of pages in it."},
    }
    few = {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "files_quarantined", "max_value": 5},
        "severity": "critical",
        "meta": {"code": "batch.files.few_held", "why": "More than five files held mean that a sender has changed."},
    }
    for name, extra in (("articles", plain), ("batch", few)):
        suite = json.loads((place / f"{name}.json").read_text())
        suite["expectations"].append(extra)
        (place / f"{name}.json").write_text(json.dumps(suite))


def main(folder: Path) -> None:
    """Make the runs, one after the other, each with an inbox of its own."""
    write_suites(folder / "suites")
    os.environ["COPYDESK_EXPECTATIONS"] = str(folder / "suites")
    from flows import load_articles as loading
    from flows.audit_warehouse import audit_warehouse
    from flows.settings import Settings
    from flows.workforce import dismiss, hire

    def keep(kind: int | str, state: State[Any]) -> None:
        run_id = str(state.state_details.flow_run_id)
        made.append({"kind": kind, "id": run_id, "state": state.name, "message": state.message})

    hire(Settings.with_given(workers=1), 4)
    made: list[dict[str, Any]] = []
    try:
        for run, kind in enumerate(KINDS):
            inbox = folder / f"wire-{run:02}"
            inbox.mkdir()
            write_inbox(inbox, run, kind)
            if run == len(KINDS) - 1:  # as a run of more than half a minute shows itself
                loading.shown_in_the_ui = partial(loading.shown_in_the_ui, first_after=0.1)
            keep(kind, loading.load_articles([str(inbox)], folder / "news.duckdb", return_state=True))
        keep(AUDIT, audit_warehouse(folder / "news.duckdb", return_state=True))
    finally:
        dismiss()
    print(json.dumps(made))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
