"""What each confirmer's review workbook shows: their people, exceptions first."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from ledger.judge.consistency_confirmers import unconfirmed
from ledger.judge.consolidation import Current, Intake
from ledger.judge.consolidation.confirmers_decisions import typed_steps
from ledger.judge.consolidation.fact_table import Shelf, file_of, shelves_of
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.judge.consolidation.report_content import versions
from ledger.judge.consolidation.row_keys import rejected_as, spoken_key
from ledger.judge.consolidation.transfers import moved_on
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.population import main_sections
from ledger.judge.review.carry_over import NOTHING, Carried, carried_over, from_history
from ledger.judge.review.people import TYPED_STEP, person_row, rank_of, step_rows
from ledger.judge.review.words import ITEMS, Seen, seen_line, vanished_line
from ledger.layout import ledger
from ledger.layout.columns import RowValues
from ledger.layout.frames import Tables, records
from ledger.layout.review import ReviewContent
from ledger.layout.self_report import FORM_TABLES
from ledger.model.folding import number_key
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.reports import Review
from ledger.model.terms import Confirmation, Phase, ReportState


def review_contents(  # noqa: PLR0913, PLR0917 - ledger, intake, verdicts and older workbooks
    policy: Policy,
    tables: Tables,
    intake: Intake,
    verdicts: pd.DataFrame,
    as_of: dt.date,
    earlier: Sequence[Review] = (),
    phase: Phase | None = None,
) -> tuple[tuple[ReviewContent, ...], tuple[Problem, ...]]:
    """Set out what every confirmer has to look at: all that is not confirmed, 未提出 too.

    Args:
        policy: The policy.
        tables: The ledger's tables with the intake's changes.
        intake: What came in.
        verdicts: The table `verdicts`, judged from these tables.
        as_of: The day of the run, the 基準日 at the latest: who confirms whom, sections and
            transfers are of that day.
        earlier: Review workbooks whose decisions carry over where the content is still the same.
        phase: The phase whose reports are shown; the one at hand if not given.

    Returns:
        One content per confirmer, by staff number; `confirmer-missing` for whom nobody confirms.
    """
    at_hand = phase or phase_at_hand(policy, tables, as_of)
    maker = _ContentMaker(policy, tables, intake, verdicts, as_of, earlier, at_hand)
    by_confirmer: dict[str, list[str]] = {}
    alone = []
    confirmers = maker.known.confirmers_on(as_of)
    for staff_no in maker.open_people():
        confirmer = confirmers.get(staff_no)
        if confirmer is None:
            alone.append(staff_no)
        else:
            by_confirmer.setdefault(confirmer, []).append(staff_no)
    contents = tuple(maker.content(one, by_confirmer[one]) for one in sorted(by_confirmer))
    return contents, unconfirmed(policy, tables, as_of, alone)


class _ContentMaker:
    """Makes the contents; looks everything up once."""

    def __init__(  # noqa: PLR0913, PLR0917 - the arguments of `review_contents`
        self,
        policy: Policy,
        tables: Tables,
        intake: Intake,
        verdicts: pd.DataFrame,
        as_of: dt.date,
        earlier: Sequence[Review],
        phase: Phase,
    ) -> None:
        self.policy = policy
        self.phase = phase.value
        self.known = LedgerIndex(policy, tables, as_of, dt.datetime.combine(as_of, dt.time()))
        self._intake = intake
        self._shelves: Mapping[str, Shelf] = shelves_of(tables)
        self._carried = carried_over(earlier, self.phase)
        self._moved = moved_on(tables, as_of)
        self._sections = main_sections(tables, as_of)
        self._names = _column(tables, "staff", "staff_no", "staff_name")
        self._section_names = _column(tables, "sections", "section_code", "section_name")
        self._verdicts = _by_person(records(ledger.BY_KEY["verdicts"], verdicts))
        self._reviewed = _by_person(records(ledger.BY_KEY["step_reviews"], tables["step_reviews"]))
        self._choices = {code: tuple(sorted(own)) for code, own in self.known.steps.items()}
        self._reasons = {
            rejected_as(row["staff_no"], row["table"], row["row_key"]): row["reason"]
            for row in records(ledger.BY_KEY["rejections"], tables["rejections"])
        }

    def open_people(self) -> list[str]:
        """Return who is in post and not confirmed yet, by staff number.

        Also whose form bears a 上長判定 that was typed in by hand: it can only be given here.
        """
        return sorted(
            person[0]
            for person, row in self.known.reports.items()
            if person[1] == self.phase
            and (row["state"] != ReportState.CONFIRMED or self._typed_step(person))
            and person[0] in self.known.in_post
        )

    def _typed_step(self, person: ReportOf) -> bool:
        current = self._intake.current.get(person)
        return current is not None and any(typed_steps(current.report))

    def content(self, confirmer: str, people: Sequence[str]) -> ReviewContent:
        """Return one confirmer's content."""
        shown = [self._person(confirmer, staff_no) for staff_no in people]
        shown.sort(key=lambda one: (rank_of(one[0]), str(one[0]["staff_no"])))
        lines = [line for _, seen, _ in shown for line in seen]
        return ReviewContent(
            confirmer,
            str(self._names.get(confirmer) or ""),
            self.phase,
            people=tuple(person for person, _, _ in shown),
            lines=tuple(line.row for line in lines),
            steps=tuple(step for _, _, steps in shown for step in steps),
            locked=frozenset(
                (line.row["staff_no"], line.row["table"], line.row["number"])
                for line in lines
                if line.locked
            ),
            choices=self._choices,
        )

    def _person(
        self, confirmer: str, staff_no: str
    ) -> tuple[RowValues, list[Seen], list[RowValues]]:
        person = (staff_no, self.phase)
        report = self.known.reports[person]
        current = self._intake.current.get(person)
        fits = current is not None and current.report.digest == report["digest"]
        carried = self._carried_for(confirmer, person, str(report["digest"])) if fits else NOTHING
        own: RowValues = {"staff_no": staff_no, "staff_name": self._names.get(staff_no)}
        seen = self._lines(person, current, carried, own) if current and fits else []
        steps = step_rows(
            self.policy,
            self._verdicts.get(staff_no, ()),
            self._steps_for(staff_no, carried),
            own,
            self._choices if self.policy.settings.override_allowed else {},
        )
        section = self._section_names.get(self._sections.get(staff_no, ""))
        typed = (TYPED_STEP,) if self._typed_step(person) else ()
        row = person_row(
            {**own, "section": section}, report, seen, steps, carried, decidable=fits, more=typed
        )
        return row, seen, steps if fits else []

    def _carried_for(self, confirmer: str, person: ReportOf, digest: str) -> Carried:
        written = self._carried.get((confirmer, number_key(person[0]), digest))
        history = from_history(self.known.confirmations.get(person, ()), digest)
        if written is None:
            again = self.known.reports[person]["state"] == ReportState.CONFIRMED
            return NOTHING if again else history
        return _decided_as(written, history) if _stands(history, written) else written

    def _steps_for(
        self, staff_no: str, carried: Carried
    ) -> Mapping[tuple[str, str | None], tuple[int, str | None]]:
        standing = {
            (str(row["persona_code"]), str(row["tool_code"]) if row["tool_code"] else None): (
                int(str(row["reviewed_step"])),
                str(row["reason"]),
            )
            for row in self._reviewed.get(staff_no, ())
        }
        return {**standing, **carried.steps}

    def _lines(
        self, person: ReportOf, current: Current, carried: Carried, own: RowValues
    ) -> list[Seen]:
        changed = self.known.reports[person]["state"] == ReportState.CHANGED
        lines = []
        for fate in current.fates:
            if fate.row.table not in ITEMS:
                continue
            standing = self._shelves[fate.table].get(fate.key) if fate.key else None
            seen = seen_line(
                self.policy,
                current.report,
                fate,
                standing,
                moved_on=self._moved.get(person[0]),
                changed=changed,
            )
            before = self._reason(person[0], fate.table, standing) if standing else None
            decided = _line_decision(carried, fate.row.table, fate.row.number, standing, before)
            lines.append(seen._replace(row={**own, **seen.row, **decided}))
        lines += (
            gone._replace(row={**own, **gone.row}) for gone in self._vanished(person, current)
        )
        return sorted(lines, key=lambda one: not one.words)

    def _reason(self, staff_no: str, table: str, fact: RowValues) -> object:
        spoken = spoken_key(ledger.BY_KEY[table], fact)
        return self._reasons.get(rejected_as(staff_no, table, spoken))

    def _vanished(self, person: ReportOf, current: Current) -> Iterator[Seen]:
        """Yield the confirmed rows of earlier versions that a confirmation would delete."""
        files = versions(self.known.reports[person])
        claimed = {(fate.table, fate.key) for fate in current.fates}
        for form in FORM_TABLES:
            for key, row in self._shelves[form.becomes].of(person[0]):
                here = form.table.key in ITEMS and file_of(row) in files
                stands = row.get("confirmed", Confirmation.CONFIRMED) == Confirmation.CONFIRMED
                if here and stands and (form.becomes, key) not in claimed:
                    yield vanished_line(self.policy, form.table.key, row)


