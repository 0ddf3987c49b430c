"""`copydesk score`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.commands.common import errors, refuse, settings_from


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
        scores = score_articles(gold, settings_from())
    except (FileNotFoundError, ValueError) as error:
        refuse(str(error))
    if as_json:
        typer.echo(scores.as_json())
    else:
        Console().print(scores.as_table())
    below = scores.below(read_floors(gold)) if (gold / "floors.json").exists() else []
    for line in below:
        errors.print(Text(line, style="red"))
    raise typer.Exit(1 if below else 0)
