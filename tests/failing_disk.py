"""A disk that fails, or a process that dies, at the k-th call that touches a folder.

Calls of `os` and `io.open` are counted, and of opened files `read`, `write`, `flush` and `close`;
those that touch other places go through uncounted. The k-th one meets its `Deed`. Where the power
fails, what no `fsync` of the file, or of the folder for its name, has confirmed is gone with it.
"""

import errno
import io
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Self

CALLS = (
    "open",
    "replace",
    "unlink",
    "link",
    "mkdir",
    "fsync",
    "stat",
    "scandir",
    "write",
    "ftruncate",
)
HOLDABLE = frozenset({"io.open", "replace", "unlink"})
"""Calls that fail on Windows while another program holds the file."""
FOR_EVER = 1e9
_OPEN, _UNLINK = io.open, os.unlink
"""As they are before anybody watches them."""


class Deed(NamedTuple):
    """What happens at the k-th call.

    Attributes:
        title: What it is, for a person.
        number: The error's number; 0 for none.
        held: For so many seconds of pauses another program holds the file (Windows).
        windows: Windows' own number of the error.
        kills: The process dies there.
        powerless: The machine dies with it: what was not flushed to the disk is lost.
        after: It happens after the call was done: a lost answer, a later death.
    """

    title: str
    number: int = 0
    held: float = 0.0
    windows: int = 0
    kills: bool = False
    after: bool = False
    powerless: bool = False


KILLS = (
    Deed("強制終了(呼び出しの前)", kills=True),
    Deed("強制終了(呼び出しの後)", kills=True, after=True),
)
POWER = (
    Deed("停電(呼び出しの前)", kills=True, powerless=True),
    Deed("停電(呼び出しの後)", kills=True, after=True, powerless=True),
)
FAULTS = (
    Deed("空き容量がない", errno.ENOSPC),
    Deed("入出力の誤り", errno.EIO),
    Deed("権限がない", errno.EACCES),
    Deed("読み取り専用", errno.EROFS),
    Deed("返事が失われる", errno.EIO, after=True),
    Deed("ウイルス対策ソフトが1秒つかむ", errno.EACCES, held=1.0, windows=32),
    Deed("ウイルス対策ソフトが2秒つかむ", errno.EACCES, held=2.0, windows=5),
    Deed("ほかのプログラムが放さない", errno.EACCES, held=FOR_EVER, windows=32),
    Deed("一部がロックされたまま", errno.EACCES, held=FOR_EVER, windows=33),
)


