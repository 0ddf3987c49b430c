"""What is outside fails now and then: it is asked again, and what stays away ends the run in a state of its own."""

from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from tests.conftest import Server

pytestmark = pytest.mark.server


class FlakyFileSystem(MemoryFileSystem):
    """A store that fails as often as `failures` says: to be listed, and then to be read."""

    protocol = "flaky"
    failures = {"info": 0, "open": 0}  # noqa: RUF012
    asked = {"info": 0, "open": 0}  # noqa: RUF012

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return super()._strip_protocol(path.replace("flaky://", "memory://"))

    def _fail(self, what: str) -> None:
        self.asked[what] += 1
        if self.asked[what] <= self.failures[what]:
            raise TimeoutError("the store is busy")

    def isdir(self, path: str) -> bool:
        self._fail("info")
        return super().isdir(path)

    def open(self, path: str, mode: str = "rb", **how: object) -> object:
        self._fail("open")
        return super().open(path, mode, **how)


@pytest.fixture
def flaky():
    fsspec.register_implementation("flaky", FlakyFileSystem, clobber=True)
    FlakyFileSystem.failures.update(info=0, open=0)
    store = fsspec.filesystem("flaky")
    store.store.clear()
    store.pipe({f"/inbox/{name}.txt": f"Story {name}.".encode() for name in "ab"})
    FlakyFileSystem.asked.update(info=0, open=0)
    yield FlakyFileSystem
    store.store.clear()


@pytest.fixture
def load(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Load flaky://inbox in this process, at the server, without the seconds between attempts → its last state."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows import load_articles as module

    quickly = module.look_for_files.with_options(retry_delay_seconds=[0.01] * 3)
    monkeypatch.setattr(module, "look_for_files", quickly)
    with temporary_settings({PREFECT_API_URL: server.env["PREFECT_API_URL"]}):
        yield lambda: module.load_articles(["flaky://inbox"], tmp_path / "w.duckdb", workers=1, return_state=True)


def test_an_address_that_comes_back_is_asked_again_and_loaded(flaky, load):
    flaky.failures.update(info=1, open=1)

    state = load()

    assert (state.name, flaky.asked) == ("Completed", {"info": 3, "open": 3}), state.message
    assert "2 files found: 2 loaded" in state.message


def test_an_address_that_stays_away_is_trouble_outside_and_no_wrong_setting(flaky, load):
    flaky.failures.update(info=1000)

    state = load()

    assert (state.type.value, flaky.asked["info"]) == ("CRASHED", 4)
    assert state.message.startswith("Outside trouble: flaky://inbox cannot be listed: TimeoutError: the store is busy")


def test_a_single_file_that_stays_away_is_held_and_the_rest_goes_on(flaky, load, monkeypatch):
    def open_but_b(self, path: str, mode: str = "rb", **how: object) -> object:
        if path.endswith("b.txt"):
            raise PermissionError("not yours")
        return MemoryFileSystem.open(self, path, mode, **how)

    monkeypatch.setattr(flaky, "open", open_but_b)

    state = load()

    assert "2 files found: 1 loaded, 1 quarantined" in state.message, state.message
