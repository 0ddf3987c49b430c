"""How far a long load is, as a progress artifact in the Prefect UI."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

PROGRESS_KEY = "load-progress"
# An artifact costs a second or two: short loads make none, long ones a few a minute.
_FIRST_AFTER, _THEN_EVERY = 30.0, 20.0


@contextmanager
def shown_in_the_ui(share_done: Callable[[], float | None], first_after: float = _FIRST_AFTER) -> Iterator[None]:
    """Show how far the `with` block is, from a thread of its own; `share_done` says it, 0 to 1, null where unknown."""
    ended = threading.Event()

    def show() -> None:
        artifact: UUID | None = None
        wait = first_after
        while not ended.wait(wait):
            wait = _THEN_EVERY
            done = share_done()
            if done is None:
                continue
            artifact = _show(artifact, round(done * 100, 1))
        if artifact is not None:
            _show(artifact, round((share_done() or 0.0) * 100, 1))

    # the thread speaks for this flow run
    thread = threading.Thread(target=copy_context().run, args=(show,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=10)


def _show(artifact: UUID | None, per_cent: float) -> UUID | None:
    """Create or update it; a server that does not answer must not end a load."""
    try:
        if artifact is None:
            made = create_progress_artifact(
                per_cent, key=PROGRESS_KEY, description="Per cent of the files that are done"
            )
            return made if isinstance(made, UUID) else None
        update_progress_artifact(artifact, per_cent)
    except Exception:  # noqa: BLE001 - whatever keeps it from being shown, the load goes on
        return artifact
    return artifact
