"""Themes of the rule book whose cases are no ledgers: consolidation, who confirms, reading.

Each runs a case through the product and returns what came out, by column.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from builders import policy, tables
from flow.forms import (
    AS_OF,
    PERSON,
    after,
    codes,
    course,
    decision,
    goal,
    lead,
    marks,
    office,
    rejected,
    report,
    review,
    row,
    state,
    stepped,
    taken,
)
from ledger.judge.confirmation import confirmer_of
from ledger.layout import ledger
from ledger.layout.columns import code, date
from ledger.layout.frames import Tables
from ledger.measure.rounding import percent, shown
from ledger.model.calendar import add_months, fiscal_year_of, period_end
from ledger.model.problems import Place
from ledger.model.reports import ReportRow, Review, SelfReport
from ledger.read.cells.cell import Raw, typed
from ledger.read.codes import Codes, Lookup
from ledger.read.frames import read_table
from ledger.read.staff_numbers import StaffNumbers
from ledger.read.table_grid import Grid
from rulebook.casebook import COMES_OUT, Case, CaseError, day_written
from rulebook.notation import NOTHING, Row, bare, parts_of, rows_of, settings_of, words_of

D = dt.date.fromisoformat


class Flow(NamedTuple):
    """A theme: the columns of its file, and what a case comes to."""

    columns: tuple[str, ...]
    run: Callable[[Case], Mapping[str, object]]


# --- 集約: what of self-reports is taken in ---

LINES: Mapping[str, Callable[[int], ReportRow]] = {
    "目標○": goal,
    "目標×": lambda n: goal(n, digital="×"),
    "受講": course,
    "受講(証跡が違う)": lambda n: course(n, evidence="別の証跡"),
    "受講(T02)": lambda n: course(n, training_code="T02"),
    "受講(3月31日)": lambda n: course(n, completed_on=D("2026-03-31")),
    "受講(4月1日)": lambda n: course(n, completed_on=D("2026-04-01")),
    "資格(T01)": lambda n: row(
        "my_qualifications", n, qualification="T01", acquired_on=D("2025-06-10"), evidence="証書"
    ),
    "従事": lead,
    "従事(2月まで)": lambda n: lead(n, ended_on=D("2026-02-28")),
    "従事(始まる前に終わる)": lambda n: lead(n, ended_on=D("2025-03-31")),
    "従事(4月1日から)": lambda n: lead(n, started_on=D("2026-04-01")),
    "従事(4月30日まで)": lambda n: lead(n, ended_on=D("2026-04-30")),
}
"""What a line of a report may be; 受講 is T01 on 2025-06-10, 従事 a リード since 2025-04-01."""
_NO_DAY = "提出日なし"
_SAID = ("確認", "差戻し", "保留")


def _handed(case: Case, column: str, file: str) -> list[SelfReport]:
    """Return the report that a cell says: `2026-03-12 目標○ 受講 従事`."""
    if column not in case.given:
        return []
    day, *words = words_of(case.given[column])
    counts: dict[str, int] = {}
    lines = []
    for word in words:
        if word not in LINES:
            message = f"{case.place(column)}: 「{word}」という行はありません"
            raise CaseError(message)
        kind = word[:2]
        counts[kind] = counts.get(kind, 0) + 1
        lines.append(LINES[word](counts[kind]))
    on = None if day == _NO_DAY else day_written(day)
    return [report(*lines, bare=True, day=on, file=f"{file}.xlsx")]


def _decided(case: Case, seen: SelfReport) -> list[Review]:
    """Return what the supervisor says: `確認`, `差戻し`, `確認 受講1を否認 Step2とする`."""
    if "上長" not in case.given:
        return []
    word, *more = words_of(case.given["上長"])
    refused = [rejected(PERSON, "my_attendances", int(one[2]), "証跡がない")
               for one in more if one.endswith("を否認")]  # fmt: skip
    steps = [stepped(int(one[4])) for one in more if one.endswith("とする")]
    steps += [stepped(int(one[4]), None) for one in more if one.endswith("とする(理由なし)")]
    if word not in _SAID or len(refused) + len(steps) != len(more):
        message = f"{case.place('上長')}: 「{case.given['上長']}」の意味が分かりません"
        raise CaseError(message)
    return [review(decision(seen, word), rejections=refused, steps=steps)]


def consolidated(case: Case) -> Mapping[str, object]:
    """Take in what a case hands in, twice."""
    rostered = rows_of(case, "受講", [PERSON])
    own = [{"staff_no": PERSON, **row} for row in rostered]
    stands = _office(repr((settings_of(case, "設定"), own)), case, own)
    earlier = _handed(case, "先に集約した申告", "先")
    if earlier:
        stands = after(stands, taken(stands, *earlier, reviews=_before(case, earlier[0])))
    handed = [*_handed(case, "申告", "a"), *_handed(case, "もう1つの申告", "b")]
    said = _decided(case, handed[0]) if handed else []
    intake = taken(stands, *handed, reviews=said)
    left = after(stands, intake)
    counts, reviewed = intake.rows, left["step_reviews"]["reviewed_step"].tolist()
    return {
        "→読んだ行": counts.read,
        "→受入": counts.accepted,
        "→差替": counts.superseded,
        "→隔離": counts.quarantined,
        "→状態": state(left),
        "→受講の確認": "・".join(marks(left, "attendances")) or NOTHING,
        "→従事の確認": "・".join(marks(left, "engagements")) or NOTHING,
        "→上長判定": int(reviewed[0]) if reviewed else None,
        "→要確認": "、".join(dict.fromkeys(codes(intake.problems))) or NOTHING,
        "→もう1度集約して変わる表": len(taken(left, *handed, reviews=said).tables),
    }


_OFFICES: dict[str, Tables] = {}


def _office(alike: str, case: Case, own: list[Row]) -> Tables:
    """Return the office's ledger; cases that have it alike share it."""
    if alike not in _OFFICES:
        _OFFICES[alike] = office(settings_of(case, "設定"), attendances=own)
    return _OFFICES[alike]


