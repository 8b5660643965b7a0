"""The job object of a child, on a stand-in as strict as pywin32 and Windows are.

pywin32 takes the limits as a dictionary that must have each key of the structure and no other, each
a whole number; Windows refuses a limit whose flag names nothing, a process that was opened with too
few rights, and, before Windows 8, a second job. A real Windows is for the acceptance sheet.
"""

import multiprocessing
from types import SimpleNamespace
from typing import Any

import pytest

import ledger.read.workers
from ledger.read import windows_job
from ledger.read.child_side import MEGABYTE, Failure
from ledger.read.reading_costs import ReadingCaps
from ledger.read.windows_job import AT_START, SECOND, TO_START, WindowsCalls, job_of, windows_calls
from ledger.read.workers import ForChild, read_all
from test_workers import read

BASIC = (
    *("PerProcessUserTimeLimit", "PerJobUserTimeLimit", "LimitFlags", "MinimumWorkingSetSize"),
    *("MaximumWorkingSetSize", "ActiveProcessLimit", "Affinity", "PriorityClass"),
    "SchedulingClass",
)
COUNTERS = (
    *("ReadOperationCount", "WriteOperationCount", "OtherOperationCount"),
    *("ReadTransferCount", "WriteTransferCount", "OtherTransferCount"),
)
EXTENDED = (
    *("BasicLimitInformation", "IoInfo", "ProcessMemoryLimit", "JobMemoryLimit"),
    *("PeakProcessMemoryUsed", "PeakJobMemoryUsed"),
)
TIME, MEMORY, CLOSE, UNHANDLED = 0x2, 0x100, 0x2000, 0x400
DENIED, INVALID_HANDLE, INVALID = 5, 6, 87


@pytest.fixture(autouse=True)
def _as_users_start_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger.read.workers, "START", multiprocessing.get_context("spawn"))


class WindowsError_(Exception):  # noqa: N801, N818 - as pywintypes.error
    def __init__(self, code: int, call: str) -> None:
        super().__init__(code, call, "")
        self.winerror = code


class Handle:
    def __init__(self, what: str, rights: int = 0) -> None:
        self.what, self.rights, self.is_open = what, rights, True

    def Close(self) -> None:
        assert self.is_open, "closed twice"
        self.is_open = False


class Windows:
    """One child, and what Windows holds of it."""

    JobObjectBasicAccountingInformation, JobObjectExtendedLimitInformation = 1, 9
    JOB_OBJECT_LIMIT_PROCESS_TIME, JOB_OBJECT_LIMIT_PROCESS_MEMORY = TIME, MEMORY
    JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE = CLOSE
    JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION = UNHANDLED

    def __init__(self, *, refuses: str = "") -> None:
        self.refuses = refuses
        self.handles: list[Handle] = []
        self.used = 0
        self.limits: dict[str, Any] = {
            **dict.fromkeys(EXTENDED, 0),
            "BasicLimitInformation": dict.fromkeys(BASIC, 0),
            "IoInfo": dict.fromkeys(COUNTERS, 0),
        }
        self.assigned = False

    def calls(self) -> WindowsCalls:
        return WindowsCalls(SimpleNamespace(OpenProcess=self.OpenProcess), self, WindowsError_)

    def _made(self, call: str, handle: Handle) -> Handle:
        self._may(call)
        self.handles.append(handle)
        return handle

    def _may(self, call: str, *handles: Handle) -> None:
        if call == self.refuses:
            raise WindowsError_(DENIED, call)
        if not all(handle.is_open for handle in handles):
            raise WindowsError_(INVALID_HANDLE, call)

    def CreateJobObject(self, attributes: None, name: str) -> Handle:
        assert (attributes, name) == (None, "")
        return self._made("CreateJobObject", Handle("job"))

    def OpenProcess(self, access: int, inherit: bool, pid: int) -> Handle:  # noqa: FBT001
        assert isinstance(pid, int)
        assert not inherit
        return self._made("OpenProcess", Handle("process", access))

    def QueryInformationJobObject(self, job: Handle, kind: int) -> dict[str, Any]:
        self._may("QueryInformationJobObject", job)
        if kind == self.JobObjectBasicAccountingInformation:
            return {"TotalUserTime": self.used, "TotalKernelTime": 7 * SECOND}
        assert kind == self.JobObjectExtendedLimitInformation
        nested = {key: dict(value) for key, value in self.limits.items() if isinstance(value, dict)}
        return {**self.limits, **nested}

    def SetInformationJobObject(self, job: Handle, kind: int, info: dict[str, Any]) -> None:
        self._may("SetInformationJobObject", job)
        assert kind == self.JobObjectExtendedLimitInformation
        parts = (info, EXTENDED), (info["BasicLimitInformation"], BASIC), (info["IoInfo"], COUNTERS)
        for said, keys in parts:
            if set(said) != set(keys):
                raise TypeError(set(said) ^ set(keys))
            if not all(isinstance(value, int | dict) for value in said.values()):
                raise TypeError(said)
        basic = info["BasicLimitInformation"]
        flags = basic["LimitFlags"]
        if flags & ~(TIME | MEMORY | CLOSE | UNHANDLED):
            raise WindowsError_(INVALID, "SetInformationJobObject")
        empty = (flags & TIME and basic["PerProcessUserTimeLimit"] <= 0) or (
            flags & MEMORY and info["ProcessMemoryLimit"] <= 0
        )
        if empty:
            raise WindowsError_(INVALID, "SetInformationJobObject")
        self.limits = info

    def AssignProcessToJobObject(self, job: Handle, process: Handle) -> None:
        self._may("AssignProcessToJobObject", job, process)
        if process.rights & 0x0101 != 0x0101:
            raise WindowsError_(DENIED, "AssignProcessToJobObject")
        assert not self.assigned
        self.assigned = True


