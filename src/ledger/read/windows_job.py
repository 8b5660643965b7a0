"""The one place that knows Windows' job objects: what a child that reads may use there.

A job object is kept by the parent. It ends the child when its memory or its time on the processor
is used up, without a window that somebody would have to close, and when the parent itself is gone.
Windows counts only what a process does in its own code, not what the system does for it.
"""

import sys
from contextlib import suppress
from typing import Any, NamedTuple

from ledger.read.child_side import MEGABYTE

SECOND = 10_000_000
"""Windows counts a process's time in tenths of a microsecond."""
AT_START = 400
"""Megabytes that a child has when it has loaded what it reads with."""
TO_START = 8.0
"""Seconds of the processor that a child may take to load what it reads with, on a slow PC."""
QUOTA_USED_UP = 1816
"""The exit code of a process that Windows ended at a limit (ERROR_NOT_ENOUGH_QUOTA)."""
_SET_QUOTA, _TERMINATE = 0x0100, 0x0001
"""The rights that a process must be opened with to be put under a job."""


class WindowsCalls(NamedTuple):
    """The modules of pywin32 that are needed, and what their calls raise."""

    win32api: Any
    win32job: Any
    error: type[Exception]


def windows_calls() -> WindowsCalls | None:
    """Return Windows' calls; None elsewhere, and where pywin32 is missing."""
    if sys.platform != "win32":
        return None
    try:
        import pywintypes  # noqa: PLC0415 - on Windows only
        import win32api  # noqa: PLC0415 - the same
        import win32job  # noqa: PLC0415 - the same
    except ImportError:
        return None
    return WindowsCalls(win32api, win32job, pywintypes.error)


class ChildJob:
    """What a child may use, held by its parent."""

    def __init__(self, calls: WindowsCalls, job: object, megabytes: int) -> None:
        """Keep a job; see `job_of`."""
        self._calls = calls
        self._job: Any = job
        self._megabytes = megabytes

    def renew(self, seconds: float) -> None:
        """Give the child its time for the next file.

        Args:
            seconds: Of the processor's time.
        """
        api = self._calls.win32job
        with suppress(self._calls.error):  # a child that has ended needs none
            done = api.QueryInformationJobObject(self._job, api.JobObjectBasicAccountingInformation)
            self._limit(done["TotalUserTime"] + round(seconds * SECOND))

    def _limit(self, time: int) -> None:
        api = self._calls.win32job
        wanted = api.QueryInformationJobObject(self._job, api.JobObjectExtendedLimitInformation)
        basic = wanted["BasicLimitInformation"]
        basic["LimitFlags"] = (
            api.JOB_OBJECT_LIMIT_PROCESS_TIME
            | api.JOB_OBJECT_LIMIT_PROCESS_MEMORY
            | api.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
            | api.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
        )
        basic["PerProcessUserTimeLimit"] = time
        wanted["ProcessMemoryLimit"] = (self._megabytes + AT_START) * MEGABYTE
        api.SetInformationJobObject(self._job, api.JobObjectExtendedLimitInformation, wanted)

    def close(self) -> None:
        """Let go of the job; a child that still runs is ended by it."""
        self._job.Close()


def job_of(
    pid: int, seconds: float, megabytes: int, calls: WindowsCalls | None = None
) -> ChildJob | None:
    """Put a child under a job of its own.

    Args:
        pid: The child.
        seconds: Of the processor's time for the first file.
        megabytes: Of memory beyond what it has at its start.
        calls: Windows' calls; those of this PC if none are given.

    Returns:
        The job. None where there are none, and where Windows refuses it (before Windows 8 a
        process that stands under somebody else's job cannot stand under a second one; a policy may
        forbid it): then the clock alone limits the child.
    """
    calls = calls or windows_calls()
    if calls is None:
        return None
    job: Any = None
    try:
        job = calls.win32job.CreateJobObject(None, "")
        made = ChildJob(calls, job, megabytes)
        made._limit(round((seconds + TO_START) * SECOND))  # noqa: SLF001 - as it is made
        process = calls.win32api.OpenProcess(_SET_QUOTA | _TERMINATE, False, pid)  # noqa: FBT003 - not inherited
        try:
            calls.win32job.AssignProcessToJobObject(job, process)
        finally:
            process.Close()
    except calls.error:
        if job is not None:
            job.Close()
        return None
    return made
