"""Times as formats print them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.times import read_time


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2026-03-02T14:30:00+01:00", "2026-03-02T14:30:00+01:00"),
        ("2026-03-02T14:30:00.123Z", "2026-03-02T14:30:00.123000+00:00"),
        ("2026-03-02 14:30", "2026-03-02T14:30:00"),
        ("2026-03-02", "2026-03-02T00:00:00"),
        ("20260302T143000+0100", "2026-03-02T14:30:00+01:00"),
        ("20260302", "2026-03-02T00:00:00"),
        ("2026/3/2 14:30", "2026-03-02T14:30:00"),
        ("2026-03-02 14:30:00 +0100", "2026-03-02T14:30:00+01:00"),
        ("2026-03-02 14:30:00 UTC", "2026-03-02T14:30:00+00:00"),
        ("Mon, 02 Mar 2026 14:30:00 +0100", "2026-03-02T14:30:00+01:00"),
        ("Mon, 02 Mar 26 14:30:00 EST", "2026-03-02T14:30:00-05:00"),
        ("2 Mar 2026 14:30 GMT", "2026-03-02T14:30:00+00:00"),
        (" 2-MAR-1987 15:01:01.79", "1987-03-02T15:01:01.790000"),
        ("March 2, 2026 2:30 PM PST", "2026-03-02T14:30:00-08:00"),
        ("Monday, 2 March 2026", "2026-03-02T00:00:00"),
        (datetime(2026, 3, 2, 14, 30, tzinfo=UTC), "2026-03-02T14:30:00+00:00"),
        (1772461800, "2026-03-02T14:30:00+00:00"),
        (1772461800123, "2026-03-02T14:30:00.123000+00:00"),
        # either of two days, no day at all, or no time
        ("03/04/2026", None),
        ("March 2026", None),
        ("2026", None),
        ("yesterday", None),
        ("0001-01-01", None),
        ("2026-13-02", None),
        ("May she said in 2026 that", None),
        ("", None),
        (7, None),
        (True, None),
        (float("nan"), None),
        (None, None),
        (["2026-03-02"], None),
    ],
)
def test_a_time_keeps_the_zone_it_gives_and_what_is_no_time_is_none(printed: object, iso: str | None):
    assert read_time(printed) == iso


@given(st.text(max_size=60) | st.text("0123456789-/:.TZ+ MarchGMT", max_size=40) | st.floats() | st.integers())
def test_anything_is_a_time_that_any_zone_can_hold_or_none(printed: object):
    iso = read_time(printed)
    assert iso is None or datetime.fromisoformat(iso).astimezone(UTC).year
