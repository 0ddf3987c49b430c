"""Pieces of Markdown, and lists of lines that fit a number of bytes."""

from collections.abc import Iterable, Sequence

from flows.resources import sql


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; the cells are Markdown, other people's text in them escaped by the caller."""
    return [_row(columns), _row(["---"] * len(columns)), *map(_row, rows)]


def within(most: int, lines: list[str], what: str) -> list[str]:
    """As many lines as fit so many bytes, and how many were left out."""
    kept: list[str] = []
    for line in lines:
        most -= len(line.encode()) + 1
        if most < 0:
            return [*kept, "", f"… and {len(lines) - len(kept):,} {what}"]
        kept.append(line)
    return kept


def query(name: str, **parameters: str) -> list[str]:
    """A query of sql/ as a block to copy, its parameters filled in as text of plain letters."""
    text = sql(name).strip()
    for parameter, value in parameters.items():
        plain = "".join(mark for mark in value if mark.isalnum() or mark in "-_")
        text = text.replace(f"${parameter}", f"'{plain}'")
    return ["```sql", text, "```"]


def folded(title: str, lines: list[str]) -> list[str]:
    """Lines behind a title that opens them; the title is plain words."""
    return ["<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>"]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
