"""The command `copydesk`: its commands, each in a module of `flows.commands`."""

import typer

from flows.commands.ask import ask
from flows.commands.audit import audit
from flows.commands.backup import backup, restore
from flows.commands.common import leave_if_unheard
from flows.commands.entities import entities
from flows.commands.load import load
from flows.commands.quarantine import quarantine
from flows.commands.rebuild import rebuild
from flows.commands.score import score
from flows.commands.serve import serve
from flows.commands.verify import verify

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for command in (load, ask, audit, rebuild, verify, backup, restore, score, serve):
    app.command()(command)
app.add_typer(quarantine)
app.add_typer(entities)


@app.callback()
def copydesk() -> None:
    """Load files of news articles into a DuckDB warehouse: who said what about whom, each row checked."""


def main() -> None:
    """Run the command line."""
    try:
        app()
    except SystemExit as ended:
        leave_if_unheard(ended.code if isinstance(ended.code, int) else 1)
        raise
