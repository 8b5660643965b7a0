"""処理履歴 in words: what a run did is told in 内容, its counts and its chain stay as they are."""

import datetime as dt
import json
from collections.abc import Mapping

import pytest

from builders import policy, tables
from ledger.commands.ledger_session import Opened
from ledger.commands.run_log import recorded
from ledger.commands.run_words import run_words
from ledger.layout import ledger
from ledger.layout.frames import records
from ledger.model.judged_day import JudgedDay
from ledger.trust.chain import first_break

NOW = dt.datetime(2026, 3, 22, 10)  # noqa: DTZ001 - the ledger keeps local time
TOLD: Mapping[str, tuple[str, dict[str, object], str]] = {
    "一つの表を取り込む": (
        "load",
        {"table": "staff", "added": 3, "changed": 1, "removed": 0, "total": 12, "rows": {}},
        "名簿取込: 職員 追加 3・変更 1(全 12行)",
    ),
    "要確認のある取込": (
        "load",
        {"table": "attendances", "added": 2, "total": 2, "rows": {"quarantined": 4}},
        "名簿取込: 受講 追加 2(全 2行)。要確認 4行",
    ),
    "変わらない取込": (
        "load",
        {"table": "tools", "total": 5},
        "名簿取込: ツール 変わりなし(全 5行)",
    ),
    "一つのファイルからいくつもの表": (
        "load",
        {
            "import": "人事異動",
            "tables": {
                "staff": {"added": 1, "total": 9},
                "postings": {"removed": 2, "total": 8},
            },
        },
        "名簿取込(取込名「人事異動」): 職員 追加 1(全 9行)、所属履歴 削除 2(全 8行)",
    ),
    "はじめての一覧": (
        "load",
        {"import": "eラーニング", "proposed": {"columns": 4}},
        "名簿取込: はじめての一覧。取込名「eラーニング」の読み方を提案した",
    ),
    "申告の取込": (
        "load",
        {"rows": {"read": 5}, "people": 4, "phase": "年度末"},
        "申告の取込(年度末): 回答 5件から、4名の申告書を作った",
    ),
    "配布": ("issue", {"people": 12, "phase": "期首"}, "申告書配布(期首): 12名に配った"),
    "確認表作成": (
        "collect",
        {"files": {"read": 7}, "confirmers": 2, "phase": "年度末"},
        "確認表作成(年度末): 申告 7件を読み、確認者 2名の確認表を作った",
    ),
    "集約": (
        "consolidate",
        {
            "files": {"read": 7, "quarantined": 1},
            "reviews": {"read": 2, "quarantined": 0},
            "people": 6,
            "phase": "年度末",
            "judged": "基準日 令和8年3月31日",
            "rows": {"quarantined": 3},
        },
        (
            "集約とレポート(年度末): 申告 7件、確認表 2冊を読み、6名を反映した"
            "(基準日 令和8年3月31日)。読めないファイル 1件。要確認 3行"
        ),
    ),
    "次年度計画": (
        "plan",
        {"seats": 42, "sessions": 5, "lines": 7, "cost": 380_000},
        "次年度計画: 42席・5回、予算要求 7件・380,000円",
    ),
    "元に戻す": (
        "undo",
        {"tables": 5, "from": "台帳-1.xlsx"},
        "元に戻す: 5表を、控え「台帳-1.xlsx」のとおりに戻した",
    ),
    "知らない操作は名のまま": ("later-verb", {"n": 1}, "later-verb"),
}


@pytest.mark.parametrize("case", TOLD)
def test_したことを_日本語の一文で言う(case: str) -> None:
    operation, counts, wanted = TOLD[case]
    assert run_words(operation, counts) == wanted


def test_内容は鎖に入らず_件数と鎖値は前のまま() -> None:
    made = tables(staff=[{"staff_no": "1"}])
    opened = Opened(made, policy(made), (), JudgedDay.at_key_date(policy(made).settings))
    counts = {"table": "staff", "added": 1, "total": 1}
    runs = recorded(opened, {}, "load", counts, NOW)["runs"]
    (row,) = records(ledger.BY_KEY["runs"], runs)
    assert json.loads(str(row["counts"])) == counts
    assert row["told"] == "名簿取込: 職員 追加 1(全 1行)"
    link = {key: str(row[key]) for key in ("run_no", "run_at", "operation", "counts")}
    assert first_break([(link, str(row["chain"]))]) is None


def test_人の読まない列は_新しい台帳では隠れる() -> None:
    hidden = {
        (table.title, column.header)
        for table in ledger.TABLES
        for column in table.columns
        if column.hidden
    }
    assert {
        ("処理履歴", "操作"),
        ("処理履歴", "件数"),
        ("処理履歴", "鎖値"),
        ("配布記録", "封印"),
        ("申告状況", "内容照合値"),
        ("確認履歴", "決定照合値"),
        ("参加率", "率番号"),
    } <= hidden
    assert ("処理履歴", "内容") not in hidden
