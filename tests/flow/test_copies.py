"""同じ内容の写しがいくつあっても、元ファイルは元の申告書(配ったときの名前は 00101.xlsx)."""

import datetime as dt

import pytest

from flow.forms import (
    HEAD_A,
    PERSON,
    after,
    codes,
    course,
    decision,
    issue,
    office,
    report,
    taken,
)
from ledger.layout.frames import Tables

EMPTY = office()
ROWS = (course(),)


def source_of(ledger: Tables) -> tuple[str, set[str]]:
    """Return 元ファイル of 申告状況, and the files that the facts name."""
    data = ledger["reports"]
    (own,) = data.loc[data["staff_no"] == PERSON, "source_file"]
    return str(own), {text.split("!")[0] for text in ledger["attendances"]["source_file"].dropna()}


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        pytest.param("00101.xlsx", "00101 - コピー.xlsx", id="エクスプローラーの写し"),
        pytest.param("00101.xlsx", "00101 - コピー (2).xlsx", id="写しの写し"),
        pytest.param("00101.xlsx", "コピー ～ 00101.xlsx", id="前に付くコピー"),
        pytest.param("00101.xlsx", "00101 (1).xlsx", id="もう一度ダウンロードした"),
        pytest.param("00101.xlsx", "1.xlsx", id="短い名前に変えた写し"),
        pytest.param("総務課/00101.xlsx", "00101 - コピー.xlsx", id="課のフォルダの元と、外の写し"),
        pytest.param("乙山.xlsx", "乙山 - コピー.xlsx", id="名前を変えた元と、その写し"),
        pytest.param("乙山.xlsx", "(新)乙山.xlsx", id="名前を変えた元と、前に字を足した写し"),
        pytest.param("００１０１.xlsx", "00101-2.xlsx", id="全角の名前も、配ったときの名前"),
    ],
)
def test_写しは元ファイルにならない(original: str, copy: str) -> None:
    first, second = (report(*ROWS, file=name) for name in (original, copy))
    for reports in ((first, second), (second, first)):
        intake = taken(EMPTY, *reports)
        assert codes(intake.problems) == ["report-duplicate"]
        assert [p.place.file for p in intake.problems] == [copy]
        assert source_of(after(EMPTY, intake)) == (original, {original})


def test_先に写しだけが届いていても_元が届けば元ファイルは元になる() -> None:
    original = report(*ROWS)
    copy = report(*ROWS, file="00101 - コピー.xlsx")
    ledger = after(EMPTY, taken(EMPTY, copy))
    assert source_of(ledger) == (copy.file, {copy.file})
    ledger = after(ledger, taken(ledger, copy, original))
    assert source_of(ledger) == (original.file, {original.file})


def test_集約した元は_後から短い名前の写しが来ても元のまま() -> None:
    renamed = report(*ROWS, file="乙山花子の申告.xlsx")
    ledger = after(EMPTY, taken(EMPTY, renamed))
    again = taken(ledger, renamed, report(*ROWS, file="控え.xlsx"))
    assert again.tables == {}
    assert codes(again.problems) == ["report-duplicate"]


def test_上長が写しのほうに確認を書いても_元ファイルは元で確認は使う() -> None:
    original = report(*ROWS)
    copy = report(*ROWS, file="00101 - コピー.xlsx")
    signed = copy._replace(decided=decision(copy, confirmer_no=HEAD_A, file=copy.file))
    ledger = after(EMPTY, taken(EMPTY, original, signed))
    assert source_of(ledger) == (original.file, {original.file})
    assert set(ledger["attendances"]["confirmed"]) == {"済"}


def test_配り直した申告書は_その発行番号の名前が元() -> None:
    again = {
        **issue(PERSON),
        "issue_no": "R7-1-00101-2",
        "issued_at": dt.datetime(2026, 3, 5, 9),  # noqa: DTZ001 - local time
        "file_name": "00101-2.xlsx",
    }
    ledger = office(issues=[issue(PERSON), again])
    original = report(*ROWS, file="00101-2.xlsx")._replace(issue_no="R7-1-00101-2")
    copy = original._replace(file="00101-2 - コピー.xlsx", sha256="b" * 64)
    stands = after(ledger, taken(ledger, copy, original))
    assert source_of(stands) == (original.file, {original.file})