def _stands(history: Carried, written: Carried) -> bool:
    """Say whether what 確認履歴 knows stands against what is written: no later 確認日 there."""
    if history.decision is None or written.decision is None:
        return history.decision is not None
    days = (history.confirmed_on, written.confirmed_on)
    return None not in days and days[1] <= days[0]  # type: ignore[operator]


def _decided_as(written: Carried, history: Carried) -> Carried:
    return written._replace(
        decision=history.decision, reason=history.reason, confirmed_on=history.confirmed_on
    )


def _line_decision(
    carried: Carried, table: str, number: int, standing: RowValues | None, before: object
) -> RowValues:
    line = (table, number)
    if line in carried.rejected:
        return {"line_decision": "否認", "line_reason": carried.rejected[line]}
    if line in carried.accepted:
        return {"line_decision": "採用"}
    if standing is not None and standing.get("confirmed") == "否認":
        return {"line_decision": "否認", "line_reason": str(before) if before else None}
    return {}


def _column(tables: Tables, table: str, key: str, value: str) -> Mapping[str, str]:
    data = tables[table].dropna(subset=[key, value])
    return dict(zip(data[key], data[value], strict=True))


def _by_person(rows: Sequence[RowValues]) -> Mapping[str, tuple[RowValues, ...]]:
    found: dict[str, list[RowValues]] = {}
    for row in rows:
        found.setdefault(str(row["staff_no"]), []).append(row)
    return {number: tuple(own) for number, own in found.items()}
