"""How a cell of the rule book says rows of the ledger (README.md 「セルの書き方」).

Rows are parted by 「、」, what stands in a row by blanks: `リード 2024-04-01〜2025-03-31、担当 …`.
Each word finds its column by what it looks like: a day, a range, a word of a dropdown, a number
with its unit; any column can be named, `有効期限=2026-03-31`. An unknown word is an error.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.layout import ledger
from ledger.layout.columns import Column, Kind, Table
from ledger.model.settings import Settings
from rulebook.casebook import Case, CaseError

Row = dict[str, object]

_WORD = re.compile(r"[^\s=「]+=(?:「[^」]*」|\S*)|「[^」]*」|\S+")
_ROWS = re.compile(r"(?:「[^」]*」|[^、「])+")
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)〜(\d{4}-\d\d-\d\d)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MANY = re.compile(r"(\d+)名")
_SOME = re.compile(r"(\d+)(?:〜(\d+))?番")
NOTHING = "なし"


class Short(NamedTuple):
    """What a table's rows may say without naming the column.

    Attributes:
        table: Key of the table.
        span: First and last day, written `2024-04-01〜2025-03-31`.
        day: A day alone.
        words: Columns whose dropdown words may stand alone.
        marked: Pattern with one group, and the column that it fills.
        name: The column of any other word.
    """

    table: str
    span: tuple[str, str] | None = None
    day: str | None = None
    words: tuple[str, ...] = ()
    marked: Mapping[str, str] = {}
    name: str | None = None


_RUN = ("started_on", "ended_on")
_STEP = {r"Step(\d+)": "step"}
SHORTS: Mapping[str, Short] = {
    "職員": Short("staff", name="staff_no"),
    "所属": Short("sections", words=("level",), name="section_code"),
    "所属履歴": Short("postings", span=_RUN, words=("kind",), name="section_code"),
    "所属長": Short("heads", span=_RUN, words=("kind",), name="section_code"),
    "休職等": Short("leaves", span=_RUN, words=("kind",)),
    "人材像": Short("personas", words=("scope",), name="persona_code"),
    "人材像付与": Short("assignments", span=_RUN, name="persona_code"),
    "Step": Short("steps", marked=_STEP, words=("active",)),
    "条件": Short(
        "criteria",
        words=("kind",),
        marked={**_STEP, r"(\d+)(?:回|か月|件|名)": "amount", r"組(\w+)": "any_of",
                r"レベル(\d)": "amount", r"合致度(\d)": "amount"},
        name="object_code",
    ),
    "研修": Short(
        "trainings", words=("delivery", "active"), marked={r"有効(\d+)か月": "valid_months"},
        name="training_code",
    ),
    "研修グループ": Short("training_groups", words=("completion",), name="training_code"),
    "研修体系": Short("training_map", words=("requirement",), name="training_code"),
    "スキル要件": Short(
        "skills", words=("method", "active"), marked={r"必要(\d+)名": "needed"}, name="skill_code"
    ),
    "開催回": Short(
        "sessions", span=("held_on", "ended_on"), day="held_on", words=("state",),
        name="training_code",
    ),
    "ツール": Short("tools", words=("active",), name="tool_code"),
    "受講": Short(
        "attendances", day="completed_on", words=("source", "confirmed"), name="training_code"
    ),
    "資格": Short(
        "qualifications", day="acquired_on", span=("acquired_on", "expires_on"),
        words=("confirmed",), name="qualification",
    ),
    "従事": Short(
        "engagements", span=_RUN, words=("role", "confirmed", "kind"), name="project_no"
    ),
    "案件": Short("projects", day="completed_on", words=("kind",), name="project_no"),
    "ツール習熟": Short(
        "tool_levels", words=("confirmed",),
        marked={r"レベル(\d)": "level", r"(\d{4})年度": "year"}, name="tool_code",
    ),
    "スキル自己評価": Short(
        "skill_ratings", words=("confirmed",),
        marked={r"合致度(\d)": "rating", r"(\d{4})年度": "year"}, name="skill_code",
    ),
    "前年度判定": Short("prior_steps", marked={r"Step(\d+)": "official_step"}, name="tool_code"),
    "自己判定": Short("step_claims", marked={r"Step(\d+)": "own_step"}, name="tool_code"),
    "上長判定": Short("step_reviews", marked={r"Step(\d+)": "reviewed_step"}, name="tool_code"),
    "目標": Short(
        "targets", words=("indicator", "horizon", "review_mark"),
        marked={**_STEP, r"目標値([\d.]+)": "goal_value", r"各課(\d+)名": "per_section",
                r"期限(\d{4})年度": "due_year"},
        name="object_code",
    ),
    "途中目標": Short(
        "milestones", marked={r"(\d{4})年度": "year", r"目標値([\d.]+)": "goal_value"}
    ),
    "行事": Short("events", day="held_on", words=("kind", "state")),
    "体制": Short("posts", span=_RUN, name="role"),
    "調査結果": Short(
        "survey_totals",
        marked={r"対象(\d+)名": "asked", r"回答(\d+)名": "answered", r"はい(\d+)名": "yes"},
    ),
    "確保計画": Short(
        "acquisitions", day="needed_on", words=("method", "funding"),
        marked={r"必要(\d+)名": "needed", r"見込(\d+)名": "expected",
                r"育成(\d+)か月": "training_months", r"募集(\d+)か月": "recruiting_months",
                r"立上(\d+)か月": "ramp_months", r"週([\d.]+)時間": "hours_per_week",
                r"週([\d.]+)日": "days_per_week"},
        name="role",
    ),
    "アンケート": Short("answers", words=("answer",), marked={r"(\d{4})年度": "year"}),
}  # fmt: skip
"""What the cells of a column say, by its header."""


def rows_of(case: Case, header: str, people: Sequence[str]) -> list[Row]:
    """Return the rows that a cell says.

    Args:
        case: The case.
        header: The column, one of `SHORTS`.
        people: Staff numbers of the case's people, for `30名`, `3番` and names.

    Raises:
        CaseError: A word that nothing of the table takes.
    """
    short = SHORTS[header]
    table = ledger.BY_KEY[short.table]
    whose_rows = header != "職員" and "staff_no" in table.keys
    rows: list[Row] = []
    for part in parts_of(case.given.get(header, "")):
        row: Row = {}
        whose: tuple[str, ...] = ()
        for word in words_of(part):
            some = _people(word, people) if whose_rows else ()
            if some:
                whose = some
                continue
            column, value = _said(case, header, (short, table), word)
            if column in row:
                message = f"{case.place(header)}: 「{word}」は同じ行の2つめの{column}です"
                raise CaseError(message)
            row[column] = value
            row.update(_second(short, word))
        rows += [{"staff_no": number, **row} for number in whose] if whose else [row]
    return rows


def parts_of(cell: str) -> Iterator[str]:
    """Yield what stands between 「、」."""
    return (part for part in _ROWS.findall(cell) if part.strip())


def words_of(part: str) -> list[str]:
    """Return the words of a row."""
    return list(_WORD.findall(part))


def _people(word: str, people: Sequence[str]) -> tuple[str, ...]:
    """Return whose rows a word means: the first n people, those of some places, or a name."""
    if word in people:
        return (word,)
    if found := _MANY.fullmatch(word):
        return tuple(people[: int(found[1])])
    if found := _SOME.fullmatch(word):
        return tuple(people[int(found[1]) - 1 : int(found[2] or found[1])])
    return ()


def _said(case: Case, header: str, where: tuple[Short, Table], word: str) -> tuple[str, object]:
    short, table = where
    if "=" in word and not word.startswith("「"):
        named, _, value = word.partition("=")
        for column in table.columns:
            if column.header == named:
                return column.key, _value(column, bare(value))
        message = f"{case.place(header)}: 「{table.title}」に見出し「{named}」はありません"
        raise CaseError(message)
    found = _looking_like(short, table, word)
    if found is None:
        message = f"{case.place(header)}: 「{word}」の意味が分かりません"
        raise CaseError(message)
    return found


def _looking_like(short: Short, table: Table, word: str) -> tuple[str, object] | None:
    """Return the column that a word looks like, and its value."""
    if short.span and (found := _SPAN.fullmatch(word)):
        return short.span[0], found[1]
    if short.day and _DAY.fullmatch(word):
        return short.day, word
    for pattern, key in short.marked.items():
        if found := re.fullmatch(pattern, word):
            return key, _value(table.column(key), found[1])
    for key in short.words:
        if word in table.column(key).choices:
            return key, word
    if short.name and not re.match(r"\d|.*[〜→]", word):
        return short.name, bare(word)
    return None


def _second(short: Short, word: str) -> Row:
    """Return the last day of a range; an open one has none."""
    found = _SPAN.fullmatch(word) if short.span else None
    return {short.span[1]: found[2]} if found and short.span else {}


def bare(word: str) -> str:
    """Return a word without its 「」, which keep blanks and zeros."""
    return word[1:-1] if word.startswith("「") and word.endswith("」") else word


def _value(column: Column, text: str) -> object:
    if text == NOTHING:
        return None
    if column.kind is Kind.WHOLE:
        return int(text)
    return float(text) if column.kind is Kind.NUMBER else text


def settings_of(case: Case, header: str) -> dict[str, object]:
    """Return the settings that a cell says, by key: `休職で止める=×`."""
    titles = {str(field.title): key for key, field in Settings.model_fields.items()}
    found: dict[str, object] = {}
    for word in (word for part in parts_of(case.given.get(header, "")) for word in words_of(part)):
        named, _, value = word.partition("=")
        if named not in titles or not value:
            message = f"{case.place(header)}: 「{word}」という設定はありません"
            raise CaseError(message)
        found[titles[named]] = value
    return found


def people_of(case: Case, header: str = "職員") -> list[Row]:
    """Return the people of a case: `佐藤`, `3名`, `2名 採用日=2025-10-01`; nobody named is one."""
    rows: list[Row] = []
    table = ledger.BY_KEY["staff"]
    for part in parts_of(case.given.get(header, "1名")):
        first, *rest = words_of(part)
        found = _MANY.fullmatch(first)
        own: Row = dict(_said(case, header, (SHORTS[header], table), word) for word in rest)
        if found:
            start = len(rows) + 1
            rows += [{"staff_no": f"{n:05d}", **own} for n in range(start, start + int(found[1]))]
        else:
            rows.append({"staff_no": first, **own})
    return rows
