"""Copydesk's settings: `COPYDESK_*` in the environment or in a `.env` file of the working folder."""

import json
import os
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.intake.fields import FIELDS
from flows.intake.limits import Limits
from flows.intake.survey import Trust

BatchSize = Annotated[int, Field(ge=1, le=100_000)]
Workers = Annotated[int, Field(ge=1, le=256)]


class Settings(BaseSettings):
    """What a load needs to know; each field is the environment variable `COPYDESK_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="COPYDESK_", env_file=".env", env_ignore_empty=True, extra="ignore")

    inbox: str = Field("inbox", description="The folder, pattern or address whose files are loaded by default.")
    warehouse: Path = Field(Path("warehouse/copydesk.duckdb"), description="The DuckDB file that readers query.")
    batch_size: BatchSize = Field(2000, description="Articles that are parsed and checked together.")
    workers: Workers = Field(default_factory=lambda: os.cpu_count() or 1, description="Parsing processes; one a core.")
    references: Path | None = Field(
        None, description="A folder of your own people.csv, organisations.csv and places.csv, with ids from outside."
    )
    expectations: Path | None = Field(None, description="A folder of expectation suites instead of the built-in ones.")
    model: str | None = Field(None, description="A spaCy pipeline (name or folder) instead of the built-in one.")
    max_file_bytes: int = Field(Limits.file_bytes, ge=1, description="A larger file is held without being read.")
    max_record_bytes: int = Field(Limits.record_bytes, ge=1, description="Bytes of one article as its format has it.")
    max_records: int = Field(Limits.records, ge=1, description="Records of one file; those beyond are not read.")
    max_characters: int = Field(Limits.characters, ge=1, description="Characters of one article.")
    max_depth: int = Field(Limits.depth, ge=1, le=900, description="Levels that JSON, XML and pages may be nested.")
    max_members: int = Field(Limits.members, ge=1, description="Files in one archive; those beyond are not read.")
    max_nesting: int = Field(Limits.nesting, ge=1, le=20, description="Archives in archives.")
    max_expansion: int = Field(Limits.expansion, ge=1, description="Bytes that one compressed byte may become.")
    max_seconds: float = Field(
        Limits.seconds, gt=0, description="Seconds that reading or parsing one article may take."
    )
    max_memory: int = Field(
        Limits.memory, ge=10_000_000, description="Bytes of memory that reading or parsing may take, in each process."
    )
    max_kept_bytes: int = Field(
        Limits.kept_bytes, ge=0, description="Bytes kept of one thing held, to replay it later."
    )
    max_kept_bytes_in_all: int = Field(Limits.kept_bytes_in_all, ge=0, description="Bytes kept of all that is held.")
    trust_after_seconds: float = Field(
        2.0, ge=0, description="Age from which a file of the same size and time is unchanged without being read."
    )
    json_keys: Annotated[dict[str, str], NoDecode] = Field(
        {}, description='Your own keys of JSON, CSV and Parquet: `{"title": "hed", "text": "story.body"}`.'
    )

    @field_validator("json_keys", mode="before")
    @classmethod
    def _as_json(cls, keys: Any) -> Any:
        try:
            return json.loads(keys) if isinstance(keys, str) else keys
        except ValueError as error:
            raise ValueError(f'write it as JSON, {{"title": "hed", "text": "story.body"}} ({error})') from error

    @field_validator("json_keys")
    @classmethod
    def _known_fields(cls, keys: dict[str, str]) -> dict[str, str]:
        if unknown := [field for field in keys if field not in FIELDS]:
            raise ValueError(f"{', '.join(unknown)} is no field of an article; these are: {', '.join(FIELDS)}")
        if empty := [field for field, path in keys.items() if not path.strip()]:
            raise ValueError(f"{', '.join(empty)} is mapped to nothing; name a key, such as story.body")
        return keys

    @property
    def limits(self) -> Limits:
        """The limits of one file, as the settings `max_…` have them, and the keys that go with them."""
        limits = {name.removeprefix("max_"): value for name, value in self if name.startswith("max_")}
        return Limits(**limits, keys=tuple(self.json_keys.items()))

    def trust(self, rehash: bool = False) -> Trust:
        """When a file is taken for unchanged without being read."""
        return Trust(self.trust_after_seconds, never=rehash)

    @classmethod
    def with_given(cls, **given: Any) -> Self:
        """The settings, those that are given (not None) in place of the environment's.

        Raises pydantic.ValidationError, which names each wrong value.
        """
        return cls(**{name: value for name, value in given.items() if value is not None})
