"""How far a load is and where its time goes: bars on the terminal (none where standard error is none), and seconds."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


class Progress:
    """The steps of a load. Steps may be timed beside each other in several threads."""

    def __init__(self, bars: Bars) -> None:
        """Draw on these bars, and begin to count."""
        self._bars = bars
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._seconds: dict[str, float] = {}

    def bar(self, description: str, total: int) -> Callable[[int], None]:
        """Show a bar; the function returned moves it on by so many units."""
        task = self._bars.add_task(description, total=total)
        return lambda units: self._bars.advance(task, units)

    def share_done(self) -> float | None:
        """How far the steps under way are, 0 to 1; null before there is one."""
        tasks = [task for task in self._bars.tasks if task.total]
        return tasks[-1].percentage / 100 if tasks else None

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Count the seconds of the `with` block to this step."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.add(step, time.monotonic() - began)

    def add(self, step: str, seconds: float) -> None:
        """Count these seconds to the step."""
        with self._lock:
            self._seconds[step] = self._seconds.get(step, 0.0) + seconds

    def seconds(self) -> dict[str, float]:
        """Seconds a step so far, and in all."""
        return {**self._seconds, "in all": time.monotonic() - self._began}


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
