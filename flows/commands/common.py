"""What the commands share: exit statuses, errors for people, and the settings."""

from typing import NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from flows.settings import Settings

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
