"""Child processes that read: the culprit pays, the others are read, in order."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

import ledger.read.workers
from ledger.read.child_side import Failure
from ledger.read.reading_costs import ReadingCaps
from ledger.read.workers import ForChild, Ready, read_all, worker_count


@pytest.fixture(autouse=True)
def _as_users_start_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger.read.workers, "START", multiprocessing.get_context("spawn"))


class Panic(BaseException):
    """What a reader written in another language raises: no Exception."""


def _work(seconds: float) -> None:
    """Use the processor for so long, by its own count."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def read(job: str) -> str:
    if job == "dies":
        os.kill(os.getpid(), signal.SIGABRT)
    if job == "hangs":
        time.sleep(3600)
    if job == "spins":
        while True:
            pass
    if job == "works":
        _work(0.5)
    if job == "eats":
        return str(len(bytearray(8 << 30)))
    if job.startswith("tells:"):
        Path(job.removeprefix("tells:")).touch()
    if job == "panics":
        raise Panic
    if job == "fails":
        raise ValueError(job)
    return job.upper()


@pytest.mark.parametrize(
    ("culprit", "reason"),
    [
        ("dies", "読み取りの途中で止まりました"),
        ("eats", "メモリの上限を超えました"),
        ("panics", "プログラムの中の誤り"),
        ("fails", "プログラムの中の誤り"),
    ],
)
def test_only_the_culprit_pays(culprit: str, reason: str) -> None:
    jobs = [*"abc", culprit, *"def"]
    found = list(read_all(jobs, read, ForChild, workers=1))
    assert found == ["A", "B", "C", Failure(reason), "D", "E", "F"]


def test_a_hanging_file_is_given_up() -> None:
    caps = ReadingCaps(seconds=-8.0)  # ten seconds of grace less eight: two
    found = list(read_all(["a", "hangs", "b"], read, ForChild, workers=1, caps=caps))
    assert found == ["A", Failure("時間の上限を超えました"), "B"]


@pytest.mark.skipif(sys.platform == "win32", reason="there a job object does it")
def test_a_file_that_spins_is_given_up_by_the_processors_time() -> None:
    caps = ReadingCaps(seconds=3600.0, cpu_seconds=1.0)
    found = list(read_all(["a", "spins", "b"], read, ForChild, workers=1, caps=caps))
    assert found == ["A", Failure("時間の上限を超えました"), "B"]


@pytest.mark.skipif(sys.platform == "win32", reason="there a job object does it")
def test_each_file_has_the_whole_of_its_time() -> None:
    jobs = ["works"] * 6
    caps = ReadingCaps(cpu_seconds=1.0)
    assert list(read_all(jobs, read, ForChild, workers=1, caps=caps)) == ["WORKS"] * 6


@pytest.mark.proof
def test_a_busy_pc_costs_no_file() -> None:
    """Eight children for each core: the clock runs eight times as fast as the work."""
    jobs = ["works"] * 8 * (os.cpu_count() or 1)
    caps = ReadingCaps(cpu_seconds=1.0)
    found = list(read_all(jobs, read, ForChild, workers=len(jobs), caps=caps))
    assert found == ["WORKS"] * len(jobs)


def test_results_keep_the_order_of_the_jobs() -> None:
    jobs = [f"job{number}" for number in range(70)]
    told: list[tuple[int, int]] = []
    found = list(
        read_all(
            jobs, read, ForChild, workers=2, progress=lambda done, total: told.append((done, total))
        )
    )
    assert found == [job.upper() for job in jobs]
    assert told[-1] == (70, 70)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_what_is_read_is_heard_at_once_and_not_lost_when_the_run_is_stopped() -> None:
    heard: dict[int, str | Failure] = {}

    def stop(done: int, _: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    jobs = ["hangs", *(f"job{number}" for number in range(70))]
    with pytest.raises(KeyboardInterrupt):
        list(read_all(jobs, read, ForChild, workers=2, progress=stop, heard=heard.__setitem__))
    assert len(heard) >= 20, "the first one hangs, and holds up nobody"
    assert 0 not in heard
    assert all(result == jobs[number].upper() for number, result in heard.items())


def test_what_a_child_has_said_is_heard_before_it_is_stopped(tmp_path: Path) -> None:
    heard: list[int] = []
    said = tmp_path / "said"

    def stop(done: int, _: int) -> None:
        while not said.exists():
            time.sleep(0.01)
        time.sleep(0.05)  # the answer to the file before this one is on its way
        raise KeyboardInterrupt

    jobs = ["a", "b", "c", f"tells:{said}", "hangs"]
    with pytest.raises(KeyboardInterrupt):
        list(
            read_all(
                jobs,
                read,
                ForChild,
                workers=1,
                progress=stop,
                heard=lambda number, _: heard.append(number),
            )
        )
    assert heard[:3] == [0, 1, 2]


def test_in_this_process_for_trusted_files() -> None:
    assert list(read_all(["a", "fails"], read, ForChild, workers=0)) == [
        "A",
        Failure("プログラムの中の誤り"),
    ]


def test_what_is_known_needs_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger.read.workers, "START", None)

    def known(job: str) -> ForChild[str] | Ready[str | Failure]:
        return Ready(f"{job}!")

    assert list(read_all(["a", "b"], read, known, workers=2)) == ["a!", "b!"]


def test_known_and_unknown_keep_their_order() -> None:
    def load(job: str) -> ForChild[str] | Ready[str | Failure]:
        return Ready("known") if job in "bd" else ForChild(job, 3_000_000)

    found = list(read_all(["a", "b", "c", "d", "e"], read, load, workers=2))
    assert found == ["A", "known", "C", "known", "E"]


def test_nothing_to_read() -> None:
    assert list(read_all([], read, ForChild, workers=2)) == []


@pytest.mark.parametrize(("files", "wanted", "least"), [(1, 0, 1), (10, 3, 3), (10_000, 0, 1)])
def test_how_many_children(files: int, wanted: int, least: int) -> None:
    assert worker_count(files, wanted) >= least
    assert worker_count(99, 0) == 1
