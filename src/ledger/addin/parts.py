"""Whether everything that the product needs is there: its packages, and the files of a bundle."""

import hashlib
import re
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from ledger.addin.pc_checks import PcCheck, State, Topic

SUMS = "SHA256SUMS.txt"
"""The list of digests in a bundle, one line a file: digest, two blanks, name."""
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_WINDOWS = re.compile(r"""(sys_platform|platform_system)\s*==\s*["'](win32|Windows)["']""")

Asked = Callable[[str], list[str] | None]


def packages(missing: tuple[str, ...]) -> PcCheck:
    """Say which packages are missing.

    Args:
        missing: Their names.
    """
    if missing:
        return PcCheck(
            Topic.PARTS,
            f"ありません: {'、'.join(missing)}",
            State.ATTENTION,
            "配布物の install.cmd をもう一度実行してください(閉じた環境のままで入ります)。",
        )
    return PcCheck(Topic.PARTS, "すべてあります", State.GOOD)


def missing_packages(name: str, *, windows: bool, asked: Asked = requires) -> tuple[str, ...]:
    """Return the packages that are needed, by whatever needs them, and are not there.

    Args:
        name: The package to begin with.
        windows: Whether what only Windows needs is needed.
        asked: Returns what a package needs, as its own metadata says.
    """
    return tuple(name for name, needs in _needed(name, asked, windows=windows) if needs is None)


def package_versions(name: str, *, windows: bool) -> dict[str, str]:
    """Return the versions of the packages that are there, by name.

    Args:
        name: The package to begin with; it is one of them.
        windows: Whether what only Windows needs is needed.
    """
    found = _needed(name, requires, windows=windows)
    return {one: version(one) for one, needs in found if needs is not None}


def _needed(name: str, asked: Asked, *, windows: bool) -> list[tuple[str, list[str] | None]]:
    """Return every package that is needed, by whatever needs it, with what it needs itself.

    None stands for one that is not there.
    """
    waiting, found = [name], dict[str, list[str] | None]()
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        try:
            found[one] = asked(one) or []
        except PackageNotFoundError:
            found[one] = None
            continue
        waiting += [
            wanted for line in found[one] or [] if (wanted := _wanted(line, windows=windows))
        ]
    return sorted(found.items(), key=lambda pair: pair[0])


def _wanted(line: str, *, windows: bool) -> str:
    """Return the package that a line of metadata asks for here; "" if it asks for none."""
    need, _, marker = line.partition(";")
    if "extra" in marker or (marker and not (windows and _WINDOWS.search(marker))):
        return ""
    found = _NAME.match(need.strip())
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def bundle(folder: Path) -> PcCheck:
    """Say which files of a bundle are missing or changed.

    Args:
        folder: Where the bundle lies.
    """
    if wrong := list(_differing(folder)):
        return PcCheck(
            Topic.BUNDLE,
            f"ないか、配ったときと違います: {'、'.join(wrong)}",
            State.ATTENTION,
            "配布物のzipを、もう一度ほどいてください。",
        )
    return PcCheck(Topic.BUNDLE, "すべてそろっています", State.GOOD)


def _differing(folder: Path) -> Iterator[str]:
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except OSError:
        yield SUMS
        return
    for line in lines:
        digest, _, name = line.partition("  ")
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            found = ""
        if found != digest:
            yield name
