"""What each confirmer's review workbook shows: their people, exceptions first."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from ledger.judge.consistency.confirmers import unconfirmed
from ledger.judge.consolidation import Current, Intake
from ledger.judge.consolidation.confirmers_decisions import typed_steps
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.population import main_sections
from ledger.judge.review.carry_over import NOTHING, Carried, carried_over, from_history
from ledger.judge.review.lines import ShownLines
from ledger.judge.review.looks import person_looks, rank_of, step_looks, waiting_for
from ledger.judge.review.people import ShownPerson, is_aside, step_rows
from ledger.judge.review.sections_now import SectionsNow
from ledger.layout import ledger
from ledger.layout.columns import RowValues
from ledger.layout.frames import Tables, records
from ledger.layout.review import ReviewContent
from ledger.model.folding import number_key
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.reports import Review
from ledger.model.terms import Phase, ReportState


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
        self._carried = carried_over(earlier, self.phase)
        self._sections = main_sections(tables, as_of)
        self._names = _column(tables, "staff", "staff_no", "staff_name")
        self._section_names = _column(tables, "sections", "section_code", "section_name")
        self._verdicts = _by_person(records(ledger.BY_KEY["verdicts"], verdicts))
        self._reviewed = _by_person(records(ledger.BY_KEY["step_reviews"], tables["step_reviews"]))
        self._now = SectionsNow(policy, tables, as_of)
        self._lines = ShownLines(self.known, intake, as_of)
        self._choices = {code: tuple(sorted(own)) for code, own in self.known.steps.items()}

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
        shown = [one for number in people if (one := self._person(confirmer, number))]
        looked = [one for one in shown if one.needs_look]
        looked.sort(key=lambda one: (rank_of(one.said, one.doubted), str(one.own["staff_no"])))
        rest = [one for one in shown if not one.needs_look]
        ordered = (*looked, *rest)
        lines = [line for one in ordered for line in (*one.doubted, *one.others)]
        steps = tuple(step for one in ordered for step in one.steps)
        return ReviewContent(
            confirmer,
            str(self._names.get(confirmer) or ""),
            self.phase,
            confirmer_post=self._now.post_of(confirmer),
            people=tuple(row for one in looked for row in one.rows()),
            rest=tuple(one.rest_row(self._next_step(str(one.own["staff_no"]))) for one in rest),
            waiting=tuple(row for number in people if (row := self._waiting(number))),
            lines=tuple(line.row for one in ordered for line in one.others),
            steps=steps,
            aside=frozenset(
                (row["staff_no"], row["persona_code"], row["tool_code"])
                for row in steps
                if is_aside(row)
            ),
            locked=frozenset(
                (line.row["staff_no"], line.row["table"], line.row["number"])
                for line in lines
                if line.locked
            ),
            choices=self._choices,
            sections=self._now.sections(confirmer),
        )

    def _fits(self, person: ReportOf) -> Current | None:
        """Return the report in force, if it is there to be decided on."""
        current = self._intake.current.get(person)
        digest = self.known.reports[person]["digest"]
        return current if current is not None and current.report.digest == digest else None

    def _own(self, staff_no: str) -> RowValues:
        section = self._section_names.get(self._sections.get(staff_no, ""))
        return {
            "staff_no": staff_no,
            "staff_name": self._names.get(staff_no),
            "section": section,
        }

    def _waiting(self, staff_no: str) -> RowValues | None:
        """Return the row of 申告を待っている人; None for whom there is something to decide on."""
        person = (staff_no, self.phase)
        if self._fits(person):
            return None
        return {**self._own(staff_no), "attention": waiting_for(self.known.reports[person])}

    def _person(self, confirmer: str, staff_no: str) -> ShownPerson | None:
        """Return a person as the confirmer sees them; None if there is nothing to decide on."""
        person = (staff_no, self.phase)
        report = self.known.reports[person]
        current = self._fits(person)
        if current is None:
            return None
        carried = self._carried_for(confirmer, person, str(report["digest"]))
        own = self._own(staff_no)
        named = {key: own[key] for key in ("staff_no", "staff_name")}
        seen = self._lines.of(person, current, carried, named)
        verdicts = self._verdicts.get(staff_no, ())
        said = person_looks(
            report,
            self.known.confirmations.get(person, ()),
            tuple(step_looks(self.policy, verdicts, self._now.standings_of(staff_no))),
            typed=self._typed_step(person),
        )
        return ShownPerson(
            own,
            report,
            tuple(said),
            tuple(one for one in seen if one.words),
            tuple(one for one in seen if not one.words),
            step_rows(
                self.policy,
                verdicts,
                self._steps_for(staff_no, carried),
                named,
                self._choices if self.policy.settings.override_allowed else {},
            ),
            carried,
        )

    def _next_step(self, staff_no: str) -> str:
        return "\n".join(self._now.next_steps(staff_no))

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


def _column(tables: Tables, table: str, key: str, value: str) -> Mapping[str, str]:
    data = tables[table].dropna(subset=[key, value])
    return dict(zip(data[key], data[value], strict=True))


def _by_person(rows: Sequence[RowValues]) -> Mapping[str, tuple[RowValues, ...]]:
    found: dict[str, list[RowValues]] = {}
    for row in rows:
        found.setdefault(str(row["staff_no"]), []).append(row)
    return {number: tuple(own) for number, own in found.items()}
