"""Which key seals the forms of a ledger, and whether this PC has it."""

import datetime as dt
import platform
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.layout.frames import Tables
from ledger.layout.ledger import BY_KEY
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.reports import SelfReport
from ledger.store.key_place import KeyPlace, place_of
from ledger.store.keys import issue_key, key_path, key_ring, stands_alone
from ledger.trust.seal import Issued, key_id, seal_matches, sealed_by

ISSUES = BY_KEY["issues"]
_NUMBERLESS = "なし(番号の付く前の鍵)"


class LedgerKeys(NamedTuple):
    """The keys that a ledger is worked with on this PC.

    Attributes:
        issuing: Seals what the ledger gives out now.
        known: Every key of this PC, by 鍵番号.
    """

    issuing: bytes
    known: Mapping[str, bytes]

    def hold(self, report: SelfReport) -> bool:
        """Say whether a report's issue seal holds."""
        issued = Issued(
            report.issue_no,
            report.staff_no,
            report.fiscal_year,
            report.phase,
            report.form_version,
        )
        return seal_matches(self.known, issued, report.seal)


def keys_of(opened: Opened) -> LedgerKeys:
    """Return the keys of a ledger; one is made only where no form was ever issued.

    Raises:
        Refusal: Its forms were sealed with a key that this PC does not have (`key-missing`): with
            another one every form would seem to be forged. Or a key is damaged, or not to be made.
    """
    ring, issues = key_ring(), opened.tables["issues"]
    if issues.empty:
        made = issue_key()
        return LedgerKeys(made, {**ring.keys, key_id(made): made})
    named = _named(issues)
    for number in named[named.ne("")].unique():
        if number not in ring.keys:
            raise _missing(str(number), issues[named.eq(number)])
    plain = issues[named.eq("")]
    before = _fitting(opened.settings.fiscal_year, plain, ring.keys)
    if not plain.empty and not before:
        raise _missing("", plain)
    return LedgerKeys(ring.keys[named.iloc[-1] or before], ring.keys)


def key_alone(tables: Tables) -> bool:
    """Whether the key that a ledger's forms are sealed with stands on this PC and nowhere else.

    Args:
        tables: The ledger's tables.
    """
    issues = tables["issues"]
    return not issues.empty and stands_alone(str(_named(issues).iloc[-1]))


def key_place_told() -> tuple[Problem, ...]:
    """Tell that the key stands where others, or other PCs, come by it."""
    path = key_path()
    where = place_of(path)
    if where is KeyPlace.OWN:
        return ()
    return (Problem.of("key-on-share", Place(file=path.name), path=str(path), where=where.value),)


def _named(issues: pd.DataFrame) -> "pd.Series[str]":
    """Return the 鍵番号 of each form: by its seal, else by its column; "" if neither says."""
    column = issues["key_no"].fillna("").astype(str)
    by_seal = issues["seal"].fillna("").astype(str).map(sealed_by)
    return by_seal.where(by_seal.ne(""), column)


def _fitting(year: int, issues: pd.DataFrame, keys: Mapping[str, bytes]) -> str:
    """Return the 鍵番号 of the key by which any of these forms was sealed; "" if none was."""
    return next(
        (
            number
            for issued, given in _as_issued(year, issues)
            for number, key in keys.items()
            if seal_matches({number: key}, issued, given)
        ),
        "",
    )


def _as_issued(year: int, issues: pd.DataFrame) -> Iterator[tuple[Issued, str]]:
    columns = ("issue_no", "staff_no", "phase", "form_version", "seal")
    for issue_no, staff_no, phase, version, given in zip(
        *(issues[one].astype(str) for one in columns), strict=True
    ):
        yield Issued(issue_no, staff_no, year, phase, version), given


def _missing(number: str, issues: pd.DataFrame) -> Refusal:
    days = pd.to_datetime(issues["issued_at"], errors="coerce").dropna()
    last: dt.date | None = days.max().date() if not days.empty else None
    return Refusal.of(
        "key-missing",
        Place(sheet=ISSUES.title),
        number=number or _NUMBERLESS,
        day=last.isoformat() if last else "不明",
        pc=platform.node() or "名前不明",
    )
