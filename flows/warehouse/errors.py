"""What can keep a load from the warehouse; each message says which file, and what to do."""


class WarehouseError(Exception):
    """The warehouse could not be opened, loaded or published; nothing of it was changed."""


class WarehouseBusyError(WarehouseError):
    """Another load has the warehouse open."""


class NotAWarehouseError(WarehouseError):
    """The file is not a database, or not one that copydesk made."""


class DamagedWarehouseError(WarehouseError):
    """The file has lost rows that its ledger counts, and nothing is there to begin again from."""


class NewerWarehouseError(WarehouseError):
    """The file was made by a newer copydesk, whose migrations this one does not know."""


class MigrationChangedError(WarehouseError):
    """A migration that this warehouse has recorded reads differently now."""


class CheckFailedError(WarehouseError):
    """A check of the tables found rows that may not be there; the load was rolled back."""

    def __init__(self, check: str, why: str, rows: list[str]) -> None:
        """Name the check and show the first rows it found."""
        super().__init__(f"check {check} failed: {why} Rows found: " + "; ".join(rows))
        self.check = check
        self.why = why
        self.rows = rows
