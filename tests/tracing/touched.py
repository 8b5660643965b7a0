"""What a run of the program touched, read out of `strace -f`: files, sockets, programs."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_OPENS = frozenset({"openat", "open", "creat"})
_CHANGES = frozenset(
    {
        *("rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"),
        *("link", "linkat", "symlink", "symlinkat", "truncate"),
    }
)
_SPEAKS = frozenset({"socket", "connect", "bind", "listen", "sendto", "sendmsg"})
CALLS = (*sorted(_OPENS | _CHANGES | _SPEAKS), "execve")
"""The calls that are traced: all by which a file changes or another machine is spoken to."""
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_LINE = re.compile(r"(\d+) +(\w+)\((.*)")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)")
_UNFINISHED = " <unfinished ...>"
_ASKS_NOBODY = re.compile(r"^AF_UNIX, |sun_path=\"/var/run/nscd/socket\"")
"""A socket that no call uses yet, and how the C library asks for a user's name (not on Windows)."""
_PATH = re.compile(r'(?:\d+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
"""A path, and the folder that it is below where it is named by a descriptor (`strace -y`)."""


class Touched(NamedTuple):
    """What a run touched.

    Attributes:
        read: Files opened to be read, before anything was written to them.
        written: Files opened to be written, named anew, made or taken away.
        spoken: Calls by which another machine or program is spoken to.
        started: Programs that were started, but for the first.
    """

    read: frozenset[Path]
    written: frozenset[Path]
    spoken: tuple[str, ...]
    started: tuple[str, ...]


class _Call(NamedTuple):
    process: int
    name: str
    said: str

    @property
    def done(self) -> bool:
        """Whether it did what it was asked to."""
        return re.search(r"= -\d", self.said) is None

    @property
    def paths(self) -> list[str]:
        """The paths that it names."""
        return [
            os.path.join(*(_plain(part) for part in (found[1], found[2]) if part is not None))  # noqa: PTH118 - an empty path is none
            for found in _PATH.finditer(self.said)
        ]


def _plain(said: str) -> str:
    """Return a path as it is: strace writes what is no ASCII as octal numbers."""
    return said.encode("latin-1").decode("unicode_escape").encode("latin-1").decode()


def touched(trace: str, home: Path) -> Touched:
    """Read a trace.

    Args:
        trace: What strace wrote (`-f -y -o`).
        home: The folder that the run stood in; names without a folder are below it.
    """
    read: set[Path] = set()
    written: set[Path] = set()
    spoken: list[str] = []
    started: list[str] = []
    for call in _calls(trace):
        paths = [Path(os.path.normpath(home / one)) for one in call.paths]
        if call.name in _SPEAKS and not _ASKS_NOBODY.search(call.said):
            spoken.append(f"{call.name}({call.said}")
        if call.name == "execve" and call.done:
            started.append(str(paths[0]))
        elif call.done and call.name in _OPENS and "O_DIRECTORY" not in call.said:
            if _WRITES.search(call.said):
                written.add(paths[0])
            elif paths[0] not in written:
                read.add(paths[0])
        elif call.done and call.name in _CHANGES:
            written |= set(paths)
    return Touched(frozenset(read), frozenset(written), tuple(spoken), tuple(started[1:]))


def _calls(trace: str) -> Iterator[_Call]:
    """Yield the calls; one that another process cut into two lines is put together."""
    begun: dict[tuple[int, str], str] = {}
    for line in trace.splitlines():
        if found := _LINE.match(line):
            process, name, said = int(found[1]), found[2], found[3]
            if said.endswith(_UNFINISHED):
                begun[process, name] = said.removesuffix(_UNFINISHED)
            else:
                yield _Call(process, name, said)
        elif found := _RESUMED.match(line):
            process, name = int(found[1]), found[2]
            yield _Call(process, name, begun.pop((process, name), "") + found[3])
