"""A ledger in which every column of policy and people has something to say, and what it says.

`living()` is a drawn city with the planning tables of a new ledger beside it. `effects` tells what
the product makes of a ledger, one kind of output after the other, the cheap ones first.
"""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pandas as pd

from ledger.book.pdf import PdfMade
from ledger.commands import (
    acquire,
    backcast,
    check,
    explain,
    issue,
    plan_next_year,
    publish,
    remind,
    report,
    schedule,
    share,
    status,
    try_transfers,
    untrained_lists,
    what_if,
)
from ledger.commands.init import default_policy
from ledger.commands.issue import IssueOptions
from ledger.commands.ledger_session import opened_of
from ledger.commands.loading import any_file
from ledger.commands.next_command import next_command
from ledger.commands.page_contents import PageSource, page_contents
from ledger.commands.plan import Plan
from ledger.commands.results_anew import results_anew
from ledger.layout import ledger, meta
from ledger.layout.columns import Cell, Group, NewRow, Table
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.model.problems import Problem, Refusal
from ledger.model.terms import BookKind, Phase
from ledger.read.ledger_book import LedgerBook
from ledger.store.disk_state import Truth
from ledger.trust.journal import CameIn
from oracle.generate import generate

SEED, PEOPLE = 11, 40
TYPED = (Group.SETTINGS, Group.POLICY, Group.PEOPLE)
"""Groups whose columns HR types into."""
GENERIC = frozenset({"duplicate-key", "unknown-code", "range-reversed"})
"""Findings that any change of a code or a day brings about; they make no column alive."""
Output = Callable[[Tables], object]
_FOLDER = Path(tempfile.gettempdir())
"""Nothing is written there."""


