"""Made-up files that are hard on whoever reads them; a child imports this and nothing else."""

import os
import signal
import time
from pathlib import Path


def read(job: str) -> str:
    """Read a made-up file: return it in capitals.

    A word before the first `:` says how it is hard, what follows is what it needs.
    """
    how, _, what = job.partition(":")
    if how == "dies":
        os.abort()
    if how == "kills-once" and not Path(what).exists():
        Path(what).touch()
        _kill_who_started_me()
    if how == "kills-others" and os.getppid() != int(what):
        _kill_who_started_me()
    while how == "waits" and not Path(what).exists():
        time.sleep(0.01)
    return job.upper()


def _kill_who_started_me() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
