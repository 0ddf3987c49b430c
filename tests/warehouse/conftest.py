from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a new warehouse is to be published."""
    return tmp_path / "copydesk.duckdb"


@pytest.fixture
def private(path: Path) -> Path:
    return path.with_name("copydesk.private.duckdb")
