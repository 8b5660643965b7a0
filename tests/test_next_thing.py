"""次の一手: one rule, which the home page, `status` and the bare command all follow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from builders import policy, tables
from ledger.book.draft import DraftBook
from ledger.cli import app
from ledger.commands import status as status_
from ledger.commands.ledger_session import open_ledger
from ledger.commands.recompute import today_frame
from ledger.commands.run_log import recorded
from ledger.judge.consistency.findings import check
from ledger.judge.next_thing import NextThing, next_thing
from ledger.layout.frames import Tables, replaced
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import HOME, PageFormula
from ledger.model.judged_day import JudgedDay
from ledger.model.problems import Severity
from ledger.present.pages.home import NEXT

REPORT_DUE, CONFIRM_DUE, KEY_DATE = (dt.date(2026, 3, day) for day in (20, 27, 31))
BEFORE, LATE, BOTH_LATE, APRIL = (
    dt.date(2026, 3, 10),
    dt.date(2026, 3, 21),
    dt.date(2026, 3, 28),
    dt.date(2026, 4, 1),
)
COLLECTED = {"operation": "collect", "counts": '{"people": 1, "phase": "年度末"}'}
CONSOLIDATED = {"operation": "consolidate", "counts": '{"phase": "年度末"}'}
EXAMPLE = {
    "target_code": "K1",
    "target_name": "会議",
    "active": "例",
    "indicator": "修了者数",
    "target_type": "成果物",
}
DUES = {"report_due": REPORT_DUE, "confirm_due": CONFIRM_DUE}
Rows = Sequence[Mapping[str, object]]


class Town(NamedTuple):
    """A town: its people, the state of each one's report, and what was done so far.

    Attributes:
        states: 状態 of each person's report of the phase; 未配布 and 未提出 leave no row.
        day: The day.
        settings: 設定 beside the defaults.
        runs: 処理履歴, the runs without number; each with its day, or the day before.
        phase: The phase of the forms.
        headed: Whether the section has its 長 and, for the 長's own report, a 人事指定.
        problems: Errors in 要確認.
        more: Further tables.
    """

    states: tuple[str, ...] = ()
    day: dt.date = BEFORE
    settings: Mapping[str, object] = DUES
    runs: Rows = ()
    phase: str = "年度末"
    headed: bool = True
    problems: int = 0
    more: Mapping[str, Rows] = {}

    @property
    def tables(self) -> Tables:
        """The ledger's tables, やること一覧 not yet among them."""
        people = [f"{n:05d}" for n in range(1, len(self.states) + 1)]
        heads = [
            {"section_code": "0110", "staff_no": "00001"},
            {"section_code": "0110", "staff_no": "00002", "kind": "人事指定"},
        ]
        forms = [
            {"staff_no": n, "phase": self.phase, "state": state, "issue_no": f"R7-{n}"}
            for n, state in zip(people, self.states, strict=True)
            if state != "未配布"
        ]
        given: dict[str, Rows] = {
            "staff": [{"staff_no": n} for n in people],
            "sections": [{"section_code": "0110", "section_name": "総務課", "level": "課"}],
            "postings": [{"staff_no": n, "section_code": "0110"} for n in people],
            "heads": heads if self.headed else heads[:1],
            "issues": [{k: form[k] for k in ("staff_no", "phase", "issue_no")} for form in forms],
            "reports": [form for form in forms if form["state"] != "未提出"],
            "problems": [{"severity": Severity.ERROR.value}] * self.problems,
            "runs": [
                {"run_no": str(n), "run_at": dt.datetime.combine(self.day - DAY, dt.time(9)), **run}
                for n, run in enumerate(self.runs)
            ],
        }
        if not people:
            given |= dict.fromkeys(("sections", "heads"), ())
        return tables(self.settings, **{**given, **self.more})

    @property
    def now(self) -> dt.datetime:
        """Nine o'clock of the day."""
        return dt.datetime.combine(self.day, dt.time(9))


DAY = dt.timedelta(days=1)


def coming(town: Town) -> NextThing:
    made = town.tables
    own = policy(made)
    day = JudgedDay.of(own.settings, town.day)
    listed = today_frame(own, made, check(own, made), day.on)
    return next_thing(own, replaced(made, {"today": listed}), day)


