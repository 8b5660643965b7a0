"""The command behind the button that comes next: with the folders of 設定, as it is typed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from ledger.commands.starting.folders import INBOX, ISSUE, REVIEW
from ledger.model.settings import Settings
from ledger.model.verbs import VERBS

LIST = "一覧のファイル"
"""What stands for the file that only a person can name."""
REPORT = "レポート.xlsx"
"""The report, beside the ledger."""
_OLD_REVIEW = "確認表"
"""Where review workbooks stand beside a ledger whose 設定 names no folder."""


class NextCommand(NamedTuple):
    """A command that can be carried out.

    Attributes:
        label: The button of the same meaning.
        arguments: What stands behind `talent-ledger`; `LIST` where a file has to be named.
    """

    label: str
    arguments: tuple[str, ...]

    @property
    def needs_file(self) -> bool:
        """Whether a person has to name a file first."""
        return LIST in self.arguments

    @property
    def text(self) -> str:
        """The command as it is typed."""
        said = (f'"{one}"' if " " in one else one for one in self.arguments)
        return f"talent-ledger {' '.join(said)}"

    def with_file(self, path: str) -> "NextCommand":
        """Return the command with the file that was named."""
        return self._replace(arguments=tuple(path if a == LIST else a for a in self.arguments))


def next_command(label: str, ledger: Path, settings: Settings) -> NextCommand | None:
    """Return the command of a button; None where a person acts without one.

    Args:
        label: What stands on the button.
        ledger: The ledger.
        settings: 設定, for the folders.
    """
    verb = next((one for one in VERBS if one.label == label), None)
    if verb is None or verb.name not in _ARGUMENTS:
        return None
    return NextCommand(label, (verb.name, str(ledger), *_ARGUMENTS[verb.name](ledger, settings)))


def _issue(ledger: Path, settings: Settings) -> tuple[str, ...]:
    return (_folder(ledger, settings.issue_folder, ISSUE),)


def _collect(ledger: Path, settings: Settings) -> tuple[str, ...]:
    return ("--from", _inbox(ledger, settings), "--to", _reviews(ledger, settings))


def _consolidate(ledger: Path, settings: Settings) -> tuple[str, ...]:
    reviews = _reviews(ledger, settings)
    known = ("--reviews", reviews) if Path(reviews).is_dir() else ()
    return ("--from", _inbox(ledger, settings), *known, "--report", str(ledger.parent / REPORT))


def _report(ledger: Path, _settings: Settings) -> tuple[str, ...]:
    return (str(ledger.parent / REPORT),)


def _nothing(_ledger: Path, _settings: Settings) -> tuple[str, ...]:
    return ()


def _list(_ledger: Path, _settings: Settings) -> tuple[str, ...]:
    return (LIST,)


_ARGUMENTS: Mapping[str, Callable[[Path, Settings], tuple[str, ...]]] = {
    "load": _list,
    "check": _nothing,
    "issue": _issue,
    "collect": _collect,
    "consolidate": _consolidate,
    "remind": _nothing,
    "report": _report,
}


def _inbox(ledger: Path, settings: Settings) -> str:
    return _folder(ledger, settings.inbox_folder, INBOX)


def _reviews(ledger: Path, settings: Settings) -> str:
    own = settings.review_folder or (REVIEW if (ledger.parent / REVIEW).is_dir() else _OLD_REVIEW)
    return _folder(ledger, own, own)


def _folder(ledger: Path, named: str, usual: str) -> str:
    """Return a folder of 設定, beside the ledger if it is no whole path."""
    return str(ledger.parent / (named.strip() or usual))
