"""Questions to the published warehouse: SQL, or the name of one that copydesk brings along."""

from pathlib import Path

import duckdb

from flows.resources import folder, sql

_FOLDER = "questions"


def questions() -> dict[str, str]:
    """The questions of sql/questions: name → what it asks, from the first line of its header."""
    files = sorted((folder("sql") / _FOLDER).glob("*.sql"))
    return {file.stem: file.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ") for file in files}


def ask(warehouse: Path, question: str) -> duckdb.DuckDBPyRelation | None:
    """Run the question on the published file, which is opened for reading only → its rows; None where it gives none.

    Raises duckdb.Error for wrong SQL, or where the file is missing or no database.
    """
    connection = duckdb.connect(warehouse, read_only=True)
    return connection.sql(sql(f"{_FOLDER}/{question}") if question in questions() else question)
