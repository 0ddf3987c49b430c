"""What holds other files: told by its first bytes, and unpacked as a stream → a `Source` for each file in it."""

from collections.abc import Callable, Iterator

from flows.intake.errors import UnreadableError
from flows.intake.source import Source

Unpack = Callable[[Source], Iterator[Source | UnreadableError]]


def container_of(source: Source) -> tuple[str, Unpack] | None:  # noqa: ARG001  none is unpacked yet
    """The kind of container that a source is, and what unpacks it; None where it is none."""
    return None
