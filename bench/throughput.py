"""Articles a second: copydesk beside plain spaCy, the same texts and number of processes, in one run, as ratios.

    python bench/throughput.py                              parsing alone, one process each
    python bench/throughput.py --whole-load                 `copydesk load` beside spaCy + pandas + DuckDB inserts
    python bench/throughput.py --growth 1000 10000 100000   how the time of a load grows
    … --texts FOLDER                                        on your own .txt files instead of variations of the seeds

The peer is the same model's full pipeline through `nlp.pipe`, as its documentation shows. The two take turns, round by
round, each in a process of its own; figures are the median round. Seconds are wall clock, memory is the peak of the
largest process.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import texts_of, write_files

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
BENCH = Path(__file__).parent
COPYDESK = Path(sys.executable).with_name("copydesk")


def parse_with_copydesk(texts: list[str]) -> float:
    """Seconds from documents to frames; the model is loaded before."""
    from datetime import UTC, datetime

    from flows.model import Document
    from flows.parsing.frames import make_frames
    from flows.parsing.parse import parse

    documents = [Document(str(number), str(number), 0, text) for number, text in enumerate(texts)]
    parse(documents[:5])
    began = time.perf_counter()
    for begin in range(0, len(documents), 40):
        make_frames(parse(documents[begin : begin + 40]), "bench", datetime.now(UTC))
    return time.perf_counter() - began


def parse_with_spacy(texts: list[str]) -> float:
    """Seconds of the full pipeline, reading entities and sentences; the model is loaded before."""
    from peer import load_full_pipeline

    nlp = load_full_pipeline()
    list(nlp.pipe(texts[:5]))
    began = time.perf_counter()
    for doc in nlp.pipe(texts):
        [(entity.text, entity.label_) for entity in doc.ents]
        [sentence.text for sentence in doc.sents]
    return time.perf_counter() - began


def load_with_copydesk(inbox: Path, processes: int, work: Path) -> None:
    """Run `copydesk load` as a user would, Prefect's start included."""
    command = [COPYDESK, "load", inbox, "--warehouse", work / "copydesk.duckdb", "--workers", str(processes)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    subprocess.run(command, env=env | {"PREFECT_HOME": str(work / "prefect")}, check=True, stdout=subprocess.DEVNULL)


def load_with_spacy(inbox: Path, processes: int, work: Path) -> None:
    """Run the peer's load: spaCy's pipeline, pandas, inserts into DuckDB."""
    subprocess.run([sys.executable, BENCH / "peer.py", inbox, work / "peer.duckdb", str(processes)], check=True)


def _child(task: str, args: argparse.Namespace) -> None:
    texts = texts_of(args.texts, args.articles)
    seconds = {"copydesk": parse_with_copydesk, "spacy": parse_with_spacy}[task](texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": memory}))


def compare_parsing(args: argparse.Namespace) -> None:
    """Print articles a second of both, and the median of the rounds' ratios."""
    rounds: list[dict[str, dict[str, float]]] = []
    for _ in range(args.rounds):
        rounds.append({})
        for task in ("spacy", "copydesk"):
            command = [sys.executable, __file__, "--child", task, "--articles", str(args.articles)]
            command += ["--texts", str(args.texts)] if args.texts else []
            done = subprocess.run(command, env=os.environ | ONE_THREAD, check=True, stdout=subprocess.PIPE, text=True)
            rounds[-1][task] = json.loads(done.stdout.splitlines()[-1])
    print(f"parsing, {args.articles:,} articles, one process and one thread each, {args.rounds} rounds")
    for task in ("spacy", "copydesk"):
        seconds = statistics.median(one[task]["seconds"] for one in rounds)
        memory = max(one[task]["megabytes"] for one in rounds)
        print(f"  {task:9} {args.articles / seconds:8.1f} articles/s   {memory:6.0f} MB")
    ratios = [one["spacy"]["seconds"] / one["copydesk"]["seconds"] for one in rounds]
    print(
        f"  copydesk is {statistics.median(ratios):.1f} times as fast (rounds: {', '.join(f'{r:.1f}' for r in ratios)})"
    )


def compare_loads(args: argparse.Namespace) -> None:
    """Print the time of both whole loads, start-up included."""
    ratios = []
    for number in range(args.rounds):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            write_files(texts_of(args.texts, args.articles), work / "inbox")
            peer = _measured(load_with_spacy, work / "inbox", args.processes, work)
            ours = _measured(load_with_copydesk, work / "inbox", args.processes, work)
        ratios.append(peer[0] / ours[0])
        print(f"round {number + 1}: {args.articles:,} articles, {args.processes} processes, start-up included")
        print(f"  spacy + pandas + duckdb {peer[0]:8.1f} s   {peer[1]:6.0f} MB")
        print(f"  copydesk load           {ours[0]:8.1f} s   {ours[1]:6.0f} MB")
    print(f"  copydesk is {statistics.median(ratios):.1f} times as fast")


def grow(args: argparse.Namespace) -> None:
    """Print the time of a load for growing numbers of articles."""
    print("articles   seconds   ms an article   MB of the largest process")
    for count in args.growth:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            write_files(texts_of(args.texts, count), work / "inbox")
            seconds, memory = _measured(load_with_copydesk, work / "inbox", args.processes, work)
        print(f"{count:8,} {seconds:9.1f} {seconds / count * 1000:15.2f} {memory:10.0f}", flush=True)


def _measured(load, inbox: Path, processes: int, work: Path) -> tuple[float, float]:
    """Seconds, and the peak of the largest process that it started (of this function's child alone)."""
    import multiprocessing

    def run(answer) -> None:
        began = time.perf_counter()
        load(inbox, processes, work)
        answer.send((time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))

    receive, send = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=run, args=(send,))
    child.start()
    send.close()
    measured = receive.recv()
    child.join()
    return measured


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--whole-load", action="store_true")
    parser.add_argument("--growth", type=int, nargs="+")
    parser.add_argument("--child", choices=["copydesk", "spacy"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        _child(args.child, args)
    elif args.growth:
        grow(args)
    elif args.whole_load:
        compare_loads(args)
    else:
        compare_parsing(args)


if __name__ == "__main__":
    main()