def _before(case: Case, seen: SelfReport) -> list[Review]:
    return [review(decision(seen))] if case.given.get("先の確認") == "確認" else []


# --- 確認者: who confirms whose report ---

HOMES = {"職員": "A課", "係員": "A1係", "課長": "A課", "課長代理": "A課", "隣の課長": "B課",
         "部長": "D部", "人事": "人事課"}  # fmt: skip
SECTIONS: list[Row] = [
    {"section_code": "D部", "level": "部"},
    {"section_code": "A課", "parent_code": "D部"},
    {"section_code": "A1係", "parent_code": "A課", "level": "係"},
    {"section_code": "B課", "parent_code": "D部"},
    {"section_code": "人事課"},
]
HEADS = "A課 長 課長、A課 代理 課長代理、B課 長 隣の課長、D部 長 部長、D部 人事指定 人事"


def _named(case: Case, column: str) -> list[str]:
    found = list(parts_of(case.given.get(column, "")))
    for name in found:
        if name not in HOMES:
            message = f"{case.place(column)}: 「{name}」という人はいません"
            raise CaseError(message)
    return found


def confirming(case: Case) -> Mapping[str, object]:
    """Ask who confirms the report of somebody of the office (README.md 「確認者」)."""
    usual = case._replace(given={"所属長": HEADS, **case.given})
    gone = _named(case, "前日に退職")
    moved = rows_of(case, "所属履歴", list(HOMES))
    homes = {name: [{"staff_no": name, "section_code": own}] for name, own in HOMES.items()}
    for posting in moved:
        homes[str(posting["staff_no"])] = []
    merged = {one["section_code"]: one for one in rows_of(case, "所属", [])}
    built = tables(
        staff=[{"staff_no": one, "retired_on": "2026-03-30" if one in gone else None}
               for one in HOMES],
        sections=[{**one, **merged.get(one["section_code"], {})} for one in SECTIONS],
        postings=[*(one for own in homes.values() for one in own), *moved],
        heads=rows_of(usual, "所属長", list(HOMES)),
        leaves=[{"staff_no": one, "started_on": "2026-01-01", "ended_on": None}
                for one in _named(case, "休職中")],
    )  # fmt: skip
    (who,) = _named(case, "申告する人")
    return {
        "→確認する人": confirmer_of(
            policy(built), built, who, D(case.given.get("見る日", str(AS_OF)))
        )
    }