def test_子プロセスは_時間とメモリと終わり方を決められる() -> None:
    windows = Windows()
    job = job_of(4711, 8.0, 700, windows.calls())
    assert job is not None
    assert windows.assigned
    basic = windows.limits["BasicLimitInformation"]
    assert basic["LimitFlags"] == TIME | MEMORY | CLOSE | UNHANDLED
    assert basic["PerProcessUserTimeLimit"] == round((8.0 + TO_START) * SECOND)
    assert windows.limits["ProcessMemoryLimit"] == (700 + AT_START) * MEGABYTE
    assert [h.what for h in windows.handles if h.is_open] == ["job"]
    job.close()
    assert not any(handle.is_open for handle in windows.handles)


def test_次のファイルには_また全部の時間がある() -> None:
    windows = Windows()
    job = job_of(4711, 8.0, 700, windows.calls())
    assert job is not None
    windows.used = 3 * SECOND
    job.renew(8.0)
    assert windows.limits["BasicLimitInformation"]["PerProcessUserTimeLimit"] == 11 * SECOND
    windows.refuses = "QueryInformationJobObject"
    job.renew(8.0)


@pytest.mark.parametrize(
    "call",
    [
        *("CreateJobObject", "SetInformationJobObject", "QueryInformationJobObject"),
        *("OpenProcess", "AssignProcessToJobObject"),
    ],
)
def test_断られたら_何も開いたままにせず_時計だけで読む(call: str) -> None:
    windows = Windows(refuses=call)
    assert job_of(4711, 8.0, 700, windows.calls()) is None
    assert not any(handle.is_open for handle in windows.handles)


def test_Windowsでなければ_ジョブはない() -> None:
    assert windows_calls() is None
    assert job_of(4711, 8.0, 700) is None


def test_読む子プロセスはどれもジョブに入り_終われば手放される(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Windows] = []

    def started(pid: int, seconds: float, megabytes: int) -> windows_job.ChildJob | None:
        made.append(Windows())
        return job_of(pid, seconds, megabytes, made[-1].calls())

    monkeypatch.setattr(ledger.read.workers, "job_of", started)
    found = list(read_all(["a", "dies", "b"], read, ForChild, workers=1, caps=ReadingCaps()))
    assert found == ["A", Failure("読み取りの途中で止まりました"), "B"]
    assert len(made) == 2
    assert all(windows.assigned for windows in made)
    assert not any(handle.is_open for windows in made for handle in windows.handles)


def test_Windowsが時間で終わらせたことを_そう言う(monkeypatch: pytest.MonkeyPatch) -> None:
    code = windows_job.QUOTA_USED_UP
    monkeypatch.setattr(ledger.read.workers, "_STOPPED_BY_TIME", (code, -6))
    (found,) = read_all(["dies"], read, ForChild, workers=1, caps=ReadingCaps())
    assert found == Failure("時間の上限を超えました")
