"""Which of a person's self-reports is in force: the latest 提出日, if it can be told.

Names of files and the order in which they come never matter.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.judge.consolidation.report_content import versions
from ledger.layout.columns import NewRow
from ledger.layout.self_report import MAIN_SHEET
from ledger.model.folding import name_key
from ledger.model.problems import Place, Problem
from ledger.model.reports import SelfReport


class Contest(NamedTuple):
    """The self-reports of one person and phase, told apart.

    Attributes:
        winner: The one in force, if there is one in this run.
        older: Superseded ones.
        copies: Those whose content equals that of another one.
        undecided: Those whose order cannot be told (`duplicate-report`).
        ahead: Those whose 提出日 lies in the future; they come before no other (`submitted-ahead`).
        problems: A line for each file but the winner.
    """

    winner: SelfReport | None
    older: tuple[SelfReport, ...] = ()
    copies: tuple[SelfReport, ...] = ()
    undecided: tuple[SelfReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    ahead: tuple[SelfReport, ...] = ()


def contest(
    reports: Sequence[SelfReport],
    consumed: NewRow | None,
    latest: dt.date,
    issued_as: Mapping[str, str] = MappingProxyType({}),
) -> Contest:
    """Tell which report of a person and phase is in force.

    The latest 提出日 wins. Reports of equal content count once. Where contents differ and the
    latest 提出日 is shared, or one 提出日 is blank, none is used. A report with an older 提出日
    than the one an earlier run took over is superseded; one of the same 提出日 took its place. A
    提出日 in the future is a slip that would shut out every later report: such a one is not used.

    Args:
        reports: The admitted reports of one person and phase, at least one.
        consumed: The row of 申告状況 that earlier runs left, if any.
        latest: The last day that a 提出日 may name.
        issued_as: The name of the file that was given out, by 発行番号.
    """
    ahead = tuple(r for r in reports if r.submitted_on is not None and r.submitted_on > latest)
    told = tuple(submitted_ahead(report) for report in ahead)
    timely = [report for report in reports if report not in ahead]
    if not timely:
        return Contest(None, problems=told, ahead=ahead)
    found = _among(timely, consumed, latest, issued_as)
    return found._replace(problems=(*told, *found.problems), ahead=ahead)


def _among(
    reports: Sequence[SelfReport],
    consumed: NewRow | None,
    latest: dt.date,
    issued_as: Mapping[str, str],
) -> Contest:
    """Tell which of the reports that were handed in by now is in force."""
    alike: dict[str, list[SelfReport]] = {}
    for report in reports:
        alike.setdefault(_content(report), []).append(report)
    before = versions(consumed)[:1]
    ranked = [
        (_rank(report, same, issued_as, before), report)
        for same in alike.values()
        for report in same
    ]
    by_content: dict[str, list[SelfReport]] = {}
    for _, report in sorted(ranked, key=lambda one: one[0]):
        by_content.setdefault(_content(report), []).append(report)
    originals = [same[0] for same in by_content.values()]
    copies = tuple(report for same in by_content.values() for report in same[1:])
    told = tuple(_copied(report, by_content[_content(report)][0]) for report in copies)
    newest = _newest(originals)
    if len(newest) > 1:
        return _undecided(newest, [r for r in originals if r not in newest], copies, told)
    (winner,) = newest
    older = tuple(report for report in originals if report is not winner)
    told += tuple(_older(report, winner) for report in older)
    overtaken = _overtaken(winner, consumed, latest)
    if overtaken is None:
        return Contest(winner, older, copies, problems=told)
    if overtaken.code == "older-than-consumed":
        return Contest(None, (*older, winner), copies, problems=(*told, overtaken))
    return Contest(None, older, copies, (winner,), (*told, overtaken))


def _content(report: SelfReport) -> str:
    """What tells contents apart; without a digest, no two files count as equal unless bytewise."""
    return report.digest or report.sha256


def _rank(
    report: SelfReport,
    alike: Sequence[SelfReport],
    issued_as: Mapping[str, str],
    before: Sequence[str],
) -> tuple[object, ...]:
    """Of copies with equal content, take the original; a copy of it never becomes 元ファイル.

    The original is the file that is called as it was issued; else one whose name is not made of
    another's (`申告書 - コピー`, `申告書 (2)`, `コピー ~ 申告書`), the one that was taken before
    first. Then the shorter name, the one that bears a decision, and the name; the folder comes
    after the name: a file that is moved stays the one that is taken.
    """
    name, own = _name(report), _stem(report)
    stems = {_stem(other) for other in alike} - {own}
    return (
        name != name_key(issued_as.get(report.issue_no, "")),
        any(stem in own for stem in stems if stem),
        report.file not in before,
        len(name),
        report.decided is None,
        name,
        report.file,
        report.sha256,
    )


def _name(report: SelfReport) -> str:
    return name_key(report.file.rpartition("/")[2])


def _stem(report: SelfReport) -> str:
    return _name(report).rpartition(".")[0]


def _newest(originals: Sequence[SelfReport]) -> list[SelfReport]:
    days = [report.submitted_on for report in originals]
    if len(originals) == 1 or None in days:
        return list(originals)
    latest = max(day for day in days if day is not None)
    return [report for report in originals if report.submitted_on == latest]


def _undecided(
    newest: Sequence[SelfReport],
    others: Sequence[SelfReport],
    copies: tuple[SelfReport, ...],
    told: tuple[Problem, ...],
) -> Contest:
    names = "・".join(f"{report.file}({_day(report.submitted_on)})" for report in newest)
    problems = tuple(
        Problem.of(
            "duplicate-report", Place(file=report.file), staff_no=report.staff_no, others=names
        )
        for report in newest
    )
    older = tuple(_older(report, newest[0]) for report in others)
    return Contest(None, tuple(others), copies, tuple(newest), (*told, *problems, *older))


def _overtaken(winner: SelfReport, consumed: NewRow | None, latest: dt.date) -> Problem | None:
    """Hold the newest report of this run against the one that an earlier run took over."""
    if consumed is None or not consumed["digest"] or consumed["digest"] == _content(winner):
        return None
    before, now = consumed["submitted_on"], winner.submitted_on
    if not isinstance(before, dt.date) or before > latest or (now is not None and now >= before):
        return None
    place = Place(file=winner.file)
    if now is None:
        others = f"{winner.file}({_day(now)})・集約済み({_day(before)})"
        return Problem.of("duplicate-report", place, staff_no=winner.staff_no, others=others)
    return Problem.of(
        "older-than-consumed",
        place,
        staff_no=winner.staff_no,
        consumed=_day(before),
        day=_day(now),
    )


def submitted_ahead(report: SelfReport) -> Problem:
    """Say what is wrong in words that stay the same from day to day: 申告状況 repeats them."""
    place = Place(file=report.file, sheet=MAIN_SHEET)
    day = _day(report.submitted_on)
    return Problem.of("submitted-ahead", place, staff_no=report.staff_no, day=day)


def _copied(report: SelfReport, original: SelfReport) -> Problem:
    return Problem.of(
        "report-duplicate",
        Place(file=report.file),
        staff_no=report.staff_no,
        other=original.file,
    )


def _older(report: SelfReport, newer: SelfReport) -> Problem:
    return Problem.of(
        "report-superseded",
        Place(file=report.file),
        staff_no=report.staff_no,
        other=newer.file,
        day=_day(newer.submitted_on),
    )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else "提出日なし"
