"""What checking costs: its CPU seconds as a share of those of all processes of a whole `copydesk load`.

    python bench/checking.py                        10,000 articles
    python bench/checking.py --articles 2000 --rounds 3
    python bench/checking.py --texts FOLDER         on your own .txt files instead of variations of the seeds
    python bench/checking.py --history 200000       drift in a warehouse of so many articles and 2,000 runs

Checking is what the checking process does after it has imported Great Expectations (taking rows over included), and
measuring and judging drift in SQL (wall clock, as it uses all cores for so short). The import is told apart: it is made
once, while the parsers start. CPU seconds are those of every process that the load started, from the kernel's account.
"""

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus import texts_of, write_files

COPYDESK = Path(sys.executable).with_name("copydesk")
# one interpreter that does nothing else than what the checking process does at its start
IMPORT = "from flows.quality import warm_up; warm_up()"


def cpu_of_import() -> float:
    """CPU seconds of importing Great Expectations and building the suites, the interpreter's own start taken off."""
    spent = []
    for program in ("import polars", IMPORT):
        before = _children()
        subprocess.run([sys.executable, "-c", program], check=True)
        spent.append(_children() - before)
    return spent[1] - spent[0]


def load(inbox: Path, work: Path, processes: int) -> dict[str, float]:
    """Load the inbox as a user would → seconds by step, and the CPU seconds of all processes under `all`."""
    command = [COPYDESK, "load", inbox, "--warehouse", work / "w.duckdb", "--workers", str(processes)]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "COPYDESK_"))}
    env |= {"PREFECT_HOME": str(work / "prefect"), "COLUMNS": "300"}
    before = _children()
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    line = next(line for line in done.stdout.splitlines() if line.strip().startswith("time"))
    steps = {name: float(seconds.replace(",", "")) for name, seconds in re.findall(r"(\w+) ([\d,.]+)", line)}
    return steps | {"all": _children() - before}


def cost_of_drift(articles: int, runs: int) -> None:
    """Print what measuring takes on a load of 500 articles, in a warehouse of so many articles and past runs."""
    import duckdb

    from flows.quality import read_drift_rules
    from flows.warehouse import Run, open_warehouse

    rules = read_drift_rules()
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder) / "w.duckdb") as house:
        connection: duckdb.DuckDBPyConnection = house._connection
        began = datetime(2026, 1, 1, tzinfo=UTC)
        _fill(connection, articles, runs, began)
        run = Run(f"load {runs - 1:06}", began + timedelta(hours=runs), "1", "0")
        times = []
        for _ in range(5):
            connection.begin()
            from flows.warehouse import Load

            one = Load(connection, run)
            start = time.perf_counter()
            rows = one.measure(rules.frame(), rules.compared_with)
            times.append(time.perf_counter() - start)
            connection.rollback()
        past = connection.execute("select count(*) from run_metrics").fetchall()[0][0]
        print(f"drift: {statistics.median(times) * 1000:.0f} ms to measure and judge {rows.height:,} figures")
        print(f"       in a warehouse of {articles:,} articles, {past:,} rows of run_metrics from {runs:,} runs")


def _fill(connection, articles: int, runs: int, began: datetime) -> None:
    """Rows of 20 sources: as many articles a load as make the sum, ten mentions and three quotes each."""
    size = max(1, articles // runs)
    connection.execute(
        f"""insert into articles by name select 'a' || i as article_id, 1 as version, 'f' || i as file_id,
        0 as record_no, 'Title ' || i as title, 'headline' as title_source, repeat('word ', 300) as body, [] as blocks,
        'Source ' || (i % 20) as source, [] as authors, [] as keywords, 'en' as language, 300 as word_count, 'h' as
        content_hash, '1' as parser_version, 'load ' || lpad((i // {size})::varchar, 6, '0') as load_id,
        $1::timestamptz as loaded_at from range({articles}) r(i)""",
        [began],
    )
    connection.execute(
        """insert into entities by name select article_id || n as mention_id, article_id, n as mention_no,
        'body' as field, 0 as start_char, 4 as end_char, 'word' as text, ['PERSON', 'ORG'][1 + n % 2] as entity_type,
        'word' as name, 'e' as entity_id, 'model' as method, load_id, loaded_at from articles, range(1, 11) r(n)"""
    )
    connection.execute(
        """insert into quotes by name select article_id || n as quote_id, article_id, n as quote_no, n as utterance_no,
        'direct' as kind, 'body' as field, 'paragraph' as block, 0 as start_char, 4 as end_char, 'word' as text,
        'x' as rule, 0.5 as confidence, load_id, loaded_at from articles, range(1, 4) r(n)"""
    )
    connection.execute(
        f"""insert into loads by name select 'load ' || lpad(i::varchar, 6, '0') as load_id,
        $1::timestamptz + to_hours(i::integer) as started_at, started_at as finished_at, 'published' as status,
        0 as files_found, 0 as files_loaded, 0 as files_unchanged, 0 as files_duplicate, 0 as files_quarantined,
        {size} as articles, 0 as entities, 0 as quotes, 0 as links, 0 as quarantined, '1' as parser_version,
        '0' as copydesk_version, 'passed' as verdict from range({runs - 1}) r(i)""",
        [began],
    )
    connection.execute(
        """insert into run_metrics by name select load_id, source, metric, 1.0 as value, 0.1 as spread, 25 as articles,
        0 as runs, 'steady' as verdict, started_at as measured_at from loads,
        (select 'Source ' || i as source from range(20) r(i) union all select '(all)'),
        (select unnest(['articles', 'median_words', 'share_without_title', 'share_without_date', 'share_without_author',
        'quotes_per_article', 'share_unknown_speakers', 'links_per_article', 'language.en', 'quarantine_rate',
        'entities_per_article.PERSON', 'entities_per_article.ORG', 'entities_per_article.PLACE',
        'entities_per_article.GROUP', 'entities_per_article.EVENT', 'entities_per_article.LAW',
        'entities_per_article.PRODUCT', 'entities_per_article.WORK']) as metric)"""
    )


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--history", type=int)
    args = parser.parse_args()
    if args.history:
        cost_of_drift(args.history, 2000)
        return
    shares = []
    for _ in range(args.rounds):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            write_files(texts_of(args.texts, args.articles), work / "inbox")
            spent = load(work / "inbox", work, args.processes)
        checking = spent["check"] + spent["measure"]
        shares.append(checking / spent["all"])
        print(f"{args.articles:,} articles: {spent['all']:.1f} CPU seconds in all processes")
        print(f"  checking rows           {spent['check']:6.1f} s   {spent['check'] / spent['all']:6.2%}")
        print(f"  measuring, drift        {spent['measure']:6.1f} s   {spent['measure'] / spent['all']:6.2%}")
    print(f"checking is {statistics.median(shares):.2%} of the CPU of a load")
    print(f"  and importing Great Expectations once {cpu_of_import():.1f} CPU seconds, while the parsers start")


if __name__ == "__main__":
    main()
