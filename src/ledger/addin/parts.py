"""Whether everything that the product needs is there: its packages, and the files of a bundle."""

import hashlib
import re
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires
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
    waiting, seen, missing = [name], set[str](), list[str]()
    while waiting:
        one = waiting.pop()
        try:
            needs = asked(one) or []
        except PackageNotFoundError:
            missing.append(one)
            continue
        for line in needs:
            wanted = _wanted(line, windows=windows)
            if wanted and wanted not in seen:
                seen.add(wanted)
                waiting.append(wanted)
    return tuple(sorted(missing))


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
