"""The warehouse: the one place that opens DuckDB. Loads work on a private file; readers see whole published ones."""

from flows.warehouse.audit import CheckedWhole, Published, is_current, open_published
from flows.warehouse.backup import back_up, restore
from flows.warehouse.errors import (
    CheckFailedError,
    DamagedWarehouseError,
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
from flows.warehouse.verify import Finding, Verified, verify
from flows.warehouse.warehouse import Warehouse, open_warehouse

__all__ = [
    "CheckFailedError",
    "CheckedWhole",
    "DamagedWarehouseError",
    "Filters",
    "Finding",
    "Load",
    "MigrationChangedError",
    "NewerWarehouseError",
    "NotAWarehouseError",
    "Published",
    "Run",
    "Settled",
    "Tally",
    "Verified",
    "Warehouse",
    "WarehouseBusyError",
    "WarehouseError",
    "back_up",
    "is_current",
    "open_published",
    "open_warehouse",
    "restore",
    "verify",
]
