"""Copydesk's settings: `COPYDESK_*` in the environment or in a `.env` file of the working folder."""

import os
from pathlib import Path
from typing import Any, Self

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a load needs to know; each field is the environment variable `COPYDESK_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="COPYDESK_", env_file=".env", env_ignore_empty=True, extra="ignore")

    inbox: Path = Field(Path("inbox"), description="The folder whose files are loaded when no path is given.")
    warehouse: Path = Field(Path("warehouse/copydesk.duckdb"), description="The DuckDB file that readers query.")
    batch_size: int = Field(2000, ge=1, le=100_000, description="Articles that are parsed and checked together.")
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, le=256, description="Parsing processes; one a core."
    )
    expectations: Path | None = Field(None, description="A folder of expectation suites instead of the built-in ones.")
    model: str | None = Field(None, description="A spaCy pipeline (name or folder) instead of the built-in one.")
    max_file_bytes: int = Field(
        64_000_000, ge=1, description="A larger file is held in quarantine without being read into memory."
    )

    @classmethod
    def with_given(cls, **given: Any) -> Self:
        """The settings, those that are given (not None) in place of the environment's.

        Raises pydantic.ValidationError, which names each wrong value.
        """
        return cls(**{name: value for name, value in given.items() if value is not None})
