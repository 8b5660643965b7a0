"""Which self-reports are admitted at all: year, version, issue, seal, and whose they are."""

from collections.abc import Iterator
from typing import NamedTuple

from ledger.judge.consolidation.file_names import others_named
from ledger.judge.consolidation.ledger_index import LedgerIndex, Sealed
from ledger.layout.meta import FORM_VERSION, FORM_VERSIONS
from ledger.layout.self_report import MAIN_SHEET
from ledger.model.calendar import wareki_year
from ledger.model.folding import folded_code, number_key
from ledger.model.person_names import Likeness, likeness
from ledger.model.problems import Place, Problem
from ledger.model.reports import SelfReport
from ledger.model.unknown_words import staff_remedy


class Admitted(NamedTuple):
    """A self-report at the door.

    Attributes:
        report: The report, its 職員番号 as the master writes it.
        admitted: Whether it is used at all.
        problems: Why not, or what was repaired.
    """

    report: SelfReport
    admitted: bool
    problems: tuple[Problem, ...] = ()


def admit(known: LedgerIndex, report: SelfReport, sealed: Sealed | None) -> Admitted:
    """Hold a self-report against the issue records and the master.

    Args:
        known: The ledger.
        report: The report as read.
        sealed: Says whether the issue seal holds; None leaves the seal to the caller.
    """
    place = Place(file=report.file)
    wrong = _form_problem(known, report, place) or _issue_problem(known, report, place)
    if wrong is not None:
        return Admitted(report, admitted=False, problems=(wrong,))
    number = str(known.issues[report.issue_no]["staff_no"])
    owned, told = _owner(known, report, number, place)
    if owned is None:
        return Admitted(report, admitted=False, problems=told)
    if sealed is not None and not sealed(report):
        wrong = Problem.of("seal-broken", place, issue_no=report.issue_no)
    elif number not in known.in_post:
        wrong = Problem.of("staff-not-in-post", place, staff_no=number, day=known.as_of.isoformat())
    if wrong is not None:
        return Admitted(owned, admitted=False, problems=(*told, wrong))
    return Admitted(owned, admitted=True, problems=(*told, *_named_otherwise(known, owned, place)))


def _main(place: Place) -> Place:
    return place.but(sheet=MAIN_SHEET)


def _named_otherwise(known: LedgerIndex, report: SelfReport, place: Place) -> Iterator[Problem]:
    """Warn where the form or its file speaks of somebody else: another's, or a new name."""
    name = known.names.get(report.staff_no, "")
    shown = report.shown_name
    if shown and name and likeness(shown, name) is not Likeness.SAME:
        said = {"staff_no": report.staff_no, "name": name, "found": shown}
        yield Problem.of("staff-name-differs", _main(place), **said)
    others = others_named(report.file, report.staff_no, known.by_fold, known.by_person_name)
    if others:
        named = "・".join(f"{number} {known.names.get(number, '')}" for number in others)
        said = {"staff_no": report.staff_no, "name": name, "others": named}
        yield Problem.of("file-name-differs", place, **said)


def _form_problem(known: LedgerIndex, report: SelfReport, place: Place) -> Problem | None:
    """Another year's form, or another version of it, is refused, never read by guess (W46)."""
    year = known.policy.settings.fiscal_year
    if report.fiscal_year != year:
        return Problem.of(
            "wrong-year", place, expected=wareki_year(year), found=wareki_year(report.fiscal_year)
        )
    if report.form_version not in FORM_VERSIONS:
        return Problem.of("form-version", place, expected=FORM_VERSION, found=report.form_version)
    return None


def _issue_problem(known: LedgerIndex, report: SelfReport, place: Place) -> Problem | None:
    """A form that was not issued by this ledger, or to somebody else, is not used."""
    issue = known.issues.get(report.issue_no)
    if issue is None:
        return Problem.of("issue-unknown", place, issue_no=report.issue_no)
    seen = ((report.shown_no, _main(place)),) if report.shown_no else ()
    for found, where in ((report.staff_no, place), *seen):
        if not _is_number_of(known, found, str(issue["staff_no"])):
            said = {"issue_no": report.issue_no, "expected": issue["staff_no"], "found": found}
            return Problem.of("staff-mismatch", where, **said)
    if report.phase != issue["phase"]:
        return Problem.of(
            "issue-mismatch",
            place,
            issue_no=report.issue_no,
            item="時期",
            expected=issue["phase"],
            found=report.phase,
        )
    return None


def _is_number_of(known: LedgerIndex, found: str, owner: str) -> bool:
    """Whether a number that stands on a form is its owner's; lost zeros make it nobody else's.

    Where another person has that very number (`0200` and `00200`), it is that person's.
    """
    if number_key(found) != number_key(owner):
        return False
    return folded_code(found) == owner or folded_code(found) not in known.hired_on


def _owner(
    known: LedgerIndex, report: SelfReport, number: str, place: Place
) -> tuple[SelfReport | None, tuple[Problem, ...]]:
    """Give the report the number of the master: as issued, or the only one it can be (W44)."""
    if number not in known.hired_on:
        remedy = staff_remedy(number)
        return None, (Problem.of("staff-unknown", place, value=report.staff_no, remedy=remedy),)
    if report.staff_no == number:
        return report, ()
    candidates = known.by_fold[number_key(number)]
    if len(candidates) > 1:
        return None, (
            Problem.of(
                "staff-ambiguous", place, value=report.staff_no, candidates="・".join(candidates)
            ),
        )
    notice = Problem.of("staff-normalised", place, value=report.staff_no, staff_no=number)
    return report._replace(staff_no=number), (notice,)
