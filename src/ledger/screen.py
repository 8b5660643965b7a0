"""Lets the streams of the command line take every text, whatever characters their code has.

A console or a redirected file in CP932 lacks 「—」, 「〜」 and 「𠮷」: what a command has to say is
then said with the nearest sign that there is, and never ends the command.
"""

import codecs
import contextlib
import sys
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar
from typing import NamedTuple, TextIO


class Manners(NamedTuple):
    """How a person wants to be told, whatever the command.

    Attributes:
        dry_run: Plan and tell, and write nothing.
        quiet: Say only what is to be mended or looked at.
    """

    dry_run: bool = False
    quiet: bool = False


MANNERS: ContextVar[Manners] = ContextVar("MANNERS", default=Manners())  # noqa: B039 - frozen
"""What was asked for, before the verb or after it; the command line sets it anew each time."""

MISSING = ("〓", "?")
"""What stands for a character that has no near one: the printers' geta, as far as there is one."""
_NEAR = {
    "—": "―",
    "–": "-",
    "〜": "～",
    "−": "－",
    "‖": "∥",
    "•": "・",
    "✓": "○",
    "✗": "×",
}
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Categories of characters that only change how another one looks."""


def showable() -> None:
    """Let standard output and error replace what their code lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        _showable(stream)


def whole(text: str) -> bool:
    """Whether standard output can show a text as it is."""
    try:
        text.encode(_encoding(sys.stdout))
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def near(text: str, encoding: str) -> str:
    """Return what stands for characters that a code lacks, in characters that it has.

    Args:
        text: The characters.
        encoding: The code, such as `cp932`.
    """
    return "".join(_near(char, encoding) for char in text)


def _showable(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if stream is None or reconfigure is None:
        return
    encoding = _encoding(stream)
    name = f"nearest-{encoding}"
    codecs.register_error(name, _handler(encoding))
    with contextlib.suppress(OSError, ValueError):  # closed, or of a kind of its own
        reconfigure(errors=name)


def _encoding(stream: TextIO | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _handler(encoding: str) -> Callable[[UnicodeError], tuple[str, int]]:
    def replaced(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return near(error.object[error.start : error.end], encoding), error.end

    return replaced


def _near(char: str, encoding: str) -> str:
    if unicodedata.category(char) in _UNSEEN:
        return ""
    candidates = (_NEAR.get(char, ""), unicodedata.normalize("NFKC", char), *MISSING)
    return next(one for one in candidates if one and _has(encoding, one))


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
