"""What becomes of each row of the self-reports in an inbox, by the rulings and nothing else."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from slow_reader.form_meant import (
    NAMED_SESSIONS,
    NAMED_SKILLS,
    NAMED_TOOLS,
    NAMED_TRAININGS,
    NUMBERED_PROJECTS,
    UnreadableError,
    choice_of,
    code_of,
    form_day_of,
    name_of,
    spelt,
    text_of,
    whole_of,
)
from slow_reader.form_sheets import Form, Row, Sheet
from slow_reader.form_town import (
    HEADER_ROW,
    KINDS,
    LAST_DAY,
    PERSONAS,
    QUESTIONS,
    ROLES,
    RUNNING,
    STEPS,
    TAUGHT_SKILL,
)
from slow_reader.grid import Value
from slow_reader.meant import OpenReadingError, is_blank, person_of
from slow_reader.town import STANDING

RUN = dt.date(2026, 4, 10)
SUPERVISOR = ("採否", "否認理由")
Said = str | int | dt.date | None
Fact = tuple[str, ...]


class Asked(NamedTuple):
    """A column of the form: how its cells are read, and whether a row needs it."""

    header: str
    read: Callable[[Value], Said]
    required: bool = False
    given: bool = False


def _personas(value: Value) -> Said:
    return code_of(value, {name: code for code, name in PERSONAS.items()})


def _questions(value: Value) -> Said:
    return code_of(value, {text: code for code, text in QUESTIONS.items()})


COLUMNS: Mapping[str, tuple[Asked, ...]] = {
    "goals": (
        Asked("番号", lambda v: whole_of(v, 1, 10**6), required=True, given=True),
        Asked("目標", text_of, required=True),
        Asked("デジタル", lambda v: choice_of(v, ("○", "×"))),
        Asked("達成状況", text_of),
    ),
    "attendances": (
        Asked("研修コード", lambda v: code_of(v, NAMED_TRAININGS), required=True),
        Asked("修了日", form_day_of, required=True),
        Asked("開催回番号", lambda v: code_of(v, NAMED_SESSIONS)),
        Asked("証跡", text_of),
    ),
    "qualifications": (
        Asked("資格名", name_of, required=True),
        Asked("取得日", form_day_of, required=True),
        Asked("有効期限", form_day_of),
        Asked("証跡", text_of),
    ),
    "engagements": (
        Asked("案件番号", lambda v: code_of(v, NUMBERED_PROJECTS)),
        Asked("案件名", name_of),
        Asked("種別", lambda v: choice_of(v, KINDS)),
        Asked("役割", lambda v: choice_of(v, ROLES), required=True),
        Asked("開始日", form_day_of, required=True),
        Asked("終了日", form_day_of),
        Asked("成果", text_of),
        Asked("証跡", text_of),
    ),
    "tool_levels": (
        Asked("ツールコード", lambda v: code_of(v, NAMED_TOOLS), required=True),
        Asked("レベル", lambda v: whole_of(v, 0, 3), required=True),
        Asked("証跡", text_of),
    ),
    "skill_ratings": (
        Asked("スキルコード", lambda v: code_of(v, NAMED_SKILLS), required=True),
        Asked("合致度", lambda v: whole_of(v, 0, 3), required=True),
        Asked("根拠", text_of),
    ),
    "step_claims": (
        Asked("人材像コード", _personas, required=True, given=True),
        Asked("ツールコード", lambda v: code_of(v, NAMED_TOOLS), given=True),
        Asked("自己判定Step", lambda v: whole_of(v, 0, 99), required=True),
        Asked("コメント", text_of),
    ),
    "answers": (
        Asked("設問コード", _questions, required=True, given=True),
        Asked("回答", lambda v: choice_of(v, ("はい", "いいえ", "無回答")), required=True),
    ),
}
KEYS = {
    "goals": ("番号",),
    "attendances": ("研修コード", "修了日"),
    "qualifications": ("資格名", "取得日"),
    "engagements": ("案件", "役割", "開始日"),
    "tool_levels": ("ツールコード",),
    "skill_ratings": ("スキルコード",),
    "step_claims": ("人材像コード", "ツールコード"),
    "answers": ("設問コード",),
}
LISTED = ("ツールコード", "スキルコード")
"""What the present form names before it goes out, or may."""
STARTS = {"attendances": "修了日", "qualifications": "取得日", "engagements": "開始日"}
ENDS = {"qualifications": "有効期限", "engagements": "終了日"}
SYNONYMS = {"受講日": "修了日", "完了日": "修了日"}


ROSTERED = frozenset(fact[:3] for fact in STANDING if fact[3] == "名簿")
"""Completions that a roster proves: whatever else a row of them says or lacks, it adds nothing."""
STOOD = frozenset(
    [(who, "attendances", what, day) for who, what, day, _ in STANDING]
    + [(who, "engagements", what, role, day) for who, what, role, day in RUNNING]
)
"""Facts of before."""


class FormCount(NamedTuple):
    """What became of the rows of a file; nothing where it was set aside unread."""

    accepted: int
    superseded: int
    quarantined: int


class InboxCount(NamedTuple):
    """What became of the files of an inbox, and the facts that came out of it."""

    files: Mapping[str, FormCount]
    facts: frozenset[Fact]


@dataclass
class Line:
    """A row of a form that says something."""

    table: str
    row: int = 0
    said: dict[str, Said] = field(default_factory=dict)
    fate: str = ""

    @property
    def key(self) -> tuple[Said, ...]:
        return (self.table, *(self.said.get(name) for name in KEYS[self.table]))


@dataclass
class Read:
    """A form that could be read, with its rows."""

    form: Form
    number: str
    submitted: dt.date | None
    lines: list[Line]
    copied: int
    away: str = ""

    @property
    def content(self) -> object:
        sheets = self.form.sheets.values()
        return (
            self.submitted or self.form.submitted,
            self.form.none,
            [(s.rows, s.copied) for s in sheets],
        )


def count_inbox(forms: Sequence[Form]) -> InboxCount:
    """Count an inbox by the rulings.

    Raises:
        OpenReadingError: They leave open how it is read.
    """
    read = [one for form in forms if (one := _read(form)) is not None]
    files = {form.name: FormCount(0, 0, 0) for form in forms}
    facts: set[Fact] = set()
    for number in dict.fromkeys(one.number for one in read):
        own = [one for one in read if one.number == number]
        for one in own:
            _admit(one)
        _versions([one for one in own if not one.away])
        for one in own:
            files[one.form.name] = _counted(one)
            if not one.away:
                facts |= {_fact(number, line) for line in one.lines if line.fate == "accepted"}
    return InboxCount(files, frozenset(facts - STOOD))


def _read(form: Form) -> Read | None:
    """Read a form; None where a column of it bears another name, so that nothing is read."""
    lines, copied = [], 0
    for table, sheet in form.sheets.items():
        if _renamed(table, sheet):
            return None
        lines += _lines(table, sheet, sheet.rows)
        copied += len(_lines(table, sheet, sheet.copied or ()))
    try:
        submitted = form_day_of(form.submitted)
    except UnreadableError:
        submitted = None
    return Read(form, form.blank.person.number, submitted, lines, copied)


def _renamed(table: str, sheet: Sheet) -> bool:
    """Whether a column is missing while something unknown stands in the table or beside it.

    A needed column that is missing is enough by itself.
    """
    width = len(sheet.header) if sheet.lost else sheet.columns
    framed = [_header(cell) for cell in sheet.header[:width]]
    wanted = [asked.header for asked in COLUMNS[table]] + list(SUPERVISOR)
    needed = [asked.header for asked in COLUMNS[table] if asked.required]
    missing = set(wanted) - set(framed)
    if missing & set(needed):
        return True
    unknown = [header for header in framed if header and header not in wanted]
    right = [row[len(framed) :] for row in (sheet.header, *sheet.rows)]
    blank = [n for n, header in enumerate(framed) if not header]
    below = [row[n] for row in sheet.rows for n in blank]
    outside = any(not is_blank(cell) for cells in (*right, below) for cell in cells)
    return bool(missing) and (bool(unknown) or outside or bool(sheet.beside))


def _header(cell: Value) -> str:
    text = spelt(str(cell)).rstrip("*") if cell is not None else ""
    return SYNONYMS.get(text, text) if text not in _SPELT else _SPELT[text]


_SPELT = {
    spelt(name): name
    for name in (*(asked.header for columns in COLUMNS.values() for asked in columns), *SUPERVISOR)
}


def _lines(table: str, sheet: Sheet, rows: Sequence[Row]) -> list[Line]:
    """Return the rows in which something is filled in that was not given."""
    places = {_header(cell): n for n, cell in enumerate(sheet.header)}
    made = []
    for number, row in enumerate(rows):
        asked = [(one, row[places[one.header]]) for one in COLUMNS[table] if one.header in places]
        given = LISTED if sheet.listed else ()
        if all(is_blank(value) or one.given or one.header in given for one, value in asked):
            continue
        line = Line(table, HEADER_ROW + 1 + number)
        touched = rows is sheet.rows and any(
            top <= number <= bottom for top, _, bottom, _ in sheet.merged
        )
        _look_at(line, asked)
        line.fate = "quarantined" if touched else line.fate
        made.append(line)
    return made


def _look_at(line: Line, asked: Sequence[tuple[Asked, Value]]) -> None:
    """Decide on a row by itself."""
    for one, value in asked:
        try:
            line.said[one.header] = one.read(value)
        except UnreadableError:
            line.fate = "quarantined"
            continue
        if one.required and line.said[one.header] is None:
            line.fate = "quarantined"
    if line.table == "engagements":
        line.said["案件"] = line.said.get("案件番号") or line.said.get("案件名")
        if line.said["案件"] is None:
            line.fate = "quarantined"
    line.fate = line.fate or ("quarantined" if _impossible(line) else "")


def _impossible(line: Line) -> bool:
    said, start, end = line.said, None, None
    if line.table in STARTS:
        start = said.get(STARTS[line.table])
        end = said.get(ENDS.get(line.table, ""))
    if isinstance(start, dt.date) and start > LAST_DAY:
        return True
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        return True
    if line.table == "skill_ratings":
        return said.get("スキルコード") == TAUGHT_SKILL[0]
    if line.table == "step_claims":
        steps = STEPS.get(str(said.get("人材像コード")), ())
        return said.get("自己判定Step") not in (0, *steps)
    return False


def _admit(one: Read) -> None:
    """Look at whose form it says it is, and whether its day can be."""
    holder = person_of(one.form.shown_no)
    if holder is None or holder.number != one.number:
        one.away = "quarantined"
    if one.submitted is not None and one.submitted > RUN:
        one.away = "quarantined"


def _versions(own: list[Read]) -> None:
    """Let the latest of several forms of a person stand."""
    kept: list[Read] = []
    for one in sorted(own, key=lambda one: len(one.form.name)):
        if any(one.content == other.content for other in kept):
            one.away = "same"
        else:
            kept.append(one)
    days = [one.submitted for one in kept]
    if len(kept) > 1 and (None in days or days.count(max(d for d in days if d)) > 1):
        if len(kept) > 2:
            message = "three versions, and no order between them"
            raise OpenReadingError(message)
        for one in kept:
            one.away = "quarantined"
        return
    kept.sort(key=lambda one: one.submitted or dt.date.min)
    for older in kept[:-1]:
        older.away = "superseded"
    if kept:
        _settle(kept[-1])


def _settle(one: Read) -> None:
    """Hold the rows of the form that stands against each other and against the roster."""
    same: dict[object, list[Line]] = {}
    for line in one.lines:
        course = line.said.get("研修コード"), str(line.said.get("修了日"))
        if line.table == "attendances" and (one.number, *course) in ROSTERED:
            line.fate = "superseded"
        elif not line.fate:
            same.setdefault(line.key, []).append(line)
    for lines in same.values():
        first = lines[0]
        differ = any(line.said != first.said for line in lines)
        for line in lines:
            line.fate = "superseded" if line is not first else "accepted"
            line.fate = "quarantined" if differ else line.fate


def _counted(one: Read) -> FormCount:
    whole = len(one.lines) + one.copied
    if one.away == "same":
        return FormCount(0, 0, 0)
    if one.away == "superseded":
        return FormCount(0, whole, 0)
    if one.away == "quarantined":
        return FormCount(0, 0, whole)
    fates = Counter(line.fate for line in one.lines)
    return FormCount(fates["accepted"], fates["superseded"], fates["quarantined"] + one.copied)


def _fact(number: str, line: Line) -> Fact:
    return (number, line.table, *(str(part) for part in line.key[1:] if part is not None))
