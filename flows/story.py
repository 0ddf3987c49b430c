"""What a load says of itself in its log, on the run's page in the UI and on the worker's terminal."""

import unicodedata
from collections.abc import Mapping
from typing import Protocol

from flows.batches import Batch
from flows.intake import Survey
from flows.outcome import Outcome

# The log is read to the end: beyond this the report has the rest.
_MOST_LINES = 10
_LONGEST = 300


class Logger(Protocol):
    """What is used of a run's logger."""

    def info(self, msg: str, *args: object) -> None: ...  # noqa: D102
    def warning(self, msg: str, *args: object) -> None: ...  # noqa: D102
    def error(self, msg: str, *args: object) -> None: ...  # noqa: D102


def found(logger: Logger, survey: Survey) -> None:
    """Say what lies in the inbox, and name the files that cannot be read."""
    new, held = len(survey.to_load), len(survey.problems)
    parts = [f"{new:,} to load", f"{survey.found - new - held - len(survey.left):,} known"]
    parts += [f"{held:,} that cannot be read"] if held else []
    parts += [f"{len(survey.left):,} still being written, or gone"] if survey.left else []
    logger.info("Found %s: %s", _number(survey.found, "file"), ", ".join(parts))
    for problem in survey.problems[:_MOST_LINES]:
        logger.warning("Held %s: %s", _plain(problem.path), _plain(f"{problem.code}, {problem.message}"))
    _and_more(logger, len(survey.problems))


def mended(logger: Logger, set_aside: tuple[str, ...]) -> None:
    """Say what of the warehouse was damaged, and where it is now."""
    for sentence in set_aside:
        logger.warning("%s", _plain(sentence))


def worked(logger: Logger, batch: Batch) -> None:
    """Say what came of a batch."""
    rows = {table.name: frame.height for table, frame in batch.passed.items()}
    logger.info("Batch %s: %s", batch.number, _rows(rows))
    if held := len(batch.held) + len(batch.failed):
        logger.warning("Batch %s: %s held, see the table quarantine", batch.number, _number(held, "row"))


def ended(logger: Logger, outcome: Outcome) -> None:
    """Say how the load ended, and why."""
    judged = outcome.summary.verdict
    if outcome.status == "gate_closed":
        logger.error("The gate is closed, nothing was published")
        for why in judged.closed_by[:_MOST_LINES]:
            logger.error("Closed by %s", _plain(why))
        return _and_more(logger, len(judged.closed_by))
    logger.info("%s", _plain(outcome.message))
    for why in judged.warnings[:_MOST_LINES]:
        logger.warning("%s", _plain(why))
    return _and_more(logger, len(judged.warnings))


def _rows(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in rows.items())


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _and_more(logger: Logger, lines: int) -> None:
    if lines > _MOST_LINES:
        logger.warning("… and %s more, all of them in the report", f"{lines - _MOST_LINES:,}")


def _plain(text: str) -> str:
    """One line without control characters: names of files and texts of articles are strangers' words."""
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return "".join("\ufffd" if unicodedata.category(character) == "Cc" else character for character in line)
