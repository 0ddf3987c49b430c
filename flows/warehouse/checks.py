"""The checks across tables: queries in sql/checks that must return no row."""

from dataclasses import dataclass

import duckdb
import polars as pl

from flows.resources import folder, sql
from flows.warehouse.check_tables import CHECK_RESULTS
from flows.warehouse.errors import CheckFailedError
from flows.warehouse.ledger import given_schema

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One query, its name, and the first sentence of its header, which says why.

    A query that takes $this_load looks at the rows of one load; where it takes a null for it, at the whole table.
    """

    name: str
    why: str
    query: str

    @property
    def of_whole_tables(self) -> bool:
        """Whether it can be asked of a warehouse, not of one load alone."""
        return "$this_load" not in self.query or "$this_load is null" in self.query

    def rows(self, connection: duckdb.DuckDBPyConnection, load_id: str | None) -> list[str]:
        """The first rows that it finds, none where all is well; without a load those of the whole tables."""
        parameters = {"this_load": load_id} if "$this_load" in self.query else {}
        return [str(row)[:200] for row in connection.execute(self.query, parameters).fetchmany(_SHOWN)]


def run_checks(connection: duckdb.DuckDBPyConnection, load_id: str) -> pl.DataFrame:
    """Run every check, on the rows of this load where it can be so restricted, and return a row each for check_results.

    Raises CheckFailedError with the first rows that the first failing check found.
    """
    passed = []
    for check in all_checks():
        if rows := check.rows(connection, load_id):
            raise CheckFailedError(check.name, check.why, rows)
        passed.append(
            {
                "table_name": "warehouse",
                "expectation": check.name,
                "severity": "critical",
                "why": check.why,
                "failed": 0,
                "success": True,
                "could_not_run": False,
            }
        )
    return pl.DataFrame(passed, schema=given_schema(CHECK_RESULTS))


def all_checks() -> tuple[Check, ...]:
    """Every check that a load makes, in the order of their names."""
    return _of("checks")


def whole_checks() -> tuple[Check, ...]:
    """The checks that only a look at the whole warehouse makes: the ledger against the tables, and the history."""
    why = "Each table has as many rows as were counted at the end of the last load: none was lost or added since."
    counted = Check("tables_hold_what_was_counted", why, sql("open/lost_rows"))
    return (counted, *_of("verify"))


def _of(place: str) -> tuple[Check, ...]:
    names = sorted(file.stem for file in (folder("sql") / place).glob("*.sql"))
    return tuple(Check(name, _first_sentence(query), query) for name in names for query in (sql(f"{place}/{name}"),))


def _first_sentence(query: str) -> str:
    return query.split("\n", 1)[0].removeprefix("--").strip()
