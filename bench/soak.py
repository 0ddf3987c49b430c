"""The schedule left to itself: `copydesk serve --every 1` while files arrive at random and the worker is killed.

    python -m bench.soak [--minutes 15]

Everything is real: server, worker, warehouse. Every minute a slot is due; twice two slots are made to overlap; the
worker is killed twice, once with its run. At the end every file that arrived must have been loaded exactly once.
"""

import argparse
import json
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb

from tests.server.served import Served, processes, serving

SCHEDULED = "load-articles/scheduled"
STORY = """Quay {number} of Ostreva opens again

OSTREVA (AP) - Quay {number} of Ostreva will open again on Monday, Transport Minister Petra Lindqvist said.

"We want {number} ships back by spring," Lindqvist said.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="copydesk-soak-") as place:
        account = soak(Path(place), given.minutes, random.Random(given.seed))
    print(json.dumps(account, indent=2))
    raise SystemExit(0 if account["each file exactly once"] else 1)


def soak(folder: Path, minutes: float, dice: random.Random) -> dict[str, object]:
    """Serve for so many minutes → what arrived, what was loaded, how the runs ended."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    with serving(folder, "--every", "1") as served:
        print(f"serving at {served.address}", flush=True)
        end = time.monotonic() + minutes * 60
        troubles = _troubles(served, minutes)
        arrived = 0
        while time.monotonic() < end:
            for _ in range(dice.choice((0, 0, 1, 2, 5, 20))):
                arrived += 1
                _arrive(inbox, arrived, dice)
            time.sleep(dice.uniform(0.5, 6))
            if troubles and time.monotonic() > end - troubles[0][0]:
                _, name, happen = troubles.pop(0)
                print(f"{time.strftime('%H:%M:%S')}  {arrived} files so far; {name}", flush=True)
                happen()
        print(f"{time.strftime('%H:%M:%S')}  {arrived} files arrived; the last of them are waited for", flush=True)
        loaded = "select count(*) from files where status = 'loaded'"
        served.until(lambda: _ask(served, loaded) == [(arrived,)], 240)
        runs = served.flow_runs()
        crashed = [_crashed(served, run) for run in runs if run["state_type"] == "CRASHED"]
        served_text = served.text()
        status = served.stop()
        return {
            "minutes": minutes,
            "files arrived": arrived,
            "each file exactly once": _ask(served, loaded) == [(arrived,)]
            and _ask(served, "select count(*), count(distinct article_id), count(distinct title) from articles")
            == [(arrived, arrived, arrived)]
            and _ask(served, "select count(*) from files where status <> 'loaded'") == [(0,)],
            "loads that published": _ask(served, "select count(*) from loads where status = 'published'")[0][0],
            "articles": _ask(served, "select count(*) from articles")[0][0],
            "quotes": _ask(served, "select count(*) from quotes")[0][0],
            "slots that ran by the schedule": sum(
                run["auto_scheduled"] and run["start_time"] is not None for run in runs
            ),
            "runs by state": dict(Counter(f"{run['state_type']}: {_short(run)}" for run in runs)),
            "runs that crashed": crashed,
            "worker started again": served_text.count("the worker ended (killed by SIGKILL)"),
            "server started again": served_text.count("the server ended"),
            "database was locked, lines": served_text.count("SQLite database was busy"),
            "exit status of serve": status,
            "processes left": len(processes(str(folder))),
        }


def _troubles(served: Served, minutes: float) -> list[tuple[float, str, Callable[[], None]]]:
    """Seconds before the end, what happens, and how."""
    total = minutes * 60

    def overlap() -> None:
        for _ in range(2):
            served.run(SCHEDULED)

    def kill_worker() -> None:
        for pid in served.children("worker start"):
            os.kill(pid, signal.SIGKILL)

    def kill_worker_and_run() -> None:
        for pid in [*served.children("prefect.engine"), *served.children("worker start")]:
            os.kill(pid, signal.SIGKILL)

    return [
        (total * 0.8, "two slots at once", overlap),
        (total * 0.6, "the worker is killed", kill_worker),
        (total * 0.4, "the worker is killed with its run", kill_worker_and_run),
        (total * 0.25, "two slots at once", overlap),
    ]


def _arrive(inbox: Path, number: int, dice: random.Random) -> None:
    story = STORY.format(number=number)
    target = inbox / f"{dice.choice('abc')}-{number:05}.txt"
    if dice.random() < 0.5:  # some senders write under another name first, some in place
        part = target.with_suffix(".part")
        part.write_text(story)
        part.rename(target)
        return
    with target.open("w") as out:
        out.write(story[:40])
        out.flush()
        time.sleep(dice.uniform(0, 0.3))
        out.write(story[40:])


def _ask(served: Served, query: str) -> list[tuple]:
    published = served.folder / "warehouse" / "news.duckdb"
    if not published.exists():
        return []
    with duckdb.connect(str(published), read_only=True) as warehouse:
        return warehouse.execute(query).fetchall()


def _crashed(served: Served, run: dict) -> dict[str, object]:
    """When it crashed, to be held against the kills above, and what it said last."""
    of_run = {"logs": {"flow_run_id": {"any_": [run["id"]]}}, "sort": "TIMESTAMP_ASC"}
    said = [f"{line['timestamp'][11:19]} {line['message'][:300]}" for line in served.ask("POST", "logs/filter", of_run)]
    began, ended = run["start_time"] or "", run["end_time"] or run["state"]["timestamp"]
    return {"from": began[11:19], "to": ended[11:19], "state": run["state"]["message"], "last lines": said[-8:]}


def _short(run: dict) -> str:
    message = run["state"]["message"] or ""
    return message.split(".")[0].split(":")[0][:50]


if __name__ == "__main__":
    main()
