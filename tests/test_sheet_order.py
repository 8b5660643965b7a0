"""The ledger's tabs: every sheet in a group, in order, what nobody needs to see hidden."""

import io

import openpyxl
import pytest

from builders import policy, tables
from ledger.layout import sheet_order
from ledger.layout.ledger import TABLES
from ledger.layout.pages import HOME, PAGES
from ledger.layout.sheet_order import CHARTS_KEY, TABS
from ledger.present.ledger_book import build

HIDDEN = (
    *("取込列", "取込値", "自己判定", "上長判定", "配布記録", "確認履歴", "否認", "前年度判定"),
    *("スキル自己評価", "アンケート", "分母台帳", "グラフ用目標", "グラフ用研修", "グラフ用所属"),
    *("グラフ用Step", "グラフ用中期目標", "次年度需要", "逆算", "年度実績"),
)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    made = tables()
    return openpyxl.load_workbook(io.BytesIO(build(made, policy(made).settings)))


def test_どの表とページも_順番に1行ずつある() -> None:
    wanted = [*(t.key for t in TABLES), *(p.key for p in PAGES), CHARTS_KEY]
    assert sorted(TABS) == sorted(wanted)


def test_タブは宣言の順に並び_今日やることで開く(book: openpyxl.Workbook) -> None:
    titles = [sheet_order.title_of(key) for key in TABS]
    assert [title for title in book.sheetnames if not title.startswith("_")] == titles
    assert book.active is book[HOME.title]


def test_いつも隠れるのは_仕組みの表と_空で要らない表だけ(book: openpyxl.Workbook) -> None:
    hidden = {sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"}
    assert {title for title in HIDDEN if title in book.sheetnames} <= hidden


def test_群ごとに色が違い_群の中では同じ(book: openpyxl.Workbook) -> None:
    colours = {
        group: {
            str(getattr(book[sheet_order.title_of(tab.key)].sheet_properties.tabColor, "rgb", ""))
            for tab in tabs
        }
        for group, tabs in sheet_order.ORDER.items()
    }
    assert all(len(own) == 1 for own in colours.values())
    assert len({next(iter(own)) for own in colours.values()}) == len(colours)


SEEN = {
    "仕組みの表は行があっても隠れる": ("issues", [{"issue_no": "1"}], False),
    "空の計画の結果は隠れる": ("demands", [], False),
    "結果が出れば見える": ("demands", [{"training_code": "T01", "seats": 3}], True),
    "アンケートは切ってあれば隠れる": ("answers", [], False),
    "人の表は空でも見える": ("staff", [], True),
}


@pytest.mark.parametrize("case", SEEN)
def test_見えるかどうかは_行と設定で決まる(case: str) -> None:
    key, rows, seen = SEEN[case]
    made = tables(**{key: rows})  # type: ignore[arg-type]
    assert sheet_order.is_seen(key, made, policy(made).settings) is seen


def test_記名アンケートを入れれば_その表が見える() -> None:
    made = tables()
    settings = policy(made).settings.model_copy(update={"named_survey": True})
    assert sheet_order.is_seen("answers", made, settings)
