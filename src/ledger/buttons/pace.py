"""How far a button has come: said at least twice a second of work, until the person stops it.

Telling costs a call to the program, so it is done by time, not by file; of a few files each is
told. The person is asked before anything is given up: Esc may have been meant for something else.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.book.ports import PersonAtDesk

TITLE = "人材育成台帳"
SAY_AFTER = 0.4
"""Seconds of work after which something is said."""
FILES_SAID = 25
"""Of so many files each is said."""
WORTH_TELLING = 2.0
"""Seconds that remain, below which nobody is told."""
_TOLD_IN_TENS, _TOLD_IN_MINUTES = 10, 120
"""Seconds from which on they are told otherwise."""
_STOP = (
    "ここで中止しますか。\n「いいえ」で続けます。\n\n"
    "{done}/{total} ファイルまで済んでいます。台帳にはまだ何も書き込んでいません。"
)
_STOPPED = (
    "中止しました({done}/{total} ファイルまで)。"
    "台帳は変わっていません。ファイルも作っていません。\n\n"
    "次の一手: 続けるときは、同じボタンをもう一度押してください。"
)
_STOP_BETWEEN = (
    "ここで中止しますか。\n「いいえ」で続けます。\n\n台帳にはまだ何も書き込んでいません。"
)
_STOPPED_BETWEEN = (
    "中止しました。台帳は変わっていません。ファイルも作っていません。\n\n"
    "次の一手: 続けるときは、同じボタンをもう一度押してください。"
)


class GivenUpError(Exception):
    """The person said いいえ or closed a question: nothing was done, nothing is to be told."""


class StoppedByPersonError(GivenUpError):
    """The person stopped the work before anything was written; the text says what is true."""


class _Phase(NamedTuple):
    """One run through files, or through stages.

    Attributes:
        total: How many files it has, or the weight of its stages.
        begun: When the first of them was done, or began.
        first: How many were done then.
    """

    total: int
    begun: float
    first: int


@dataclass
class PressPace:
    """What the status bar says of one press of a button.

    Attributes:
        desk: The person.
        clock: Seconds that have passed since some moment.
    """

    desk: PersonAtDesk
    clock: Callable[[], float] = time.monotonic
    _phase: _Phase = field(default=_Phase(0, 0.0, 0))
    _stages: _Phase = field(default=_Phase(0, 0.0, 0))
    _done: int = 0
    _said: float = float("-inf")

    def say(self, text: str) -> None:
        """Say what is going on."""
        self._said = self.clock()
        self.desk.status(f"{TITLE}: {text}")

    def touch(self, text: str) -> None:
        """Say what is going on, if nothing was said for a while."""
        if self.clock() - self._said >= SAY_AFTER:
            self.say(text)

    def progress(self, done: int, total: int, name: str) -> None:
        """Say which file is at work and how long the rest takes; see that nobody wants to stop.

        Raises:
            StoppedByPersonError: The person wants to.
        """
        self.told(done, total, name)
        if self.desk.wants_to_stop():
            counted = {"done": done, "total": total}
            if self.desk.agree(TITLE, _STOP.format(**counted)):
                raise StoppedByPersonError(_STOPPED.format(**counted))

    def stage(self, done: int, total: int, text: str) -> None:
        """Say what is worked out and how long the rest takes; see that nobody wants to stop.

        Args:
            done: The weight of the stages that are done.
            total: The weight of all; 0 before the first.
            text: What is worked out now.

        Raises:
            StoppedByPersonError: The person wants to.
        """
        now = self.clock()
        if done == 0:
            self._stages = _Phase(total, now, done)
        self.say(f"{text}…{self._rest(self._stages, done, now)}")
        if self.desk.wants_to_stop() and self.desk.agree(TITLE, _STOP_BETWEEN):
            raise StoppedByPersonError(_STOPPED_BETWEEN)

    def told(self, done: int, total: int, name: str) -> None:
        """Say which file is at work and how long the rest takes."""
        now = self.clock()
        if total != self._phase.total or done <= self._done:
            self._phase = _Phase(total, now, done)
        step = -(-total // FILES_SAID)
        due = done in (1, total) or done % step == 0 or now - self._said >= SAY_AFTER
        self._done = done
        if due:
            self.say(f"{done}/{total} {name}{self._rest(self._phase, done, now)}")

    @staticmethod
    def _rest(run: _Phase, done: int, now: float) -> str:
        """Return how long the rest takes at the pace of what was done, in words."""
        total, begun, first = run
        if done in {first, total}:
            return ""
        seconds = (now - begun) / (done - first) * (total - done)
        return f"({remaining(seconds)})" if seconds >= WORTH_TELLING else ""


def remaining(seconds: float) -> str:
    """Return how long something still takes, in words that do not change with every file.

    Args:
        seconds: How long; up to ten told as they are, then in tens, from two minutes in minutes.
    """
    if seconds < _TOLD_IN_TENS:
        return f"残り約{round(seconds)}秒"
    if seconds < _TOLD_IN_MINUTES:
        return f"残り約{round(seconds, -1):.0f}秒"
    return f"残り約{round(seconds / 60)}分"
