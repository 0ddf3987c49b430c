"""The command `copydesk`. What takes seconds to import is imported by the command that needs it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from flows.intake import MissingPathError, find
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.outcome import Outcome

PUBLISHED, NOT_PUBLISHED, WRONG_USAGE = 0, 1, 2

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
errors = Console(stderr=True)


@app.callback()
def copydesk() -> None:
    """Load files of news articles into a DuckDB warehouse: who said what about whom, each row checked."""


@app.command()
def load(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Files and folders (default: $COPYDESK_INBOX).")
    ] = None,
    warehouse: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The DuckDB file to publish (default: $COPYDESK_WAREHOUSE).")
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Articles parsed and checked together (default: 2000).")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Parsing processes (default: one a core).")
    ] = None,
) -> None:
    """Load the articles in files and folders: parse, check, publish.

    Files that are in the warehouse as they are stay untouched.

    What cannot be read or fails a check is held in the table quarantine, with a code and a reason.

    Exit status: 0 published, or nothing was new; 1 nothing was published; 2 wrong usage.

    Example: copydesk load wire/ archive/2026 --warehouse news.duckdb
    """
    settings = _settings(warehouse=warehouse, batch_size=batch_size, workers=workers)
    try:
        found = find(paths or [settings.inbox])
    except MissingPathError as error:
        _refuse(f"{error}. Name files or folders, or set COPYDESK_INBOX.")
    # Prefect's log lines would run through the progress bar; the summary says what they say.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    from flows.workforce import dismiss, hire

    hire(settings, len(found))  # their imports run while Prefect starts
    try:
        outcome = _run(paths, warehouse, batch_size, workers)
    finally:
        dismiss()
    from flows.summary import show

    show(outcome)
    raise typer.Exit(NOT_PUBLISHED if outcome.status == "gate_closed" else PUBLISHED)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="SQL, or the name of a question.")] = None,
    warehouse: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The published file (default: $COPYDESK_WAREHOUSE).")
    ] = None,
) -> None:
    """Ask the published warehouse; without a question, list those that copydesk brings along.

    Example: copydesk ask "select speaker, said from who_said_what where kind = 'direct'"
    """
    import duckdb

    from flows.answer import show_answer, show_questions
    from flows.warehouse.ask import ask as ask_warehouse

    if question is None:
        show_questions()
        return
    try:
        show_answer(ask_warehouse(_settings(warehouse=warehouse).warehouse, question))
    except duckdb.Error as error:
        _refuse(str(error))


@app.command()
def score(
    gold: Annotated[
        Path | None, typer.Argument(help="A folder of answers, its articles beside it (default: the samples' own).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Hold the parser against answers that people made by reading: precision, recall and F1.

    Exit status 1 where a measure is below its floor in GOLD/floors.json.

    Example: copydesk score seeds/gold
    """
    from flows.resources import folder
    from flows.score_articles import score_articles
    from flows.scoring.answers import read_floors

    gold = gold or folder("seeds") / "gold"
    try:
        scores = score_articles(gold, _settings())
    except (FileNotFoundError, ValueError) as error:
        _refuse(str(error))
    if as_json:
        typer.echo(scores.as_json())
    else:
        Console().print(scores.as_table())
    below = scores.below(read_floors(gold)) if (gold / "floors.json").exists() else []
    for line in below:
        errors.print(Text(line, style="red"))
    raise typer.Exit(1 if below else 0)


def _run(*parameters: Any) -> "Outcome":
    from flows.load_articles import load_articles
    from flows.outcome import Outcome

    ended = load_articles(*parameters, return_state=True).result(raise_on_failure=False)
    if isinstance(ended, Outcome):
        return ended
    errors.print(Text(f"copydesk: nothing was published: {ended}", style="red"))
    raise typer.Exit(NOT_PUBLISHED)


def _settings(**given: object) -> Settings:
    try:
        return Settings.with_given(**given)
    except ValidationError as error:
        for trouble in error.errors():
            name = "COPYDESK_" + "_".join(str(part) for part in trouble["loc"]).upper()
            errors.print(Text(f"{name}: {trouble['msg']}, not {trouble['input']!r}", style="red"))
        _refuse("Mend the settings in the environment or in .env; the README lists them.")


def _refuse(message: str) -> NoReturn:
    errors.print(Text(f"copydesk: {message}", style="red"))
    raise typer.Exit(WRONG_USAGE)


def main() -> None:
    """Run the command line."""
    app()