class FailingDisk:
    """Counts the calls below a folder, and lets the k-th one meet its deed.

    Attributes:
        calls: The names of the calls that were counted.
    """

    def __init__(self, folder: Path, k: int = 0, deed: Deed | None = None) -> None:
        """Watch a folder.

        Args:
            folder: Only calls on what is in it are counted.
            k: Which call, from 1; 0 for none.
            deed: What happens at it.
        """
        self.calls: list[str] = []
        self._folder = f"{folder}{os.sep}"
        self._k = k
        self._deed = deed
        self._now = 0.0
        self._held: tuple[str, float] | None = None
        self._flying = _InFlight()

    def install(self) -> None:
        """Stand between this process and its disk, for good: only for a child process."""
        for name in CALLS:
            setattr(os, name, self._watched(name, getattr(os, name)))
        io.open = self._watched("io.open", io.open)
        time.sleep = self._slept  # type: ignore[assignment]  # its argument is ours alone

    def _slept(self, seconds: float) -> None:
        self._now += seconds

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as the call itself
            paths = self._paths(arguments)
            if not paths:
                return call(*arguments, **named)
            found = self.meet(name, paths, lambda: call(*arguments, **named))
            return _WatchedFile(found, paths, self) if name == "io.open" else found

        return watched

    def meet(self, name: str, paths: list[str], call: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Count a call, and let it fail if its turn has come or the file is held."""
        self.calls.append(name)
        if self._held and name in HOLDABLE and self._held[0] in paths:
            if self._now < self._held[1]:
                raise self._error()
            self._held = None
        deed = self._deed
        if deed is None or len(self.calls) != self._k:
            return self._done(name, paths, call)
        if deed.kills:
            if deed.after or name == "file.write":
                self._done(name, paths, call)
            if deed.powerless:
                self._flying.lose()
            os.kill(os.getpid(), signal.SIGKILL)
        if deed.held:
            if name not in HOLDABLE:
                return call()
            self._held = paths[-1 if name == "replace" else 0], self._now + deed.held
        elif deed.after:
            call()
        raise self._error()

    def _done(self, name: str, paths: list[str], call: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Make a call, and note what of it the disk has not confirmed yet."""
        self._flying.before(name, paths)
        found = call()
        self._flying.after(name, paths)
        return found

    def _error(self) -> OSError:
        deed = self._deed
        assert deed is not None
        error = OSError(deed.number, os.strerror(deed.number))
        if deed.windows:
            error.__dict__["winerror"] = deed.windows  # as Windows would say it
        return error

    def dying(self) -> bool:
        """Whether the call that comes next is where the process dies."""
        return bool(self._deed and self._deed.kills and len(self.calls) + 1 == self._k)

    def _paths(self, arguments: tuple[Any, ...]) -> list[str]:
        """Return the paths below the folder that a call touches, given by name or descriptor."""
        return [
            path
            for path in map(_path_of, arguments[:2])
            if f"{path}{os.sep}".startswith(self._folder)
        ]


def _path_of(argument: object) -> str:
    if isinstance(argument, str | Path):
        return str(argument)
    if isinstance(argument, int) and not isinstance(argument, bool):
        try:
            return str(Path(f"/proc/self/fd/{argument}").readlink())
        except OSError:
            return ""
    return ""


class _InFlight:
    """What the disk has not confirmed yet: contents without `fsync`, names without the folder's."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes | None] = {}
        self._names: list[tuple[str, dict[str, bytes | None]]] = []

    def before(self, name: str, paths: list[str]) -> None:
        """Note what the disk surely has of what a call is about to change."""
        if name == "file.write" and paths[0] not in self._contents:
            self._contents[paths[0]] = _content(paths[0]) or None
        elif name in {"replace", "link", "unlink"}:
            sure = {path: self._contents.pop(path, _content(path)) for path in reversed(paths)}
            self._names.append((str(Path(paths[-1]).parent), sure))

    def after(self, name: str, paths: list[str]) -> None:
        """Note what a call has confirmed."""
        if name == "fsync":
            self._contents.pop(paths[0], None)
            self._names = [one for one in self._names if one[0] != paths[0]]

    def lose(self) -> None:
        """Let all that is not confirmed be as the disk has it, the last change first."""
        for sure in (self._contents, *(sure for _, sure in reversed(self._names))):
            for path, data in sure.items():
                if data is not None:
                    with _OPEN(path, "wb") as file:
                        file.write(data)
                elif _content(path) is not None:
                    _UNLINK(path)


def _content(path: str) -> bytes | None:
    try:
        with _OPEN(path, "rb") as file:
            return bytes(file.read())
    except (FileNotFoundError, IsADirectoryError):
        return None


class _WatchedFile:
    """An opened file whose calls are counted; dying in a write leaves half of it."""

    def __init__(self, file: Any, paths: list[str], disk: FailingDisk) -> None:  # noqa: ANN401
        self._file = file
        self._paths = paths
        self._disk = disk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the file has
        return getattr(self._file, name)

    def write(self, data: Any) -> Any:  # noqa: ANN401 - bytes or text
        half = data[: len(data) // 2] if self._disk.dying() else data

        def wrote() -> Any:  # noqa: ANN401 - a count
            count = self._file.write(half)
            if half is not data:
                self._file.flush()
            return count

        return self._disk.meet("file.write", self._paths, wrote)

    def read(self, *size: int) -> Any:  # noqa: ANN401 - bytes or text
        return self._disk.meet("file.read", self._paths, lambda: self._file.read(*size))

    def flush(self) -> None:
        self._disk.meet("file.flush", self._paths, self._file.flush)

    def close(self) -> None:
        if not self._file.closed:
            try:
                self._disk.meet("file.close", self._paths, self._file.close)
            finally:
                self._file.close()
