"""A progress bar on the terminal; nothing where standard error is not one."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


class Progress:
    """The steps of a load, each with its bar."""

    def __init__(self, bars: Bars) -> None:
        """Draw on these bars."""
        self._bars = bars

    def step(self, name: str, total: int | None) -> "Step":
        """Begin a step of `total` units, or of unknown length."""
        return Step(self._bars, name, total)


class Step:
    """One bar."""

    def __init__(self, bars: Bars, name: str, total: int | None) -> None:
        """Draw it."""
        self._bars = bars
        self._id = bars.add_task(name, total=total)

    def advance(self, units: int = 1) -> None:
        """Move it on."""
        self._bars.advance(self._id, units)


@contextmanager
def progress() -> Iterator[Progress]:
    """Show the bars while the `with` block runs."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        yield Progress(bars)
