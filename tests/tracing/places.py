"""What a file is called that a run touched, in the words of docs/touched.csv."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from tracing.verbs import Traced

_OWN: tuple[tuple[str, str], ...] = (
    (r"home/\.local/share/talent-ledger/issue(-\w+)?\.(key|kept|alone)", "鍵"),
    (r"home/\.cache(/talent-ledger(/readings-\w+\.txt)?)?", "読み取りの控え"),
    (r"home/\.local/state/talent-ledger/log/errors\.log", "誤りの記録"),
    (r"home/tmp/.*", "一時フォルダ"),
    (r"office/backup/[^/]*\.journal\.jsonl", "操作記録"),
    (r"office/backup(/.*)?", "控え"),
    (r"office/\.[^/]*\.xlsx\.lock", "錠"),
    (r"office/[^/]*台帳[^/]*\.xlsx", "台帳"),
    (r"office/[^/]*レポート[^/]*\.xlsx", "レポート"),
    (r"office/確認\d?(/.*)?", "確認表"),
    (r"office/(提出|配布\d?)(/.*)?", "申告書"),
)
"""Where a file stands below the office and the home, and what it is called."""
_BESIDE = re.compile(r"(?P<folder>.*/)\.(?P<name>[^/]+)\.\w+[pr]\d+-\w+\.tmp")
"""A file that is being written stands beside the one that it becomes."""
_ROOT = Path(__file__).parents[2]
_SYSTEM = (
    *(sys.prefix, sys.base_prefix, *(str(_ROOT / part) for part in ("src", "workbooks", "addin"))),
    *("/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/dev"),
)


def read_by(run: Traced) -> frozenset[str]:
    """Return what a run read, but for folders and what it made itself in a temporary one."""
    read = [path for path in run.touched.read if not path.is_dir()]
    return _named(run, read, "選んだファイル") - {"一時フォルダ"}


def written_by(run: Traced) -> frozenset[str]:
    """Return what a run wrote."""
    return _named(run, run.touched.written, "作るファイル")


def started_by(run: Traced) -> frozenset[str]:
    """Return which programs a run started."""
    return frozenset(
        "Python" if Path(one).resolve() == Path(sys.executable).resolve() else _office(one)
        for one in run.touched.started
    )


def _office(program: str) -> str:
    return "LibreOffice" if Path(program).name in {"soffice", "libreoffice"} else program


def _named(run: Traced, paths: "frozenset[Path] | list[Path]", other: str) -> frozenset[str]:
    found = (_name(run, path, other) for path in paths)
    return frozenset(one for one in found if one)


def _name(run: Traced, path: Path, other: str) -> str:
    """Return what a file is called; "" for Python and the system; its path if it is none of it."""
    below = _below(run, path)
    if below is None:
        return "" if str(path).startswith(_SYSTEM) else str(path)
    final = _BESIDE.sub(r"\g<folder>\g<name>", below)
    known: Callable[[str], bool] = lambda pattern: re.fullmatch(pattern, final) is not None  # noqa: E731
    return next((name for pattern, name in _OWN if known(pattern)), other)


def _below(run: Traced, path: Path) -> str | None:
    for word, folder in (("office", run.folder), ("home", run.home)):
        if path.is_relative_to(folder):
            return f"{word}/{path.relative_to(folder)}"
    return None
