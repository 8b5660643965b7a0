"""What the formulas of one form come to on the day that it looks at first, put together."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledger.form.issued_content import IssuedContent
from ledger.form.issued_person import IssuedPerson
from ledger.form.issued_standings import Standings, trained_by
from ledger.form.laid import Laid
from ledger.form.results import Results, results_of
from ledger.form.results_checks import check_results
from ledger.form.rows import FormClaims, Own
from ledger.form.rules import Blocks
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.model.terms import Phase


class Drafted(NamedTuple):
    """A form while it is put together.

    Attributes:
        as_of: 基準日, the default of 見る日.
        phase: 期首 or 年度末.
        blocks: Rows of `_rules`.
        verdict_rows: `(persona_code, tool_code)` of each verdict row.
        claims: The rows that it begins with.
        standings: Where the person stands by these.
        proxy: Whether the section will enter it (代理), and nobody is named yet.
        own_steps: The Steps that 自己判定 may name.
        submitted_on: 提出日, where it is known from the start.
        laid: Where the parts of 申告 and 次の一歩 stand.
        shown: How many rows of each table are in sight on 申告.
    """

    as_of: dt.date
    phase: Phase
    blocks: Blocks
    verdict_rows: tuple[tuple[str, str | None], ...]
    claims: FormClaims
    standings: Standings
    proxy: bool
    laid: Laid
    own_steps: frozenset[Cell] = frozenset()
    submitted_on: dt.date | None = None
    shown: Mapping[str, int] = MappingProxyType({})


class Draft(NamedTuple):
    """What the results of a form were reckoned from.

    Attributes:
        staff_no: Whose form it is.
        own: The person's facts.
        form: The form as it was put together.
        facts: The tables that were judged: what all forms of the run hold.
    """

    staff_no: str
    own: Own
    form: Drafted
    facts: Tables


def issued_results(own: Own, form: Drafted) -> Results:
    """Return what the formulas of 申告 and 次の一歩 come to."""
    found = IssuedPerson(
        as_of=form.as_of,
        rules=form.blocks,
        claims=form.verdict_rows,
        standings=form.standings,
        trained=trained_by(own, form.as_of),
        trainings={place: code for code, place in own.lists.trainings.items()},
        laid=form.laid,
    )
    filled = IssuedContent(
        rows=form.claims.rows,
        lists=own.lists,
        as_of=form.as_of,
        digital_min=own.policy.settings.goals_digital_min,
        closing=form.phase is Phase.CLOSING,
        proxy=form.proxy,
        own_steps=form.own_steps,
        submitted_on=form.submitted_on,
        laid=form.laid,
        shown=form.shown,
    )
    panels, checked = results_of(found), check_results(filled)
    return MappingProxyType(
        {
            sheet: {**panels.get(sheet, {}), **checked.get(sheet, {})}
            for sheet in dict.fromkeys((*panels, *checked))
        }
    )