class HeldBook:
    """A ledger in memory that commands may read; nothing is written."""

    name = "台帳.xlsx"

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def read(self) -> LedgerBook:
        settings = self._tables["settings"].set_index("key")["value"]
        said = {
            meta.KIND: BookKind.LEDGER.value,
            meta.SCHEMA: meta.SCHEMA_VERSION,
            meta.YEAR: str(settings["fiscal_year"]),
        }
        return LedgerBook(self.name, "", said, self._tables)

    def recovered(self) -> tuple[Problem, ...]:
        return ()

    def foreseen(self, changes: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
        del changes
        return ()

    def tabs(self) -> Mapping[str, bool]:
        return {}

    @contextmanager
    def held(self) -> Iterator[None]:
        yield

    def on_disk(self) -> Truth:
        raise NotImplementedError

    def write(
        self,
        changes: Mapping[str, pd.DataFrame],
        anew: Collection[str] = (),
        came: Sequence[CameIn] = (),
    ) -> Path | None:
        raise NotImplementedError

    def show_tabs(self, wanted: Mapping[str, bool]) -> Path | None:
        raise NotImplementedError


@cache
def living() -> Tables:
    """Return the ledger, with every table of HR's filled in."""
    drawn = generate(SEED, PEOPLE)
    year = int(str(drawn["settings"].set_index("key").loc["fiscal_year", "value"]))
    default = default_policy(year)
    blank = [t for t in ledger.of_group(*TYPED) if drawn[t.key].empty and not default[t.key].empty]
    whole = replaced(drawn, {table.key: _fitted(table, default, drawn) for table in blank})
    return replaced(whole, {key: _added(whole, key, rows) for key, rows in _more(whole).items()})


def _added(whole: Tables, key: str, rows: list[NewRow]) -> pd.DataFrame:
    table = ledger.BY_KEY[key]
    return frame(table, [*(dict(row) for row in records(table, whole[key])), *rows])


def _more(whole: Tables) -> dict[str, list[NewRow]]:
    """Return rows of the tables that neither the drawn city nor a new ledger fills in."""
    people = whole["staff"]["staff_no"].tolist()
    sections = whole["sections"]
    division = sections.loc[sections["level"] == "課", "section_code"].tolist()
    musts = whole["training_map"].loc[
        whole["training_map"]["requirement"] == "必須", "training_code"
    ]
    must, skill = musts.iloc[0], whole["skills"]["skill_code"].iloc[0]
    day = now(whole).date()
    soon = day + dt.timedelta(days=20)
    return {
        "plans": [
            {
                "plan_no": "P1",
                "aim": "守る",
                "audience": "全職員",
                "training_code": musts.iloc[-1],
                "department": "人事",
                "budget_owner": "人事課",
                "period": "上半期",
                "times": 1,
                "seats": 3,
                "unit_price": 1000,
                "price_unit": "席",
                "funding": "一般財源",
            },
            {
                "plan_no": "P2",
                "aim": "広い見方",
                "audience": "希望する人",
                "training_code": "T99",
                "department": "人事",
            },
        ],
        "trainings": [{"training_code": "T99", "training_name": "だれも求めていない研修"}],
        "settings": [{"key": "named_survey", "value": "○"}],
        "sessions": [
            {
                "session_no": "H99",
                "training_code": must,
                "held_on": day - dt.timedelta(days=60),
                "state": "実施",
                "capacity": 2,
            }
        ],
        "attendances": [
            {
                "staff_no": number,
                "training_code": must,
                "completed_on": day - dt.timedelta(days=60),
                "session_no": "H99",
                "source": "名簿",
                "confirmed": "済",
                "source_file": "名簿.csv",
            }
            for number in people[7:9]
        ],
        "consultations": [
            {"received_on": day, "section_code": division[0], "category": "ツール"},
            {"received_on": day, "section_code": division[1], "category": "研修", "closed_on": day},
        ],
        "transfers": [
            {"staff_no": people[5], "to_section": division[0], "effective_on": soon},
            {"staff_no": people[6], "to_section": division[1], "effective_on": soon},
        ],
        "headcount_rules": [
            {
                "work": "申請のオンライン化",
                "tool_code": whole["tools"]["tool_code"].iloc[0],
                "step": 1,
                "basis": "各課n名",
                "amount": 1,
            },
            {
                "work": "業務の見直し",
                "persona_code": whole["personas"]["persona_code"].iloc[1],
                "step": 1,
                "basis": "全庁n名",
                "amount": 5,
            },
        ],
        "import_columns": [
            {
                "import_name": "一覧",
                "source_header": header,
                "table_title": "職員",
                "column_header": ours,
                "use": "値",
            }
            for header, ours in (
                ("番号", "職員番号"),
                ("名前", "氏名"),
                ("級", "職層"),
                ("入庁", "採用日"),
            )
        ],
        "import_values": [
            {
                "import_name": "一覧",
                "column_header": "職層",
                "source_value": "主幹",
                "value": "係長",
            }
        ],
        "gap_directions": [
            {
                "persona_code": whole["skills"]["persona_code"].iloc[0],
                "skill_code": skill,
                "direction": "併用",
                "reason": "急ぐため",
            }
        ],
        "survey_map": [
            {"question": "研修を受けた職員の割合", "indicator": "受講率", "object_code": must}
        ],
        "trial_changes": [
            {
                "trial": "A",
                "change": "条件を変える",
                "persona_code": whole["criteria"]["persona_code"].iloc[0],
                "step": int(whole["criteria"]["step"].iloc[0]),
                "criterion_no": int(whole["criteria"]["criterion_no"].iloc[0]),
                "amount": 2,
            },
            {"trial": "B", "change": "設定", "setting": "累積条件", "value": "×"},
        ],
        "standards_map": [
            {"framework": "デジタルスキル標準", "item": "データ", "skill_code": skill},
            {"framework": "デジタルスキル標準", "item": "だれも答えない項目"},
        ],
        "posts": [
            {
                "role": "CIO補佐官",
                "staff_no": people[4],
                "employment": "併任",
                "started_on": day - dt.timedelta(days=300),
                "ended_on": day + dt.timedelta(days=40),
            },
            {
                "role": "アドバイザー",
                "person_name": "外部 一郎",
                "employment": "業務委託",
                "started_on": day - dt.timedelta(days=300),
                "ended_on": day + dt.timedelta(days=40),
            },
        ],
    }


def _fitted(table: Table, default: Tables, drawn: Tables) -> pd.DataFrame:
    """Return a table of a new ledger, its codes exchanged for those of the drawn city."""
    rows = [dict(row) for row in records(table, default[table.key])]
    for column in table.columns:
        if not column.refers:
            continue
        home, key = column.refers.split(".")
        codes = drawn[home][key].dropna().tolist() if not drawn[home].empty else []
        for place, row in enumerate(rows):
            if row[column.key] is not None and codes:
                row[column.key] = codes[place % len(codes)]
    return frame(table, rows)


def now(tables: Tables) -> dt.datetime:
    """Return the moment of the commands: the morning after the 基準日."""
    on = dt.date.fromisoformat(str(tables["settings"].set_index("key").loc["as_of", "value"]))
    return dt.datetime.combine(on + dt.timedelta(days=1), dt.time(9))


def _said(plan: Plan) -> object:
    """Return what a plan tells, and what it would write but for tables that HR types into."""
    own = {t.key for t in ledger.of_group(*TYPED)}
    written = {
        key: data.drop(columns=["counts", "chain"], errors="ignore").to_csv()
        for key, data in plan.tables.items()
        if key not in own
    }
    files = {str(path): hashlib.sha256(data).hexdigest() for path, data in plan.files.items()}
    problems = [p for p in plan.problems if p.code not in GENERIC]
    return plan.summary, problems, plan.next_step, written, files


def _results(tables: Tables) -> object:
    opened = opened_of(HeldBook(tables).read()).judging(now(tables).date())
    made = results_anew(opened, tables, "見出し")
    policy = opened.policy
    pages = page_contents(PageSource(policy, replaced(tables, made.tables), opened.day))
    everything = {**made.tables, **made.pages, **pages}
    return {key: data.to_csv() for key, data in everything.items()}


def _of(run: Callable[..., Plan], *arguments: object) -> Output:
    def output(tables: Tables) -> object:
        try:
            return _said(run(HeldBook(tables), *arguments, now(tables)))
        except Refusal as refusal:
            return refusal.problem

    return output


def _explained(tables: Tables) -> object:
    numbers = tables["staff"]["staff_no"].dropna().tolist()[:3]
    return [_of(explain.plan, number)(tables) for number in numbers]


def _loaded(tables: Tables) -> object:
    """Take in a list of another system, by its 取込定義."""
    source = _FOLDER / "living_ledger" / "一覧.csv"
    source.parent.mkdir(exist_ok=True)
    source.write_text(LIST, encoding="utf-8")
    try:
        made = any_file.plan(HeldBook(tables), source, now(tables))
    except Refusal as refusal:
        return refusal.problem
    written = {key: data.to_csv() for key, data in made.tables.items() if key == "staff"}
    return _said(made), written


def _issued(tables: Tables) -> object:
    """Issue the forms of some people: the first, and one of each persona that is given by name."""
    named = tables["assignments"].drop_duplicates("persona_code")["staff_no"].dropna().tolist()
    people = dict.fromkeys([*tables["staff"]["staff_no"].dropna().tolist()[:2], *named])
    wish = IssueOptions(phase=Phase.CLOSING, staff=tuple(people))
    return _of(issue.plan, _FOLDER / "配布", wish)(tables)


def _commands(tables: Tables) -> object:
    """Return what is typed for the buttons that work on folders."""
    settings = opened_of(HeldBook(tables).read()).settings
    labels = ("申告書配布", "確認表作成", "集約とレポート")
    return [next_command(label, _FOLDER / "台帳.xlsx", settings) for label in labels]


def _published(tables: Tables) -> object:
    try:
        book = HeldBook(tables)
        return _said(publish.plan(book, _FOLDER, now(tables), make_pdf=lambda _: PdfMade(None)))
    except Refusal as refusal:
        return refusal.problem


def _results_or_why(tables: Tables) -> object:
    try:
        return _results(tables)
    except Refusal as refusal:
        return refusal.problem


LIST = "番号,名前,級,入庁\n09001,新井 新,主幹,2020-04-01\n9002,新田 新,主幹,2020-04-01\n"
OUTPUTS: Mapping[str, Output] = {
    "台帳点検": _of(check.plan),
    "結果とページ": _results_or_why,
    "状況": _of(status.plan),
    "督促文": _of(remind.plan),
    "判定理由": _explained,
    "次のコマンド": _commands,
    "次年度計画": _of(plan_next_year.plan),
    "目標を逆算": _of(backcast.plan),
    "未受講者一覧": _of(untrained_lists.plan, _FOLDER / "一覧"),
    "異動を試す": _of(try_transfers.plan),
    "DX部門へ共有": _of(share.plan, _FOLDER / "共有.xlsx"),
    "申告書配布": _issued,
    "名簿取込": _loaded,
    "確保を逆算": _of(acquire.plan),
    "日程を作る": _of(schedule.plan),
    "試算": _of(what_if.plan),
    "公表用を作る": _published,
    "レポート": _of(report.plan, _FOLDER / "レポート.xlsx"),
}


class Effects:
    """What the product makes of one ledger; each output is worked out once, when it is asked."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: dict[str, object] = {}

    def of(self, name: str) -> object:
        """Return an output."""
        if name not in self._known:
            self._known[name] = OUTPUTS[name](self._tables)
        return self._known[name]


def first_difference(one: Effects, other: Effects) -> str | None:
    """Return the first output that two ledgers differ in; None if they come to the same."""
    return next((name for name in OUTPUTS if one.of(name) != other.of(name)), None)


def changed(tables: Tables, table: Table, row: int, key: str, value: Cell) -> Tables:
    """Return a ledger with one cell changed, by the place of its row."""
    rows: list[NewRow] = [dict(one) for one in records(table, tables[table.key])]
    rows[row][key] = value
    index = tables[table.key].index.tolist()
    return replaced(tables, {table.key: frame(table, rows, index=index)})
