"""Desks of one office: each a process with a terminal of its own, at which a person types."""

import os
import pty
import re
import select
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

from ledger.cli import app

SECONDS = 120
"""A process that says nothing for so long has stopped; a busy machine is no reason."""
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Desk:
    """A command at work in a process of its own, as a person sees it.

    Attributes:
        said: What stands on the screen.
    """

    def __init__(self, *arguments: object, first: Callable[[], None] = lambda: None) -> None:
        """Start a command.

        Args:
            arguments: The command.
            first: Done in the process before it; what is to happen in the midst of the command.
        """
        self.said = ""
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            _run([*map(str, arguments)], first)

    def until(self, words: str) -> None:
        """Look at the screen until it says something."""
        while words not in self.said:
            assert self._look(), f"it ended without {words}: {self.said}"

    def type(self, words: str) -> None:
        """Type a line."""
        os.write(self._terminal, f"{words}\n".encode())

    def ended(self) -> int:
        """Wait until the command has ended; return its exit code."""
        while self._look():
            pass
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def _look(self) -> bool:
        """Read what is said; whether there may be more."""
        ready, _, _ = select.select([self._terminal], [], [], SECONDS)
        assert ready, f"nothing for so long: {self.said}"
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self.said += _COLOUR.sub("", data.decode("utf-8", "replace")).replace("\r\n", "\n")
        return bool(data)


def _run(arguments: list[str], first: Callable[[], None]) -> NoReturn:
    """Run a command, and end the process whatever comes of it."""
    code = 99
    try:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - until it ends
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
        first()
        app(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is stands on the screen
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def wait_for(path: object) -> None:
    """Wait until a file is there, by which one process tells another how far it has come."""
    end = time.monotonic() + SECONDS
    while not os.path.exists(str(path)):  # noqa: PTH110 - of any path
        assert time.monotonic() < end, f"nobody made {path}"
        time.sleep(0.02)
