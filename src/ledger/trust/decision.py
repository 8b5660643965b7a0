"""The decision digest (決定照合値): what a confirmer decided, bound to whom, on what and when.

It is taken of 判定 with its reason and 確認日 and, on a 確認, of 採否 and 否認理由 line by line and
of 上長判定; nothing else on the page has any effect. The canonical form is that of the content
digest. It detects a change; it does not prove who decided (anyone can reckon it).
"""

from collections.abc import Iterable
from typing import NamedTuple

from ledger.layout.meta import SCHEMA_VERSION
from ledger.model.folding import number_key
from ledger.model.reports import Decided, StepReviewed
from ledger.model.terms import Decision
from ledger.trust.digest import DigestHeader, digest


class LineDecided(NamedTuple):
    """採否 of one line: form table, number on the form, 採用 or 否認, 否認理由."""

    table: str
    number: int
    word: str
    reason: str | None


def decision_digest(
    year: int, decided: Decided, lines: Iterable[LineDecided], steps: Iterable[StepReviewed]
) -> str:
    """Return the digest of a decision, 64 hex digits.

    The numbers of person and confirmer count without width and leading zeros: a spreadsheet
    program takes those away without anybody's doing.

    Args:
        year: Fiscal year of the book that it stands in.
        decided: The decision.
        lines: 採否 of the person's lines, in any order; blank ones are left out.
        steps: 上長判定 on the person, in any order.
    """
    header = DigestHeader(
        fiscal_year=year,
        schema=SCHEMA_VERSION,
        staff_no=number_key(decided.staff_no),
        supervisor_no=number_key(decided.confirmer_no),
        issue_id=decided.issue_no,
    )
    own = (decided.digest, decided.decision, decided.reason, decided.confirmed_on)
    if decided.decision != Decision.CONFIRM:
        return digest(header, {"decision": [own]})
    listed = sorted(lines, key=lambda one: (one.table, one.number, one.word))
    ordered = sorted(steps, key=lambda one: (one.persona_code, one.tool_code or "", one.step))
    rows = [(one.persona_code, one.tool_code, one.step, one.reason) for one in ordered]
    return digest(header, {"decision": [own], "lines": listed, "steps": rows})
