"""What the commands share: exit statuses, errors for people, and the settings."""

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


def run_flow(flow: Any, *parameters: Any, ends_in: Any = None, **named: Any) -> Any:
    """Run a flow that ends in an Outcome, or in what is named; otherwise say so and end the command with status 1."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.outcome import Outcome
    from flows.states import NotPassedError

    # Heartbeats tell a server of workers that died. A person sees the end of this run, and each run would wait for the
    # next whole second of the heartbeat's thread.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        ended = flow(*parameters, **named, return_state=True).result(raise_on_failure=False)
    if isinstance(ended, NotPassedError):
        ended = ended.outcome
    if isinstance(ended, ends_in or Outcome):
        return ended
    errors.print(Text(f"copydesk: nothing was published: {ended}", style="red"))
    raise typer.Exit(NOT_PUBLISHED)


def end_with(outcome: "Outcome") -> NoReturn:
    """Print the outcome, and end the command with its status."""
    from flows.summary import show

    show(outcome)
    raise typer.Exit(NOT_PUBLISHED if outcome.status == "gate_closed" else PUBLISHED)
