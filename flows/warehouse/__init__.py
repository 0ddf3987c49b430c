"""The warehouse: the one place that opens DuckDB. Loads work on a private file; readers see whole published ones."""

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
from flows.warehouse.warehouse import Warehouse, open_warehouse

__all__ = [
    "CheckFailedError",
    "Load",
    "MigrationChangedError",
    "NewerWarehouseError",
    "NotAWarehouseError",
    "Run",
    "Tally",
    "Warehouse",
    "WarehouseBusyError",
    "WarehouseError",
    "open_warehouse",
]
