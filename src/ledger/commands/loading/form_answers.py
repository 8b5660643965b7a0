"""`load` of the answers of a form service: each becomes an issued, sealed form in the inbox.

配布記録 remembers them: 発行番号 says which receipt a form is of and which content it has. So the
same answer loaded again is nothing, and one that was changed becomes a newer form in its place.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ledger.commands.issue import ISSUES, PHASE_LETTER
from ledger.commands.ledger_keys import keys_of
from ledger.commands.ledger_session import Opened
from ledger.commands.loading.known_words import known_of
from ledger.commands.output_paths import folder_to_fill, put_aside
from ledger.commands.phases import folder_of, phase_of
from ledger.commands.plan import Plan, fingerprint
from ledger.commands.run_log import recorded
from ledger.commands.set_aside_rows import WaitingRow, after_import
from ledger.form.answered import answered
from ledger.form.content import Forms, forms_of
from ledger.form.issue import fill
from ledger.judge.holders import in_post, issued_once
from ledger.judge.importing.definition import Definition
from ledger.layout import meta
from ledger.layout.answer_tables import ANSWER, ANSWERED, answered_column
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, records
from ledger.layout.import_tables import IMPORT_COLUMNS
from ledger.model.characters import file_name
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.terms import EnteredBy, ImportUse, Phase
from ledger.present.templates import template
from ledger.read.form_answers import FormAnswer, read_answers
from ledger.read.inbox import shown_name
from ledger.read.rosters.grids import RosterGrid
from ledger.read.rosters.people import RosterPeople
from ledger.read.table_grid import header_key
from ledger.trust.seal import Issued, key_id, seal

INBOX = "提出"
"""Folder beside the ledger where 設定 names no other."""
_NO_NAMES = dict.fromkeys(("family_name", "given_name", "kana"))


class _Made(NamedTuple):
    """What became of one answer: a form to be written, or none."""

    fate: str
    path: Path | None = None
    data: bytes = b""
    record: Mapping[str, Cell] | None = None
    problems: tuple[Problem, ...] = ()


def plan(  # noqa: PLR0913, PLR0917 - a file that is open already, and where its forms go
    opened: Opened,
    definition: Definition,
    lists: tuple[RosterGrid, ...],
    source: Path,
    base: Path,
    now: dt.datetime,
) -> Plan:
    """Plan to make forms of answers; nothing is written yet.

    Args:
        opened: The ledger.
        definition: The definition that the file goes by.
        lists: The file's lists that have the definition's headers.
        source: The file.
        base: Folder of the ledger.
        now: The moment of the run: when the forms are issued.

    Raises:
        Refusal: The definition cannot be gone by, or the inbox is a file.
    """
    _refuse_unfinished(definition, Place(file=source.name))
    judged = opened.judging(now.date())
    phase = phase_of(judged, None)
    inbox = base / (opened.settings.inbox_folder.strip() or INBOX)
    folder_to_fill(inbox)
    maker = _FormMaker(opened, phase, folder_of(inbox, phase), source.name, definition.name, now)
    known = known_of(opened)
    made = [
        maker.made(answer, found)
        for found in lists
        for answer in read_answers(found.grid, definition, known)
    ]
    written = {one.path: one.data for one in made if one.path is not None}
    aside = put_aside(written, now)
    problems = tuple(p for found in lists for p in found.problems)
    problems += tuple(p for one in made for p in one.problems)
    counts = _counts(made, phase)
    rows = [*records(ISSUES, opened.tables[ISSUES.key]), *maker.records]
    listed = _set_aside(opened, definition, made)
    changes = {ISSUES.key: frame(ISSUES, rows), **listed}
    return Plan(
        operation="load",
        summary=_summary(counts, inbox, phase),
        problems=problems,
        files={**aside, **written},
        tables=recorded(opened, changes, "load", counts, now) if written or listed else {},
        counts=counts,
        next_step="申告書を提出フォルダに入れました。集約してください(ボタン: 集約とレポート)。"
        if written
        else "",
        seen={path: fingerprint(path) for path in written},
        folders=(inbox,),
        recorded_last=True,
    )


def _set_aside(
    opened: Opened, definition: Definition, made: list[_Made]
) -> dict[str, pd.DataFrame]:
    """Return 要確認 with the answers that became no form, if it changes."""
    aside = (p for one in made if one.fate == "quarantined" for p in one.problems)
    found = [WaitingRow(problem) for problem in aside if problem.severity is not Severity.NOTICE]
    listed = after_import(opened.tables, opened.policy, {ANSWER.title: found}, definition.name)
    unchanged = listed.equals(opened.tables["problems"].reset_index(drop=True))
    return {} if unchanged else {"problems": listed}


def _refuse_unfinished(definition: Definition, place: Place) -> None:
    """Refuse a definition that is mixed, unknown in a row, open, or without what is needed."""
    used = [entry for entry in definition.entries if entry.use is not ImportUse.IGNORED]
    if others := sorted({e.table for e in used if e.table not in ANSWERED}):
        gaps = {"name": definition.name, "tables": "、".join(others)}
        raise Refusal.of("answer-mixed", Place(sheet=IMPORT_COLUMNS.title), **gaps)
    for entry in used:
        if answered_column(entry.table, entry.column) is None or entry.use is ImportUse.RESULT:
            at = Place(sheet=IMPORT_COLUMNS.title, cell=f"D{entry.row}")
            gaps = {"table": entry.table, "column": entry.column or "(空欄)"}
            raise Refusal.of("import-column-unknown", at, **gaps)
    if definition.open:
        what = "、".join(f"{e.table}の「{e.column}」" for e in definition.open)
        cells = "・".join(f"B{e.row}" for e in definition.open)
        gaps = {"name": definition.name, "what": what, "cells": cells}
        raise Refusal.of("import-columns-open", place, **gaps)
    there = {header_key(e.column) for e in used if e.table == ANSWER.title}
    needed = [c.header for c in ANSWER.columns if c.required]
    if short := [header for header in needed if header_key(header) not in there]:
        missing = "、".join(f"{ANSWER.title}の「{header}」" for header in short)
        raise Refusal.of("import-columns-short", place, name=definition.name, missing=missing)


def _counts(made: list[_Made], phase: Phase) -> dict[str, object]:
    found = Counter(one.fate for one in made)
    rows = {key: found[key] for key in ("accepted", "superseded", "quarantined", "left_out")}
    return {
        "rows": {"read": len(made), **rows},
        "people": len({(one.record or {}).get("staff_no") for one in made if one.record}),
        "phase": phase.value,
    }


def _summary(counts: Mapping[str, object], inbox: Path, phase: Phase) -> tuple[str, ...]:
    rows = counts["rows"]
    if not isinstance(rows, dict):
        raise TypeError(rows)
    made = f"回答 {rows['read']} 件から{phase.value}の申告書を {rows['accepted']} 件作り、"
    lines = [f"{made}フォルダ「{shown_name(inbox)}」に入れます。"]
    if rows["superseded"]:
        lines.append(f"前に取り込んだ回答と同じ {rows['superseded']} 件は、何もしません。")
    if rows["left_out"]:
        left = rows["left_out"]
        lines.append(
            f"取り消されたものと、取込値で除くとしたもの、あわせて {left} 件は、数えません。"
        )
    if rows["quarantined"]:
        lines.append(f"使えない {rows['quarantined']} 件は、申告書にしません。")
    return tuple(lines)


class _FormMaker:
    """Makes forms of answers, one after the other."""

    def __init__(  # noqa: PLR0913, PLR0917 - what all answers of a file have in common
        self,
        opened: Opened,
        phase: Phase,
        folder: Path,
        file: str,
        source: str,
        now: dt.datetime,
    ) -> None:
        self.opened, self.phase, self.folder = opened, phase, folder
        self.file, self.source, self.now = file, source, now
        self.people = RosterPeople.of(opened.tables["staff"], issued_once(opened.tables))
        self.present = in_post(opened.tables, opened.settings.as_of)
        self.known = [str(one) for one in opened.tables[ISSUES.key]["issue_no"].dropna()]
        self.forms: Forms | None = None
        self.records: list[Mapping[str, Cell]] = []
        self.blank, self.key = template("self-report.xlsx"), keys_of(opened).issuing

    def made(self, answer: FormAnswer, found: RosterGrid) -> _Made:
        """Return the form that an answer becomes, or why it becomes none."""
        if answer.left_out:
            return _Made("left_out", problems=(answer.withdrawn,) if answer.withdrawn else ())
        if not answer.usable:
            return _Made("quarantined", problems=answer.problems)
        place = found.grid.place.but(cell=f"{answer.number}行")
        number, told = self._whose(answer, place)
        told = (*answer.problems, *told)
        if number is None:
            return _Made("quarantined", problems=told)
        receipt = str(answer.fields["receipt"])
        prefix = f"{self._year}-{PHASE_LETTER[self.phase]}-{number}-{_short(self.source, receipt)}"
        issue_no = f"{prefix}-{_short(*_content(answer))}"
        if issue_no in self.known:
            return _Made("superseded")
        if any(one.startswith(f"{prefix}-") for one in self.known):
            told = (*told, Problem.of("answer-changed", place, receipt=receipt))
        return self._form(answer, number, receipt, issue_no, place, told)

    def _form(  # noqa: PLR0913, PLR0917 - an answer, whose it is, and what was found of it
        self,
        answer: FormAnswer,
        number: str,
        receipt: str,
        issue_no: str,
        place: Place,
        told: tuple[Problem, ...],
    ) -> _Made:
        issued = Issued(issue_no, number, self._year, self.phase.value, meta.FORM_VERSION)
        sealed = seal(self.key, issued)
        fields = {
            "submitted_on": answer.fields.get("submitted_on") or self.now.date(),
            "entered_by": answer.fields.get("entered_by") or EnteredBy.SELF.value,
            "proxy": answer.fields.get("proxy"),
        }
        form, full = answered(
            self._forms.of(number).sealed(issue_no, sealed), receipt, fields, answer.rows
        )
        if full:
            gaps = {"receipt": receipt, "sheets": "・".join(full)}
            return _Made("quarantined", problems=(*told, Problem.of("answer-full", place, **gaps)))
        name = self.people.names.get(number, "")
        said = f"自己申告書_{self._year}{self.phase.value}_{number}_{name}_受付{receipt}.xlsx"
        path = self.folder / file_name(said)
        record = {
            "issue_no": issue_no,
            "staff_no": number,
            "phase": self.phase.value,
            "form_version": meta.FORM_VERSION,
            "issued_at": self.now.replace(microsecond=0),
            "seal": sealed,
            "file_name": path.name,
            "key_no": key_id(self.key),
        }
        self.known.append(issue_no)
        self.records.append(record)
        return _Made("accepted", path, fill(self.blank, form), record, told)

    @property
    def _year(self) -> int:
        return self.opened.settings.fiscal_year

    @property
    def _forms(self) -> Forms:
        """The forms of everybody in post, prepared when the first is needed."""
        if self.forms is None:
            opened = self.opened
            day = opened.settings.as_of
            people = sorted(self.present)
            self.forms = forms_of(opened.policy, opened.tables, day, self.phase, people)
        return self.forms

    def _whose(self, answer: FormAnswer, place: Place) -> tuple[str | None, tuple[Problem, ...]]:
        names = {**_NO_NAMES, "staff_name": answer.fields.get("staff_name")}
        whose = self.people.whose({**names, "staff_no": answer.fields["staff_no"]})
        told = tuple(finding.at(place, ANSWER.column(key)) for key, finding in whose.findings)
        number = whose.staff_no
        if number is not None and number not in self.present:
            day = self.opened.settings.as_of.isoformat()
            told = (*told, Problem.of("staff-not-in-post", place, staff_no=number, day=day))
            number = None
        return number, told


def _content(answer: FormAnswer) -> Iterator[str]:
    """Yield what an answer says, as text that is the same for the same content."""
    for said in (answer.fields, answer.rows):
        yield json.dumps(said, ensure_ascii=False, default=str, sort_keys=True)


def _short(*texts: str) -> str:
    """Return a short mark of texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:10]
