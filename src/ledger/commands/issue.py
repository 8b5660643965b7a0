"""`issue`: one self-report per person, prefilled and sealed, in a folder per section."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ledger.book.protocol import Book
from ledger.commands.check import LOAD_FIRST, begun
from ledger.commands.ledger_keys import key_place_told, keys_of
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.output_paths import folder_to_fill, put_aside
from ledger.commands.people import person_of
from ledger.commands.phases import folder_of, phase_of
from ledger.commands.plan import Plan, fingerprint
from ledger.commands.run_log import recorded
from ledger.commands.sections import section_meant
from ledger.commands.stages_told import StagesTold
from ledger.form.content import forms_of
from ledger.form.issue import fill
from ledger.judge.consistency.confirmers import unconfirmed
from ledger.judge.holders import in_post
from ledger.judge.organisation import organisation_of
from ledger.judge.phase_at_hand import other_phase
from ledger.judge.population import main_sections
from ledger.layout import ledger, meta
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, records
from ledger.model.characters import file_name
from ledger.model.problems import Refusal
from ledger.model.terms import Phase
from ledger.model.work_stages import WorkStage
from ledger.present.templates import template
from ledger.read.inbox import ASIDE, Progress
from ledger.trust.seal import Issued, key_id, seal

ISSUES = ledger.BY_KEY["issues"]
STAGES = (WorkStage.PREPARED,)
PHASE_LETTER = {Phase.OPENING: "A", Phase.CLOSING: "B"}


_HAND_OUT = "所属ごとのフォルダを職員に渡し、記入したものを提出フォルダに入れてもらってください。"


class IssueOptions(NamedTuple):
    """Whom to issue, and how.

    Attributes:
        phase: 期首 or 年度末; the phase at hand if None.
        staff: Only these people; everybody in post if empty.
        section: Only people of this section (code or name) and those below it.
        again: Also people who were issued this phase's form already.
        paper: For printing: 入力者区分 is 代理 from the start.
    """

    phase: Phase | None = None
    staff: tuple[str, ...] = ()
    section: str | None = None
    again: bool = False
    paper: bool = False


class _Target(NamedTuple):
    staff_no: str
    issue_no: str
    path: Path


def plan(  # noqa: PLR0913 - the verb's own options
    book: Book,
    folder: Path,
    choice: IssueOptions,
    now: dt.datetime,
    as_of: dt.date | None = None,
    *,
    progress: Progress | None = None,
    stage: Progress | None = None,
) -> Plan:
    """Plan to issue self-reports; a file of the same name is put aside, with what is in it.

    Args:
        book: The ledger.
        folder: Where the forms will stand, one folder per section; where it has one of the phase,
            in that.
        choice: Whom, and how.
        now: The moment of issue, printed in 配布記録.
        as_of: The day whose staff is issued; the 基準日 if not given.
        progress: Told `(done, total, file name)` at every form.
        stage: Told `(done, total, what is worked out)` before them.

    Raises:
        Refusal: A person or section that was asked for is unknown or not in post, the folder is a
            file, or this PC lacks the ledger's key (`key-missing`).
    """
    folder_to_fill(folder)
    stages = StagesTold(STAGES, stage)
    stages.reading()
    opened = open_ledger(book).looking_at(as_of)
    phase = phase_of(opened.judging(now.date(), as_of), choice.phase)
    people, had = _people(opened, choice, phase)
    targets = list(_targets(opened, folder_of(folder, phase), phase, people))
    stages.at(WorkStage.PREPARED)
    forms = forms_of(opened.policy, opened.tables, opened.as_of, phase, people)
    blank, key = template("self-report.xlsx"), keys_of(opened).issuing
    files: dict[Path, bytes] = {}
    issued: list[dict[str, Cell]] = []
    for number, target in enumerate(targets, start=1):
        if progress is not None:
            progress(number, len(targets), target.path.name)
        sealed = seal(key, _issued(opened, phase, target))
        form = forms.of(target.staff_no, proxy=choice.paper).sealed(target.issue_no, sealed)
        files[target.path] = fill(blank, form)
        issued.append(_record(phase, target, sealed, now) | {"key_no": key_id(key)})
    aside = put_aside(files, now)
    problems = unconfirmed(opened.policy, opened.tables, opened.as_of, people)
    counts = {
        "people": len(targets),
        "aside": len(aside),
        "phase": phase.value,
        "already": len(_issued_already(opened, phase)),
    }
    changes = {"issues": frame(ISSUES, [*records(ISSUES, opened.tables["issues"]), *issued])}
    return Plan(
        operation="issue",
        as_of=opened.as_of,
        summary=(
            *begun(opened.tables),
            *_summary(choice, phase, len(targets), len(had), len(aside)),
        ),
        problems=(*opened.errors, *key_place_told(), *problems),
        files={**aside, **files},
        tables=recorded(opened, changes, "issue", counts, now) if targets else {},
        counts=counts,
        next_step=_HAND_OUT if targets else LOAD_FIRST if begun(opened.tables) else "",
        seen={path: fingerprint(path) for path in files},
        folders=(folder,),
        recorded_last=True,
    )


def _summary(
    choice: IssueOptions, phase: Phase, people: int, had: int, aside: int
) -> tuple[str, ...]:
    """Say what goes out, and of whom somebody chose who has a form already.

    Where nobody is left and no phase was asked for, how the other's go out.
    """
    lines = [f"{phase}の自己申告書を {people} 名分、所属ごとのフォルダに作ります。"]
    if aside:
        lines.append(f"同じ名前の {aside} ファイルは、フォルダ「{ASIDE}」に残します。")
    if had and (choice.staff or choice.section is not None):
        lines.append(
            f"{had} 名には、{phase}の申告書をもう配りました。作り直すときは --again を付けます。"
        )
    elif not people and choice.section is not None:
        who = "指定した職員は、その所属に" if choice.staff else "その所属には、在籍する人が"
        lines.append(f"{who}いません。")
        return tuple(lines)
    if not people and choice.phase is None:
        other = other_phase(phase)
        lines.append(f"{other}の申告書を配るときは --phase {other} を付けます。")
    return tuple(lines)


def _people(
    opened: Opened, choice: IssueOptions, phase: Phase
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return who gets a form, and who of the chosen has one already and gets none."""
    present = in_post(opened.tables, opened.as_of)
    asked = {person_of(number, opened.tables["staff"]) for number in choice.staff}
    for number in sorted(asked - present):
        raise Refusal.of("staff-not-in-post", staff_no=number, day=opened.as_of.isoformat())
    wanted = asked or set(present)
    if choice.section is not None:
        wanted &= _of_section(opened, choice.section)
    had = frozenset() if choice.again else frozenset(wanted & _issued_already(opened, phase))
    return tuple(sorted(wanted - had)), had


