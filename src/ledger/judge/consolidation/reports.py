"""The desk on which one person's report after the other is settled."""

from collections.abc import Iterable, Mapping, Sequence

from ledger.judge.consolidation.confirmers_decisions import Gathered, typed_steps
from ledger.judge.consolidation.decision_faults import FormRow
from ledger.judge.consolidation.effective_decision import Weighed, emptied, weigh
from ledger.judge.consolidation.fact_table import Shelf, file_of, shelves_of
from ledger.judge.consolidation.ledger_index import PHASES, LedgerIndex
from ledger.judge.consolidation.merge_rows import JudgedReport, lay, withdraw
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.judge.consolidation.report_content import (
    NOT_HANDED_IN,
    VERSIONS,
    Content,
    content_of,
    deficiencies,
    digital_goals,
    handed_in,
    line_of,
    unnamed_proxy,
    versions,
)
from ledger.judge.consolidation.report_state import (
    FactKey,
    Holding,
    Settled,
    mark,
    rejection_rows,
    step_rows,
    with_steps,
)
from ledger.judge.consolidation.report_versions import Contest
from ledger.judge.consolidation.row_keys import spoken_key
from ledger.judge.consolidation.waiting_reports import ARRIVAL
from ledger.judge.person_sentences import own_words
from ledger.judge.progress import WAITING_FOR_STAFF
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import records
from ledger.model.problems import Place, Problem
from ledger.model.terms import Confirmation, Decision, ReportState

_SEEN = frozenset({ReportState.SUBMITTED, ReportState.DEFICIENT, ReportState.CHANGED})
"""What 申告状況 says of a file that was only seen: without the file it is true no longer."""
UNDECIDED = "提出日から新旧を決められない申告書が2つ以上あります"


