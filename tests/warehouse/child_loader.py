"""Loads one file in a process of its own, and stops at a named step until it is killed: PATH LOAD_ID FILE_ID STEP."""

import sys
import time
from pathlib import Path

from flows.warehouse import open_warehouse, publish
from tests.warehouse.rows import family, load_file, run


def tell(the_parent: object) -> None:
    sys.stdout.write(f"{the_parent}\n")
    sys.stdout.flush()


def stop_at(step: str) -> None:
    if sys.argv[4] == step:
        tell("stopped")
        time.sleep(60)


def main() -> None:
    path, load_id, file_id = Path(sys.argv[1]), *sys.argv[2:4]
    replace = publish._replace

    def stop_before_replacing(source: Path, target: Path) -> None:
        stop_at("before the rename")
        replace(source, target)

    publish._replace = stop_before_replacing
    with open_warehouse(path) as warehouse:
        with warehouse.load(run(load_id)) as load:
            load_file(load, file_id, family(file_id, content_hash=load_id))
            stop_at("before the commit")
        stop_at("before the publish")
        warehouse.publish()


if __name__ == "__main__":
    main()
