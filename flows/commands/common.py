"""What the commands share: exit statuses, errors for people, and the settings."""

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from flows.settings import Settings

if TYPE_CHECKING:
    from flows.outcome import Outcome

PUBLISHED, NOT_PUBLISHED, WRONG_USAGE = 0, 1, 2

errors = Console(stderr=True)
_unheard: list[str] = []


def settings_from(**given: object) -> Settings:
    """The settings with those given in place; a wrong value is named, and ends the command with status 2."""
    try:
        return Settings.with_given(**given)
    except ValidationError as error:
        for trouble in error.errors():
            name = "COPYDESK_" + "_".join(str(part) for part in trouble["loc"]).upper()
            errors.print(Text(f"{name}: {trouble['msg']}, not {trouble['input']!r}", style="red"))
        refuse("Mend the settings in the environment or in .env; the README lists them.")


def refuse(message: str) -> NoReturn:
    """End the command with status 2, and say why."""
    errors.print(Text(f"copydesk: {message}", style="red"))
    raise typer.Exit(WRONG_USAGE)


def keep_prefect_quiet() -> None:
    """Called before Prefect is imported: its log lines would run through the progress bar; the summary says it all."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_INTERNAL_LOGGING_LEVEL", "CRITICAL")


def run_flow(
    flow: Any, *parameters: Any, ends_in: Any = None, otherwise: str = "nothing was published", **named: Any
) -> Any:
    """Run a flow that ends in an Outcome, or in what is named; otherwise say so and end the command with status 1."""
    from prefect import tags
    from prefect.settings import (
        PREFECT_API_URL,
        PREFECT_CLIENT_MAX_RETRIES,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )

    from flows.outcome import Outcome
    from flows.states import NotPassedError, ended_in

    # Heartbeats tell a server of workers that died. A person sees the end of this run, and each run would wait for the
    # next whole second of the heartbeat's thread. Nor is anybody to wait for minutes for a server that is gone.
    quickly = temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_CLIENT_MAX_RETRIES: 1})
    with quickly, tags("copydesk", flow.name.split("-")[0]):  # as the runs of the deployments are tagged
        try:
            state = flow(*parameters, **named, return_state=True)
        except Exception as error:
            if not PREFECT_API_URL.value():
                raise
            state = ended_in()
            _tell_of_server(PREFECT_API_URL.value(), error, has_run=state is not None)
    ended = state.result(raise_on_failure=False)
    if isinstance(ended, NotPassedError):
        ended = ended.outcome
    if isinstance(ended, ends_in or Outcome):
        return ended
    errors.print(Text(f"copydesk: {otherwise}: {ended}", style="red"))
    raise typer.Exit(NOT_PUBLISHED)


def _tell_of_server(address: str, error: Exception, *, has_run: bool) -> None:
    """The Prefect server cannot be reached: a run that has done its work goes on to say so, another ends here."""
    if has_run:
        _unheard.append(address)
        message = f"the Prefect server at {address} is gone; the next run brings it this run's report"
        errors.print(Text(f"copydesk: {message}", style="yellow"))
        return
    message = (
        f"the Prefect server at {address} cannot be reached, and nothing was done ({error}). Start it with "
        "prefect server start or copydesk serve, or unset PREFECT_API_URL to run without one."
    )
    errors.print(Text(f"copydesk: {message}", style="red"))
    raise typer.Exit(NOT_PUBLISHED)


def leave_if_unheard(status: int) -> None:
    """End the process now where the server is gone: Prefect's threads would try for minutes to tell it the rest."""
    if _unheard:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def end_with(outcome: "Outcome") -> NoReturn:
    """Print the outcome, and end the command with its status."""
    from flows.summary import show

    show(outcome)
    raise typer.Exit(NOT_PUBLISHED if outcome.status == "gate_closed" else PUBLISHED)
