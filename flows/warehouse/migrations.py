"""The numbered changes that bring a warehouse file to the tables of this copydesk."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb

from flows.resources import folder, sql
from flows.warehouse.errors import MigrationChangedError, NewerWarehouseError, NotAWarehouseError

# The number under which all views and macros are recorded together: they hold no rows, so they are made anew instead.
_DEFINITIONS = 0


@dataclass(frozen=True, slots=True)
class Migration:
    """One change, or all views and macros together: its number, its name, and its statements."""

    number: int
    name: str
    statements: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The hash by which a recorded migration is known again."""
        return hashlib.sha256("\n".join(self.statements).encode()).hexdigest()


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make every migration that this file lacks, each in a transaction of its own together with its record."""
    done = applied_migrations(connection, path)
    for migration in _known_migrations():
        if done.get(migration.number) == migration.sha256:
            continue
        connection.begin()
        try:
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(sql("open/forget_migration"), {"number": migration.number})
            connection.execute(
                sql("open/record_migration"),
                {
                    "number": migration.number,
                    "name": migration.name,
                    "sha256": migration.sha256,
                    "applied_at": datetime.now(UTC),
                },
            )
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def applied_migrations(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[int, str]:
    """The recorded migrations, number to hash; none in an empty file.

    Raises NotAWarehouseError for a database that copydesk did not make, NewerWarehouseError for one that a newer
    copydesk made, and MigrationChangedError where a recorded migration reads differently now.
    """
    tables = {name for (name,) in connection.execute(sql("open/tables")).fetchall()}
    if not tables:
        return {}
    try:
        recorded = connection.execute(sql("open/migrations")).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        recorded = []
    known = {migration.number: migration for migration in _known_migrations()}
    names = {number: name for number, name, _ in recorded}
    if names.get(1) != known[1].name:
        raise NotAWarehouseError(f"{path} is a DuckDB database, but not one of copydesk's: name another file")
    if unknown := sorted(set(names) - set(known)):
        raise NewerWarehouseError(
            f"{path} was made by a newer copydesk (migration {names[unknown[0]]}): use that or a later one"
        )
    for number, name, sha256 in recorded:
        if number != _DEFINITIONS and known[number].sha256 != sha256:
            raise MigrationChangedError(
                f"{path} was made with another text of migration {name}: migrations never change"
            )
    return {number: sha256 for number, _, sha256 in recorded}


def lacks_no_migration(applied: dict[int, str]) -> bool:
    """Whether these are all the migrations that this copydesk knows, its views and macros included."""
    return all(applied.get(known.number) == known.sha256 for known in _known_migrations())


@cache
def _known_migrations() -> tuple[Migration, ...]:
    """Every migration in order, the views and macros last: they read the tables."""
    names = sorted(file.stem for file in (folder("sql") / "migrations").glob("*.sql"))
    numbered = [Migration(int(re.split("_", name)[0]), name, (sql(f"migrations/{name}"),)) for name in names]
    definitions = tuple(
        sql(f"{kind}/{file.stem}")
        for kind in ("macros", "views")
        for file in sorted((folder("sql") / kind).glob("*.sql"))
    )
    return (*numbered, Migration(_DEFINITIONS, "views and macros", definitions))