def _of_section(opened: Opened, section: str) -> set[str]:
    tree, meant = organisation_of(opened.tables), section_meant(section, opened.tables)
    own = main_sections(opened.tables, opened.as_of)
    return {n for n, code in own.items() if meant in (s.code for s in tree.path(code))}


def _issued_already(opened: Opened, phase: Phase) -> set[str]:
    issues = opened.tables["issues"]
    return set(issues.loc[issues["phase"] == phase, "staff_no"])


def _targets(
    opened: Opened, folder: Path, phase: Phase, people: tuple[str, ...]
) -> Iterator[_Target]:
    """Give every form its number and its place."""
    issues = opened.tables["issues"]
    before = issues.loc[issues["phase"] == phase, "staff_no"].value_counts().to_dict()
    staff = opened.tables["staff"]
    names = dict(zip(staff["staff_no"], staff["staff_name"], strict=True))
    tree = organisation_of(opened.tables)
    own = main_sections(opened.tables, opened.as_of)
    year = opened.settings.fiscal_year
    for number in people:
        times = int(before.get(number, 0))
        suffix = f"-{times + 1}" if times else ""
        path = tree.path(own.get(number))
        place = f"{path[0].code}_{path[0].name}" if path else "所属なし"
        file = f"自己申告書_{year}{phase}_{number}_{names.get(number, '')}{suffix}.xlsx"
        yield _Target(
            number,
            f"{year}-{PHASE_LETTER[phase]}-{number}{suffix}",
            folder / file_name(place) / file_name(file),
        )


def _issued(opened: Opened, phase: Phase, target: _Target) -> Issued:
    return Issued(
        target.issue_no,
        target.staff_no,
        opened.settings.fiscal_year,
        phase.value,
        meta.FORM_VERSION,
    )


def _record(phase: Phase, target: _Target, sealed: str, now: dt.datetime) -> dict[str, Cell]:
    return {
        "issue_no": target.issue_no,
        "staff_no": target.staff_no,
        "phase": phase.value,
        "form_version": meta.FORM_VERSION,
        "issued_at": now.replace(microsecond=0),
        "seal": sealed,
        "file_name": target.path.name,
    }
