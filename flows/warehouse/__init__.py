"""The warehouse: the one place that opens DuckDB. Loads work on a private file; readers see whole published ones."""

from flows.warehouse.audit import CheckedWhole, Published, is_current, open_published
from flows.warehouse.errors import (
    CheckFailedError,
    MigrationChangedError,
    NewerWarehouseError,
    NotAWarehouseError,
    WarehouseBusyError,
    WarehouseError,
)
from flows.warehouse.ledger import Run, Tally
from flows.warehouse.load import Load
from flows.warehouse.quarantine import Filters
from flows.warehouse.records import Settled
from flows.warehouse.warehouse import Warehouse, open_warehouse

__all__ = [
    "CheckFailedError",
    "CheckedWhole",
    "Filters",
    "Load",
    "MigrationChangedError",
    "NewerWarehouseError",
    "NotAWarehouseError",
    "Published",
    "Run",
    "Settled",
    "Tally",
    "Warehouse",
    "WarehouseBusyError",
    "WarehouseError",
    "is_current",
    "open_published",
    "open_warehouse",
]
