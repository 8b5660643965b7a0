"""The rule book's files are read strictly: a slip of the pen is told with file and line."""

from pathlib import Path

import pytest

from rulebook.casebook import CaseError, cases_of, files
from rulebook.running import columns_by_file, told

HEADERS = "W番号,題名,判定日,従事,→期間,理由"
GOOD = "W10,ちょうど1年,2025-03-31,リード 2024-04-01〜2025-03-31,12か月,民法143条"
FILE = "期間.csv"


def run(*lines: str, file: str = FILE) -> list[str]:
    found = cases_of("\n".join(lines) + "\n", file, columns_by_file()[file])
    return [line for case in found for line in told(case)]


FAULTS = {
    "知らない見出し": (
        ["W番号,題名,従事先,→期間,理由", GOOD],
        "期間.csv 1行: 見出し「従事先」は使えません",
    ),
    "同じ見出しが2つ": (
        ["W番号,題名,従事,従事,→期間,理由", GOOD],
        "1行: 見出し「従事」が2つあります",
    ),
    "題名の列がない": (["W番号,判定日,従事,→期間,理由", GOOD], "1行: 見出し「題名」がありません"),
    "題名が空欄": ([HEADERS, GOOD.replace("ちょうど1年", "")], "期間.csv 2行 「題名」: 空欄です"),
    "理由が空欄": ([HEADERS, GOOD.replace("民法143条", "")], "期間.csv 2行 「理由」: 空欄です"),
    "出るはずのものが空欄": ([HEADERS, GOOD.replace("12か月", "")], "2行: 出てくるはずのもの"),
    "同じ題名が2つ": ([HEADERS, GOOD, GOOD], "3行 「題名」: 2行と同じ題名です"),
    "W番号でない": (
        [HEADERS, GOOD.replace("W10", "W1")],
        "2行 「W番号」: 「W1」はW番号ではありません",
    ),
    "見出しのない列": ([HEADERS, f"{GOOD},メモ"], "2行: 見出しのない列に「メモ」があります"),
    "セルの中の改行": ([HEADERS, GOOD.replace("ちょうど1年", '"ちょうど\n1年"')], "セルの中で改行"),
    "使わない列": (
        ["W番号,題名,判定日,従事,休職等,→期間,理由", GOOD.replace(",12か月", ",,12か月")],
        "1行: 「休職等」の列はどの例も使っていません",
    ),
    "知らない役割": ([HEADERS, GOOD.replace("リード ", "リーダー? 共同 ")], "2行 「従事」"),
    "分からない言葉": (
        [HEADERS, GOOD.replace("〜2025-03-31", "〜3月")],
        "2行 「従事」: 「2024-04-01〜3月」の意味",
    ),
    "表にない見出し": (
        [HEADERS, GOOD.replace("リード ", "役職=長 ")],
        "「従事」に見出し「役職」はありません",
    ),
    "同じ列が2度": ([HEADERS, GOOD.replace("リード ", "リード 担当 ")], "「担当」は同じ行の2つめ"),
}


@pytest.mark.parametrize(("lines", "said"), FAULTS.values(), ids=FAULTS)
def test_書き損じはファイルと行を言って断る(lines: list[str], said: str) -> None:
    with pytest.raises(CaseError) as caught:
        run(*lines)
    assert said in str(caught.value)


def test_正しい例は通り_違う値はファイルと行と列を言う() -> None:
    assert run(HEADERS, GOOD) == []
    (said,) = run(HEADERS, GOOD.replace("12か月", "11か月"))
    assert said == "期間.csv 2行 「→期間」: 11か月 のはずが 12か月 (題名: ちょうど1年)"


def test_知らない設定と研修も断る() -> None:
    lines = ["W番号,題名,設定,従事,→期間,理由", "W10,例,休職=×,リード 2024-04-01〜,12か月,理由"]
    with pytest.raises(CaseError, match=r"2行 「設定」: 「休職=×」という設定はありません"):
        run(*lines)
    trained = ["W番号,題名,条件,受講,→規則判定,理由", ",例,Step1 研修 A,B 2025-06-10,0,理由"]
    with pytest.raises(CaseError, match="研修「B」が決まっていません"):
        run(*trained, file="研修と有効期限.csv")


def test_Excelが保存し直した形でも同じに読む() -> None:
    saved = "\r\n".join(
        [
            f"{HEADERS},,",
            GOOD.replace("2025-03-31,リード", "2025/3/31,リード") + ",,",
            ",,,,,,,",
        ]
    )
    assert run(saved) == []


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_どのファイルもExcelで開け_gitで比べられる(path: Path) -> None:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "BOMがないとExcelで文字が化ける"
    assert b"\r" not in data
    assert data.endswith(b"\n")
