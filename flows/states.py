"""The states in which runs end: they tell apart bad data, wrong settings and a broken machine.

| state | message | what it means |
|---|---|---|
| Completed | Published … | published, or nothing was new |
| Completed with warnings | Published … | published; the report says what to look at |
| Failed | Gate closed by … | bad data: nothing was published |
| Failed | Wrong settings: … | a setting, a path or a suite must be mended; running again changes nothing |
| Cancelled | Not its turn: … | another run held the warehouse for too long; the next run finds the same files |
| Crashed | Outside trouble: … | an address did not answer, several times; the next run asks it again |
| Crashed | Machine trouble: … | disk, memory or a process gave way; what was published is as it was |
"""

import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec

import duckdb
from prefect import get_run_logger
from prefect.context import TagsContext
from prefect.states import Cancelled, Completed, Crashed, Failed, State
from pydantic import ValidationError

from flows.intake.find import MissingPathError, OutsideError
from flows.processes import LostError
from flows.quality.suites import SuiteError
from flows.stopping import run_stoppably
from flows.warehouse import MigrationChangedError, NewerWarehouseError, NotAWarehouseError, WarehouseBusyError
from flows.warehouse.errors import WarehouseError
from flows.warehouse.identities import WrongReferenceError

Parameters = ParamSpec("Parameters")


class NotPassedError(Exception):
    """The data of a run whose checks did not pass: its message, and the outcome in full."""

    def __init__(self, message: str, outcome: Any) -> None:
        super().__init__(message)
        self.outcome = outcome


_WRONG_SETTINGS = (
    ValidationError,
    SuiteError,
    WrongReferenceError,
    MissingPathError,
    NotAWarehouseError,
    NewerWarehouseError,
    MigrationChangedError,
)
_MACHINE_TROUBLE = (OSError, MemoryError, duckdb.Error, WarehouseError, LostError)


def state_of(outcome: Any, name: str, message: str, *, failed: bool) -> State[Any]:
    """The state of a run that came to its end; the outcome is its data, in a NotPassedError where it `failed`."""
    if failed:
        return Failed(name=name, message=message, data=_told(NotPassedError(message, outcome)))
    return Completed(name=name, message=message, data=outcome)


def told_apart(body: Callable[Parameters, State[Any]]) -> Callable[Parameters, State[Any]]:
    """Let the body of a flow end in the state that fits the error it raises; the error is the state's data.

    Errors that nobody foresaw are left to Prefect: the run is then Failed, with the traceback in its logs.
    """

    @wraps(body)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> State[Any]:
        _ended.clear()
        # the run's tags are not for its tasks: each would ask the server for a turn by each of them
        with TagsContext(current_tags=set()):
            _ended.append(_end_of(partial(body, *args, **kwargs)))
        return _ended[0]

    return run


def ended_in() -> State[Any] | None:
    """The state in which the body of this process' last flow ended, whether or not the server could be told."""
    return _ended[0] if _ended else None


_ended: list[State[Any]] = []


def _end_of(body: Callable[[], State[Any]]) -> State[Any]:
    try:
        return run_stoppably(body)
    except WarehouseBusyError as error:
        get_run_logger().warning("%s", error)
        return Cancelled(message=f"Not its turn: {error}", data=_told(error))
    except _WRONG_SETTINGS as error:
        get_run_logger().error("Wrong settings: %s", _sentence(error))
        return Failed(message=f"Wrong settings: {_sentence(error)}", data=_told(error))
    except OutsideError as error:
        get_run_logger().error("Outside trouble: %s", error)
        return Crashed(message=f"Outside trouble: {error}", data=_told(error))
    except _MACHINE_TROUBLE as error:
        get_run_logger().exception("Machine trouble")
        return Crashed(message=f"Machine trouble: {type(error).__name__}: {error}", data=_told(error))


_errors_told: set[int] = set()


def _told(error: Exception) -> Exception:
    """The error, which Prefect's engine need not log once more, with a traceback, as one that nobody expected."""
    logger = logging.getLogger("prefect.flow_runs")
    if _is_news not in logger.filters:
        logger.addFilter(_is_news)
    _errors_told.add(id(error))
    return error


def _is_news(record: logging.LogRecord) -> bool:
    from_engine = record.funcName == "run_flow" and record.exc_info is not None
    return not (from_engine and record.exc_info is not None and id(record.exc_info[1]) in _errors_told)


def _sentence(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        f"COPYDESK_{'_'.join(str(part) for part in trouble['loc']).upper()}: {trouble['msg']}, not {trouble['input']!r}"
        for trouble in error.errors()
    )
