"""A process that hangs or dies is told and replaced; the next task is done as if nothing had been."""

import time

import pytest

from flows.processes import ClosedError, Crew, LostError, Worker
from tests import sleepers


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.close()


@pytest.mark.parametrize(("task", "too_slow"), [(sleepers.hang, True), (sleepers.crash, False)])
def test_a_task_that_hangs_or_crashes_is_lost_and_the_next_is_done(worker, task, too_slow):
    given = []
    with pytest.raises(LostError) as lost:
        given.extend(worker.run((task, ()), seconds=3))

    assert lost.value.too_slow == too_slow
    assert list(worker.run((sleepers.count_to, (3,)), seconds=20)) == [0, 1, 2]


def test_what_a_task_raises_is_raised_here_and_its_process_goes_on(worker):
    with pytest.raises(ValueError, match="not today"):
        list(worker.run((sleepers.refuse, ())))
    first = worker.pid

    assert list(worker.run((sleepers.count_to, (2,)))) == [0, 1]
    assert worker.pid == first


def test_a_crew_does_every_job_though_some_are_lost():
    crew: Crew = Crew(2)

    def job(task, *args):
        def done(worker):
            try:
                return list(worker.run((task, args), seconds=20))
            except LostError:
                return "lost"

        return done

    try:
        jobs = [job(sleepers.count_to, n) if n % 3 else job(sleepers.crash) for n in range(9)]
        futures = [crew.submit(one) for one in jobs]
        results = [future.result(timeout=60) for future in futures]
    finally:
        crew.close()

    assert results == ["lost" if n % 3 == 0 else list(range(n)) for n in range(9)]


def test_a_job_under_way_when_its_crew_is_closed_is_told_so():
    crew: Crew = Crew(1)
    future = crew.submit(lambda worker: list(worker.run((sleepers.hang, ()))))
    time.sleep(1)

    crew.close()

    with pytest.raises(ClosedError):
        future.result(timeout=10)
