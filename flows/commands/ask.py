"""`copydesk ask`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import refuse, settings_from


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
        show_answer(ask_warehouse(settings_from(warehouse=warehouse).warehouse, question))
    except duckdb.Error as error:
        refuse(str(error))
