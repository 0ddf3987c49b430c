"""Queries the published file in a loop until its input ends, then prints what it saw: PATH hold|reopen.

Two ways in two processes: DuckDB gives a process that has a file open the same one again.
"""

import sys
import threading
from contextlib import closing

import duckdb

SEEN_BY_A_READER = """
    select
        (select count(*) from quotes anti join articles using (article_id, load_id)) as quotes_without_article,
        (select count(*) from articles anti join quotes using (article_id, load_id)) as articles_without_quote,
        (select max(load_id) from loads) as last_load
"""


def tell(the_parent: object) -> None:
    sys.stdout.write(f"{the_parent}\n")
    sys.stdout.flush()


def main() -> None:
    path, way = sys.argv[1:]
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    seen = set()
    connection = duckdb.connect(path, read_only=True)
    tell("reading")
    while not over.wait(0.01):
        if way == "reopen":
            connection.close()
            connection = duckdb.connect(path, read_only=True)
        seen.add(connection.execute(SEEN_BY_A_READER).fetchone())
    with closing(connection):
        tell(sorted(seen))


if __name__ == "__main__":
    main()
