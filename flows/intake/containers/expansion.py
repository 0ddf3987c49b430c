"""What comes out of compressed bytes is counted while it comes out, so that a bomb is refused before it goes off."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits

# A small file may hold much: this much may come out of any, whatever its size.
_ALWAYS = 8


@dataclass(slots=True)
class Budget:
    """How many bytes may still come out of one file, over all that is packed in it."""

    left: int

    @classmethod
    def of(cls, file_bytes: int, limits: Limits) -> "Budget":
        """The budget of a file of that size."""
        return cls(max(_ALWAYS * limits.expansion_floor, limits.expansion * file_bytes))

    def spend(self, size: int) -> None:
        """Take so many bytes from it. Raises UnreadableError `bomb` where nothing is left."""
        self.left -= size
        if self.left < 0:
            raise bomb("this archive")


def bomb(what: str) -> UnreadableError:
    """The refusal of something that grows beyond measure."""
    return UnreadableError("bomb", f"{what} grows beyond COPYDESK_MAX_EXPANSION times its size when it is unpacked")


class Expansion(io.RawIOBase):
    """The bytes that `produce` gives piece by piece, empty at the end, held to the limits by their `cost` so far."""

    def __init__(self, produce: Callable[[], bytes], cost: Callable[[], int], budget: Budget, limits: Limits) -> None:
        super().__init__()
        self._produce = produce
        self._cost = cost
        self._budget = budget
        self._limits = limits
        self._piece = memoryview(b"")
        self._size = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer as far as the next piece goes. Raises UnreadableError `bomb` and `damaged_archive`."""
        target = memoryview(cast("bytearray", buffer)).cast("B")
        if not self._piece:
            self._piece = memoryview(self._produce())
            self._size += len(self._piece)
            self._budget.spend(len(self._piece))
            if self._size > max(self._limits.expansion_floor, self._limits.expansion * self._cost()):
                raise bomb("this")
        count = min(len(target), len(self._piece))
        target[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count


def buffered(raw: Expansion) -> BinaryIO:
    """The stream as readers take it: with read, readline and peek."""
    return io.BufferedReader(raw, 131_072)


def head_of(stream: BinaryIO) -> bytes:
    """The first bytes of a buffered stream, up to 64 KiB, without taking them from it."""
    return cast("io.BufferedReader", stream).peek(65_536)[:65_536]