IN, OUT, OK, BACK, NONE = "提出", "未提出", "確認済", "差戻し", "未配布"
CASES: Mapping[str, tuple[Town, str, str]] = {
    # 配る前
    "職員がいなければ_方針より先に一覧の取込": (
        Town(more={"targets": [EXAMPLE]}, settings={}),
        "職員がない",
        "名簿取込",
    ),
    "職員がいれば_配る前に例の目標を決める": (
        Town((NONE,) * 4, more={"targets": [EXAMPLE]}),
        "例の目標",
        "",
    ),
    "期限がなければ_配る前に書く": (Town((NONE,) * 4, settings={}), "期限がまだない", ""),
    "決めることがなければ_配る": (Town((NONE,) * 4), "未配布(年度末)", "申告書配布"),
    "確認する人がいなければ_配る前に決める": (
        Town((NONE,) * 4, headed=False),
        "確認者のいない所属",
        "台帳点検",
    ),
    "台帳の誤りは何よりも先": (
        Town((IN, OUT), LATE, more={"assignments": [{"persona_code": "X9"}]}),
        "台帳の誤り",
        "台帳点検",
    ),
    # 配りはじめ: ちょうど半分まで配ったら、待っている人が先
    "半分に満たないうちは_配るのが先": (
        Town((IN, OUT, NONE, NONE, NONE)),
        "未配布(年度末)",
        "申告書配布",
    ),
    "半分に配ったら_確認待ちが先": (Town((IN, OUT, NONE, NONE)), "未確認(年度末)", "確認表作成"),
    # 配ったあと
    "期限の前でも後でも_確認待ちの人が先_前": (
        Town((IN, OUT), BEFORE),
        "未確認(年度末)",
        "確認表作成",
    ),
    "期限の前でも後でも_確認待ちの人が先_後": (
        Town((IN, OUT), LATE),
        "未確認(年度末)",
        "確認表作成",
    ),
    "未提出の人より_差戻しを待つ人が先": (Town((OK, BACK, OUT), LATE), "差戻し(年度末)", "督促文"),
    "確認待ちと差戻しでは_確認待ちが先": (
        Town((IN, BACK, OUT), LATE),
        "未確認(年度末)",
        "確認表作成",
    ),
    "提出期限の日は_まだ過ぎていない_要確認が先": (
        Town((OK, OUT), REPORT_DUE, problems=1),
        "要確認",
        "",
    ),
    "提出期限の次の日は_過ぎている_未提出が先": (
        Town((OK, OUT), LATE, problems=1),
        "未提出(年度末)",
        "督促文",
    ),
    "待つほかなければ_未提出の人に知らせる": (Town((OK, OUT), BEFORE), "未提出(年度末)", "督促文"),
    "例の目標は_配ったあとは急がない": (
        Town((OK, OUT), BEFORE, more={"targets": [EXAMPLE]}),
        "未提出(年度末)",
        "督促文",
    ),
    "配っていない一人は_待っている": (
        Town((OK, OUT, NONE), BEFORE),
        "未配布(年度末)",
        "申告書配布",
    ),
    "配ったあとに確認者がいなければ_決めてから": (
        Town((OK, OUT, OUT), BEFORE, headed=False),
        "確認者のいない所属",
        "台帳点検",
    ),
    # 確認表を渡したあとは、人事が待つ番
    "確認表を渡したら_戻るのを待って集約": (
        Town((IN, OK), BEFORE, runs=[COLLECTED]),
        "未確認(年度末)",
        "集約とレポート",
    ),
    "確認表を渡して確認期限の日まで_要確認が先": (
        Town((IN, OK), CONFIRM_DUE, runs=[COLLECTED], problems=1),
        "要確認",
        "",
    ),
    "確認表を渡して確認期限を過ぎたら_要確認より先": (
        Town((IN, OK), BOTH_LATE, runs=[COLLECTED], problems=1),
        "未確認(年度末)",
        "集約とレポート",
    ),
    "集約したあとに届いた申告は_確認表を作るところから": (
        Town((IN, OK), BEFORE, runs=[COLLECTED, CONSOLIDATED]),
        "未確認(年度末)",
        "確認表作成",
    ),
    "別の時期の確認表では_渡したことにならない": (
        Town((IN, OK), BEFORE, runs=[COLLECTED | {"counts": '{"phase": "期首"}'}]),
        "未確認(年度末)",
        "確認表作成",
    ),
    # 基準日
    "基準日の前の日は_出していない人が先": (
        Town((OK, OUT), KEY_DATE - DAY, runs=[CONSOLIDATED]),
        "未提出(年度末)",
        "督促文",
    ),
    "基準日には_出していない人より_集約し直すのが先": (
        Town((OK, OUT), APRIL - DAY, settings={"confirm_due": CONFIRM_DUE}, runs=[CONSOLIDATED]),
        "確認済(年度末)",
        "集約とレポート",
    ),
    "全員済んで_まだ集約していなければ集約": (Town((OK, OK)), "確認済(年度末)", "集約とレポート"),
    "全員済んで集約したら_基準日まではレポートで途中を見る": (
        Town((OK, OK), runs=[CONSOLIDATED]),
        "報告",
        "レポート",
    ),
    "基準日の次の日に集約したら_報告": (
        Town((OK, OK), APRIL + DAY, runs=[CONSOLIDATED]),
        "報告",
        "レポート",
    ),
    "期首が済めば_年度末まですることはない": (
        Town((OK, OK), dt.date(2025, 6, 1), phase="期首", runs=[CONSOLIDATED]),
        "",
        "",
    ),
    # 期首のあとの年度末は、基準日の3か月前を過ぎてから
    "12月31日は_期首の残りが先": (
        Town((IN, OK), dt.date(2025, 12, 31), phase="期首"),
        "未確認(期首)",
        "確認表作成",
    ),
    "1月1日からは_年度末の申告書を配るのが先": (
        Town((IN, OK), dt.date(2026, 1, 1), phase="期首"),
        "未配布(年度末)",
        "申告書配布",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_次の一手は_その日に人事がすること(case: str) -> None:
    town, item, button = CASES[case]
    found = coming(town)
    assert (found.item, found.button) == (item, button)


def test_することがないときも_そう言う() -> None:
    town, _, _ = CASES["期首が済めば_年度末まですることはない"]
    assert coming(town).sentence.startswith("期首は、すべて済んでいます。")


# one step on every face


def drawn(seed: int) -> Town:
    """Return a town at some moment of its year."""
    chance = Random(seed)  # noqa: S311 - a drawn town keeps no secrets
    people = chance.choice([0, 1, 2, 3, 4, 5, 6, 6])
    some = chance.sample([IN, OUT, OK, BACK, NONE, "不備", "内容変更"], k=chance.randint(1, 2))
    return Town(
        states=tuple(chance.choice(some) for _ in range(people)),
        day=dt.date(2025, 4, 1) + DAY * chance.choice([60, 250, 300, 345, 352, 359, 364, 366]),
        settings=chance.choice([{}, DUES, DUES, {"report_due": REPORT_DUE}]),
        runs=chance.choices([COLLECTED, CONSOLIDATED], k=chance.randrange(3)),
        phase=chance.choice(["期首", "年度末", "年度末"]),
        headed=chance.random() < 0.9,
        problems=chance.randrange(2),
        more={"targets": [EXAMPLE]} if chance.random() < 0.3 else {},
    )


SEEDS = range(24)


@pytest.mark.parametrize("seed", SEEDS)
def test_ホームとstatusと台帳だけの指示は_同じ一手(seed: int) -> None:
    town = drawn(seed)
    book = DraftBook("台帳.xlsx", town.tables)
    opened = open_ledger(book)
    book.write(recorded(opened, {}, "start", {}, town.now))
    told = status_.plan(book, town.now).next_step
    rows = [list(row) for row in page_rows(book.tables[HOME.key])]
    home = next(row for row in rows if row[0] == NEXT)
    shown = [cell.shown if isinstance(cell, PageFormula) else cell for cell in home]
    button = str(shown[6] or "").strip("[]") if len(shown) > 6 else ""
    assert told == str(shown[1]).removeprefix("▶ ") + (f"(ボタン: {button})" if button else "")
    with (
        patch("ledger.cli_options.now", return_value=town.now),
        patch("ledger.book.closed.ClosedBook", return_value=book),
    ):
        bare = CliRunner().invoke(app, ["台帳.xlsx"])
    assert f"次の一手: {told}" in bare.output.splitlines()
    said = bare.output.splitlines()[-1]
    assert said.startswith("コマンド: ") == (button != "")


def test_引いた町は_いろいろな一手に当たる() -> None:
    items = {coming(drawn(seed)).item.partition("(")[0] for seed in SEEDS}
    assert len(items) >= 7, items