class ReportSettler:
    """Settles reports one by one and keeps what the ledger will hold.

    Attributes:
        known: The ledger before this run.
        shelves: The fact tables as they come to stand.
        entries: New rows of 確認履歴.
        rejections: New rows of 否認.
        problems: What was found.
    """

    def __init__(self, known: LedgerIndex) -> None:
        """Set out the tables; claims that a roster proves by now give way to it."""
        self.known = known
        self.shelves: Mapping[str, Shelf] = shelves_of(known.tables)
        for key in known.rostered:
            self.shelves["attendances"].drop(key)
        self.entries: list[NewRow] = []
        self.rejections: list[NewRow] = []
        self._steps: dict[str, tuple[NewRow, ...]] = {}
        self.problems: list[Problem] = []
        self._reports: dict[ReportOf, NewRow] = dict(known.reports)
        self._rejected = self._standing("rejections")

    def _standing(self, key: str) -> list[NewRow]:
        return records(ledger.BY_KEY[key], self.known.tables[key])

    def settle(
        self,
        person: ReportOf,
        contest: Contest | None,
        judged: JudgedReport | None,
        given: Gathered,
        refused: str = "",
    ) -> None:
        """Settle the report of one person and phase.

        Args:
            person: `(staff_no, phase)`.
            contest: The reports that were handed in; None if there was none.
            judged: The report in force, its rows judged; None if there is none in this run.
            given: The decisions of this run.
            refused: Why the person's file was refused as a whole; empty if none was.
        """
        before = self.known.reports.get(person)
        files = self._files(person, judged)
        holding = self._hold(person, judged, files)
        self.problems += contest.problems if contest else ()
        if judged is not None:
            report = judged.current.report
            self.problems += [*report.problems, *judged.problems, *typed_steps(report)]
        deficiency = self._deficiency(contest, judged, before)
        content = content_of(person, judged, before, deficiency)
        weighed = self._weigh(person, content, holding, given)
        self._act(person, weighed, deficiency, holding)
        settled = Settled(content, weighed, deficiency, holding)
        row = self._row(person, judged, before, settled)
        self._reports[person] = _told(row, refused)

    def _files(self, person: ReportOf, judged: JudgedReport | None) -> frozenset[str]:
        """The files of this report's versions, as far as their rows can be told from others'."""
        own = set(versions(self.known.reports.get(person)))
        if judged is not None:
            own.add(judged.current.report.file)
        others = {
            name
            for phase in PHASES
            if phase != person[1]
            for name in versions(self._reports.get((person[0], phase)))
        }
        return frozenset(own - others)

    def _hold(
        self, person: ReportOf, judged: JudgedReport | None, files: frozenset[str]
    ) -> Holding:
        if judged is None:
            return self._standing_facts(person)
        later = PHASES[PHASES.index(person[1]) + 1 :]
        yields = any(versions(self.known.reports.get((person[0], phase))) for phase in later)
        laid = lay(self.shelves, judged.facts, files, yields=yields)
        staying = withdraw(
            self.shelves, judged.current, files, protected=self._confirmed_before(person[0])
        )
        lines: dict[FormRow, FactKey | None] = {
            (fate.row.table, fate.row.number): None for fate in judged.current.fates
        }
        lines.update({(fact.line.table, fact.line.number): (fact.table, fact.key) for fact in laid})
        return Holding(lines, tuple((fact.table, fact.key) for fact in laid), staying)

    def _standing_facts(self, person: ReportOf) -> Holding:
        """Find a report's rows in the ledger when its file is not in this run."""
        files = versions(self.known.reports.get(person))
        lines: dict[FormRow, FactKey | None] = {}
        facts, staying = [], []
        for name, shelf in self.shelves.items():
            for key, row in shelf.of(person[0]):
                file = file_of(row)
                if file in files[1:] and row.get("confirmed") == Confirmation.CONFIRMED:
                    staying.append((name, key))
                elif file in files[:1]:
                    facts.append((name, key))
                    line = line_of(row)
                    if line is not None:
                        lines[line] = (name, key)
        return Holding(lines, tuple(facts), tuple(staying))

    def _confirmed_before(self, staff_no: str) -> bool:
        return any(
            entry["decision"] == Decision.CONFIRM
            for phase in PHASES
            for entry in self.known.confirmations.get((staff_no, phase), ())
        )

    def _deficiency(
        self, contest: Contest | None, judged: JudgedReport | None, before: NewRow | None
    ) -> str:
        """Say why a report cannot be confirmed; empty if it can."""
        if judged is not None:
            report, needed = judged.current.report, self.known.policy.settings.goals_digital_min
            found = tuple(deficiencies(report, digital_goals(judged.facts), needed))
            self.problems += [*found, *unnamed_proxy(report)]
            return " ".join(own_words(problem.what) for problem in found)
        if contest is not None and contest.undecided:
            return UNDECIDED
        if contest is not None and contest.winner is None and contest.ahead:
            return own_words(contest.problems[0].what)
        if before is not None and before["digest"] and before["state"] == ReportState.DEFICIENT:
            return str(before["return_reason"] or ReportState.DEFICIENT)
        return ""

    def _weigh(
        self, person: ReportOf, content: Content | None, holding: Holding, given: Gathered
    ) -> Weighed:
        rulings = given.rulings.get(person, ())
        history = self.known.confirmations.get(person, ())
        if content is None:
            self.problems += [
                Problem.of(
                    "nothing-to-confirm",
                    ruling.place,
                    staff_no=person[0],
                    decision=ruling.decided.decision,
                )
                for ruling in rulings
            ]
            return Weighed()
        weighed = weigh(self.known, content, rulings, history, holding.lines)
        blank = given.blank.get(person, ())
        self.problems += [*weighed.problems, *emptied(content, weighed, history, blank)]
        return weighed

    def _act(self, person: ReportOf, weighed: Weighed, deficiency: str, holding: Holding) -> None:
        self.entries += weighed.entries
        if deficiency:
            return
        mark(self.shelves, holding, weighed)
        for row in rejection_rows(self.shelves, holding, weighed):
            if not any(_same_but_file(row, known) for known in self._rejected):
                self.rejections.append(row)
                self._rejected.append(row)
        steps, found = step_rows(self.known, weighed)
        self.problems += found
        spoken = weighed.decision is Decision.CONFIRM and weighed.ruling is not None
        if (spoken or weighed.withdrawn) and not self._outlived(person):
            self._steps[person[0]] = steps

    def _outlived(self, person: ReportOf) -> bool:
        """Say whether a later phase was confirmed: from then on only its 上長判定 stands."""
        return any(
            entry["decision"] == Decision.CONFIRM
            for phase in PHASES[PHASES.index(person[1]) + 1 :]
            for entry in self.known.confirmations.get((person[0], phase), ())
        )

    def _row(
        self, person: ReportOf, judged: JudgedReport | None, before: NewRow | None, settled: Settled
    ) -> NewRow:
        row: NewRow = dict.fromkeys(ledger.BY_KEY["reports"].keys)
        row["staff_no"], row["phase"] = person
        issue = self.known.latest_issues.get(person)
        row["issue_no"] = issue["issue_no"] if issue else None
        row["state"] = ReportState.NOT_SUBMITTED.value
        row.update(before or {})
        if judged is not None:
            row.update(handed_in(judged.current.report))
        elif not row["digest"] and row["state"] in _SEEN:
            row.update(state=ReportState.NOT_SUBMITTED.value, **NOT_HANDED_IN)
        row.update(confirmer_no=None, confirmed_at=None, return_reason=None)
        row.update(dict.fromkeys(ARRIVAL))
        if settled.content is None and not settled.deficiency:
            return row
        row.update(settled.outcome(before))
        staying = () if settled.weighed.decision is Decision.CONFIRM else settled.holding.staying
        row["source_file"] = self._version_names(row, staying)
        self.problems += [
            Problem.of(
                "confirmed-row-missing",
                Place(file=versions(row)[0] if versions(row) else ""),
                staff_no=person[0],
                table=ledger.BY_KEY[table].title,
                row=spoken_key(self.shelves[table].table, fact),
            )
            for table, key in staying
            if (fact := self.shelves[table].get(key)) is not None
        ]
        return row

    def _version_names(self, row: NewRow, staying: Iterable[FactKey]) -> str | None:
        current = versions(row)[:1]
        rows = (self.shelves[table].get(key) for table, key in staying)
        older = {file_of(one) for one in rows if one is not None} - set(current)
        return VERSIONS.join([*current, *sorted(older)]) or None

    def step_reviews(self) -> list[NewRow]:
        """Return 上長判定 as it comes to stand."""
        return with_steps(self._standing("step_reviews"), self._steps)

    def report_rows(self, people: Sequence[ReportOf]) -> list[NewRow]:
        """Return 申告状況: the rows that were there in their order, then the new ones."""
        order = [*self.known.reports, *(p for p in people if p not in self.known.reports)]
        return [self._reports[person] for person in order]


def _told(row: NewRow, refused: str) -> NewRow:
    """Say of a file that was refused as a whole what is to be mended.

    Nobody whose file lies there is 未提出: where nothing was taken over yet, 状態 is 不備; where an
    earlier version was, its 状態 stays true of it, and 受付状態 says what came since.
    """
    if not refused or row["state"] not in WAITING_FOR_STAFF:
        return row
    deficient = ReportState.DEFICIENT.value
    if row["digest"]:
        return row | {"arrival_state": deficient, "arrival_reason": refused}
    return row | {"state": deficient, "return_reason": refused}


def _same_but_file(one: NewRow, other: NewRow) -> bool:
    return all(one[key] == other[key] for key in one if key != "source_file")