# --- 読み取り: what is written, and what is read from it ---


def _a_day(written: str, _known: list[str]) -> tuple[object, str]:
    found = typed(date("completed_on", "修了日"), int(written) if written.isdigit() else written)
    return found.value, "、".join(one.code for one in found.findings)


def _a_number(written: str, known: list[str]) -> tuple[object, str]:
    found = StaffNumbers(known).resolve(written)
    return found.staff_no, found.finding.code if found.finding else ""


def _a_training(written: str, known: list[str]) -> tuple[object, str]:
    pairs = [(name, own) for one in known for own, _, name in [one.partition("=")]]
    lookup = Codes({"trainings": Lookup.of("研修", pairs)})
    found = lookup.resolve(
        code("training_code", "研修コード", refers="trainings.training_code"), written
    )
    return found.value, "、".join(one.code for one in found.findings)


def _last_day(written: str, _known: list[str]) -> tuple[object, str]:
    day, months = written.split()
    return period_end(D(day), int(months.removesuffix("か月"))), ""


def _months_back(written: str, _known: list[str]) -> tuple[object, str]:
    day, months = written.split()
    return add_months(D(day), -int(months.removesuffix("か月前"))), ""


def _a_year(written: str, _known: list[str]) -> tuple[object, str]:
    return f"R{fiscal_year_of(D(written)) - 2018}", ""


def _a_rate(written: str, _known: list[str]) -> tuple[object, str]:
    own, _, whole = written.partition("÷")
    return shown(percent(int(own), int(whole))), ""


def _headed(written: str, _known: list[str]) -> tuple[object, str]:
    table = ledger.BY_KEY["attendances"]
    headers: list[Raw] = [written, *table.headers[1:]]
    row: list[Raw] = ["00123", "T01", D("2025-06-10"), "", "名簿", "", "済", "名簿.csv"]
    rows: list[list[Raw]] = [row, ["00124", *row[1:]]]
    found = read_table(table, Grid(headers, rows, Place(file="名簿.csv", sheet="受講")))
    told = (one.code for one in found.problems)
    return f"{len(found.data)}行", "、".join(told)


READERS: Mapping[str, Callable[[str, list[str]], tuple[object, str]]] = {
    "日付": _a_day,
    "職員番号": _a_number,
    "研修": _a_training,
    "満了日": _last_day,
    "月を戻す": _months_back,
    "年度": _a_year,
    "率の表示": _a_rate,
    "見出し": _headed,
}


def reading(case: Case) -> Mapping[str, object]:
    """Read what is written."""
    what = case.given.get("何を", "")
    if what not in READERS:
        message = f"{case.place('何を')}: 「{what}」は使えません(使えるもの: {'、'.join(READERS)})"
        raise CaseError(message)
    known = [bare(one) for one in parts_of(case.given.get("台帳にあるもの", ""))]
    value, told = READERS[what](bare(case.given["書かれたもの"]), known)
    return {"→読んだ値": value, "→要確認": told or NOTHING}


FLOWS: Mapping[str, Flow] = {
    "集約.csv": Flow(
        ("設定", "受講", "先に集約した申告", "先の確認", "申告", "もう1つの申告", "上長",
         *(COMES_OUT + one for one in ("読んだ行", "受入", "差替", "隔離", "状態", "受講の確認",
           "従事の確認", "上長判定", "要確認", "もう1度集約して変わる表"))),
        consolidated,
    ),
    "確認者.csv": Flow(
        ("申告する人", "前日に退職", "休職中", "見る日", "所属長", "所属履歴", "所属",
         "→確認する人"),
        confirming,
    ),
    "読み取りと暦.csv": Flow(
        ("何を", "書かれたもの", "台帳にあるもの", "→読んだ値", "→要確認"), reading
    ),
}  # fmt: skip
"""These themes by the name of their file."""
