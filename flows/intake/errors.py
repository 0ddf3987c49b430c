"""What stands in the way of reading a file."""


class UnreadableError(Exception):
    """A file, a member or a record that cannot be taken in: `code` is stable, the message is for people.

    `data` are the bytes of the record where they are at hand, so that it can be read again later.
    """

    def __init__(self, code: str, message: str, data: bytes | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data

    def __reduce__(self) -> tuple[type["UnreadableError"], tuple[str, str, bytes | None]]:
        """Cross from one process to another."""
        return type(self), (self.code, str(self), self.data)


class VanishedError(UnreadableError):
    """A file that was found and is gone, perhaps with its folder: it is left for the next load."""


class StillWrittenError(Exception):
    """A file that somebody is writing: it is left for the next load."""
