"""After a command decided, a review workbook says so also where nothing calculates.

Read by openpyxl (`data_only`) and by pandas; both take the values beside the formulas.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from deciding import ON, SUBMITTED, bench, cells_of, confirmed
from flow.forms import HEAD_A, NOW, PERSON
from ledger.book.closed import ClosedForm
from ledger.commands import confirm, give_back
from ledger.commands.plan import Plan, apply
from ledger.layout.columns import Cell
from ledger.layout.review import REVIEW, REVIEW_LINES, REVIEW_STEPS
from ledger.present.package import WORKBOOK, Package
from ledger.present.review.values import Entered, checked_rows, progress, summary

WAITING, LEFT = "判定待ち", "残り 1名(判定する人 1名)"
NOBODY, WELL = "残り 0名(判定する人 1名)", "入力チェック　○ 入力の不足はありません"
Verb = Callable[[ClosedForm], Plan]


def told(data: bytes) -> dict[str, str]:
    """Return what a reader without formulas sees of 00101: 点検, 残り and 入力チェック."""
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    sheet = values[REVIEW.title]
    row = int(cells_of(data)["判定"][1][1:])
    return {
        "点検": str(sheet.cell(row, REVIEW.keys.index("check") + 1).value),
        "残り": str(sheet["A5"].value),
        "入力チェック": str(sheet["D5"].value),
    }


def checks(data: bytes, title: str, header: int) -> list[str]:
    """Return 点検 of one sheet as pandas reads it."""
    read = pd.read_excel(
        io.BytesIO(data), sheet_name=title, header=header - 1, dtype=str, engine="openpyxl"
    )
    return read["点検"].fillna("").tolist()


def returned(form: ClosedForm) -> Plan:
    return give_back.plan(form, PERSON, HEAD_A, "開始日を書いてください", on=ON, today=NOW.date())


def accepted(form: ClosedForm) -> Plan:
    return confirm.plan(form, HEAD_A, on=ON, today=NOW.date())


@pytest.mark.parametrize(
    ("verb", "said"),
    [pytest.param(accepted, "○ 確認", id="確認"), pytest.param(returned, "○ 差戻し", id="差戻し")],
)
def test_コマンドで判定した確認表は_計算しないソフトでも判定済みに見える(
    verb: Verb, said: str, tmp_path: Path
) -> None:
    before = bench().review
    assert told(before) == {"点検": WAITING, "残り": LEFT, "入力チェック": WELL}
    path = tmp_path / "確認表.xlsx"
    path.write_bytes(before)
    form = ClosedForm(path)
    apply(verb(form), form=form)
    assert told(path.read_bytes()) == {"点検": said, "残り": NOBODY, "入力チェック": WELL}


def test_否認した行と上長判定も_計算しないソフトで見える(tmp_path: Path) -> None:
    after = confirmed(bench().review, tmp_path)
    values = openpyxl.load_workbook(io.BytesIO(after), data_only=True)[REVIEW.title]
    assert [values["J8"].value, values["S8"].value, values["J9"].value] == ["○ 確認", "否認", None]
    assert checks(after, REVIEW_STEPS.title, 5).count("上長判定") == 1


def test_決めたあとも_Excelは開くときに計算し_式はそのまま残る(tmp_path: Path) -> None:
    before = bench().review
    after = confirmed(before, tmp_path)
    assert b'fullCalcOnLoad="1"' in Package(after).read(WORKBOOK)
    for title, part in Package(before).sheet_parts.items():
        formulas = [re.findall(rb"<f>.*?</f>", Package(one).read(part)) for one in (before, after)]
        assert formulas[0] == formulas[1], title


def changed(data: bytes, old: str, new: str) -> bytes:
    """Change the sheet 確認表 as another program might have left it."""
    package = Package(data)
    part = package.sheet_parts[REVIEW.title]
    sheet, count = re.subn(old.encode(), new.encode(), package.read(part), count=1)
    assert count, old
    return package.replaced({part: sheet})


CHECK = r'(<c r="J{row}"[^>]*?)(?: t="str")?><f>.*?</c>'
ODD = {
    "点検の式が手で消された": (CHECK, r'\1 t="inlineStr"><is><t>済</t></is></c>', "済"),
    "理由にエラー値がある": (r'(<c r="H{row}"[^>]*?)/>', r'\1 t="e"><v>#N/A</v></c>', WAITING),
    "見出しが書き換えられた": (
        r'(<c r="C7"[^>]*?) t="s">.*?</c>',
        r'\1 t="inlineStr"><is><t>課</t></is></c>',
        WAITING,
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_作ったときと違う確認表では_値を書き換えず_Excelの計算に任せる(
    case: str, tmp_path: Path
) -> None:
    before = bench().review
    row = cells_of(before)["判定"][1][1:]
    old, new, said = ODD[case]
    path = tmp_path / "確認表.xlsx"
    path.write_bytes(changed(before, old.format(row=row), new))
    ClosedForm(path).mark({REVIEW.title: {f"G{row}": "確認", f"I{row}": SUBMITTED}})
    assert told(path.read_bytes())["点検"] == said
    assert b'fullCalcOnLoad="1"' in Package(path.read_bytes()).read(WORKBOOK)


def test_残りは_判定待ちと直すところの合計() -> None:
    person: dict[str, Cell] = {
        "staff_no": PERSON,
        "issue_no": "R7-1",
        "digest": "v1:0",
        "submitted_on": SUBMITTED,
    }
    done = {**person, "decision": "確認", "confirmed_on": ON}
    wrong = {**person, "decision": "差戻し", "confirmed_on": ON}
    rows: dict[str, list[dict[str, Cell]]] = {"review": [person, done, wrong]}
    others: dict[str, list[dict[str, Cell]]] = {
        key: [] for key in ("review_rest", "review_lines", "review_steps")
    }
    found = checked_rows(Entered({**rows, **others}))
    assert progress(found) == "残り 2名(判定する人 3名)"
    assert summary(found, (REVIEW, REVIEW_LINES)) == (
        "入力チェック　× 直すところ　確認表 1名　(「結果」「点検」の列が×のところ)"
    )


def test_判定しても_変わらないシートの部品は_元のバイトのまま(tmp_path: Path) -> None:
    path = tmp_path / "確認表.xlsx"
    path.write_bytes(bench().review)
    before, form = Package(path.read_bytes()), ClosedForm(path)
    apply(accepted(form), form=form)
    after = Package(path.read_bytes())
    changed = {name for name in before.names if before.part(name) != after.part(name)}
    assert changed == {WORKBOOK, before.sheet_parts[REVIEW.title]}
