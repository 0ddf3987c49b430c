"""`copydesk serve`."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.common import refuse, settings_from


def serve(
    every: Annotated[
        int | None,
        typer.Option(
            metavar="MINUTES", min=1, max=1440, help="Look at the inbox so often (default: every 15 minutes)."
        ),
    ] = None,
    host: Annotated[
        str, typer.Option(help="Where to listen; another than this machine's own needs authentication.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the UI and the API.")] = 4200,
    runs: Annotated[int, typer.Option(metavar="N", min=1, help="Flow runs at a time; loads take turns anyway.")] = 2,
    patience: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="How long a run under way may go on when told to stop.")
    ] = 20,
) -> None:
    """Run everything: Prefect's server with its UI, a worker, and all deployments on their schedules.

    The inbox (COPYDESK_INBOX) is loaded as files arrive; each run leaves its report in the UI, whose address is shown.

    Ctrl-C stops: a run under way may end within --patience seconds, else it is cancelled with nothing half done.

    Whoever reaches the server can run flows, so it listens on this machine only. For other machines set
    PREFECT_SERVER_API_AUTH_STRING=user:password and name a --host. docs/running says how to run it for real.

    Example: COPYDESK_INBOX=wire copydesk serve --every 1
    """
    from flows.serve import CannotServeError, Plan
    from flows.serve import serve as serve_plan

    settings = settings_from()
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser().absolute()
    plan = Plan(host, port, Path.cwd(), home, every, runs, patience)
    say = _terminal()
    if "://" not in str(settings.inbox):
        Path(settings.inbox).mkdir(parents=True, exist_ok=True)
    say(f"inbox: {_shown(settings.inbox)}    warehouse: {_shown(settings.warehouse)}")
    try:
        status = serve_plan(plan, os.environ, say)
    except CannotServeError as error:
        refuse(str(error))
    raise typer.Exit(status)


def _shown(place: object) -> str:
    return str(place) if "://" in str(place) else str(Path(str(place)).absolute())


def _terminal():  # type: ignore[no-untyped-def]
    """One line at a time, with the time of day where the program that says it gives none."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def say(line: str) -> None:
        stamped = line[:2].isdigit() and line[2:3] == ":"
        console.print(line if stamped else f"{datetime.now():%H:%M:%S}     | COPYDESK | {line}")

    return say
