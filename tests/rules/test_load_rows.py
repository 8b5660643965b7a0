"""What a row of a file does to the row of its key: nothing that is bad removes or empties it."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from ledger.judge.loading import FileRow, LoadOutcome, Mode, by_key, outcome
from ledger.layout import ledger
from ledger.layout.columns import Cell, RowValues

STAFF = ledger.BY_KEY["staff"]
POSTINGS = ledger.BY_KEY["postings"]
TRAININGS = ledger.BY_KEY["trainings"]
ENGAGEMENTS = ledger.BY_KEY["engagements"]
CONSULTATIONS = ledger.BY_KEY["consultations"]
HIRED = dt.date(2010, 4, 1)
NOBODY: frozenset[str] = frozenset()


def staff(number: str | None, name: str | None, hired: dt.date | None = HIRED) -> dict[str, Cell]:
    blank = dict.fromkeys(STAFF.keys)
    return blank | {"staff_no": number, "staff_name": name, "hired_on": hired}


def loaded(
    standing: Sequence[RowValues],
    lines: Sequence[tuple[RowValues, set[str]]],
    mode: Mode,
    table: str = "staff",
) -> LoadOutcome:
    own = ledger.BY_KEY[table]
    rows = [FileRow(n, row, frozenset(wrong)) for n, (row, wrong) in enumerate(lines, start=2)]
    return outcome(standing, by_key(own, standing, rows, mode, own.keys), mode)


def names(rows: tuple[RowValues, ...]) -> list[object]:
    return [row["staff_name"] for row in rows]


OTSU, HEI = staff("00123", "乙山 𠮷子"), staff("00124", "丙川 三郎")


class Spoilt(NamedTuple):
    """A row of a file that cannot be used whole, and who stands after a replacing load."""

    row: RowValues
    wrong: set[str]
    stand: list[str]


BOTH = ["乙山 𠮷子", "丙川 三郎"]
SPOILT = {
    "採用日が読めない": Spoilt(staff("00124", "丙川 三郎", None), {"hired_on"}, BOTH),
    "退職日が読めない": Spoilt(staff("00124", "丙川 三郎"), {"retired_on"}, BOTH),
    "氏名が空": Spoilt(staff("00124", None), {"staff_name"}, BOTH),
    "集計対象が○でも×でもない": Spoilt(staff("00124", "丙川 三郎"), {"counted"}, BOTH),
    "職層が選択肢にない": Spoilt(staff("00124", "丙川 三郎"), {"grade"}, BOTH),
    "職員番号が読めないと、だれも消さない": Spoilt(staff(None, "丙川 三郎"), {"staff_no"}, BOTH),
    "台帳にいない人の行なら、一覧にない人は消える": Spoilt(
        staff("00301", "丁田 四郎", None), {"hired_on"}, ["乙山 𠮷子"]
    ),
}


@pytest.mark.parametrize("case", SPOILT.values(), ids=SPOILT)
def test_置き換えても_使えない行の人は消えない(case: Spoilt) -> None:
    came = loaded([OTSU, HEI], [(OTSU, set()), (case.row, case.wrong)], Mode.REPLACE)
    assert names(came.rows) == case.stand
    assert [step.line.number for step in came.aside] == [3]
    assert names(came.gone) == [one for one in ("丙川 三郎",) if one not in case.stand]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("wrong", ["hired_on", "retired_on", "staff_name", "kana"])
def test_どの取り込み方でも_使えない行は今の行を変えない(mode: Mode, wrong: str) -> None:
    row = HEI | {wrong: None, "employment": "常勤"}
    came = loaded([OTSU, HEI], [(OTSU, set()), (row, {wrong})], mode)
    assert came.rows == (OTSU, HEI)
    assert (came.accepted, came.same, len(came.aside)) == (0, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "taken"),
    [
        ("grade", True),
        ("employment", True),
        ("kana", True),
        ("retired_on", False),
        ("counted", False),
    ],
)
def test_新しい人は_ことばの欄だけが使えないなら空欄で入る(wrong: str, taken: bool) -> None:  # noqa: FBT001
    came = loaded([OTSU], [(staff("00301", "丁田 四郎"), {wrong})], Mode.UPDATE)
    assert names(came.rows) == ["乙山 𠮷子", *(["丁田 四郎"] if taken else [])]


def test_所属の開始日が読めなくても_その人の今の所属は消えない() -> None:
    def posting(number: str, section: str, start: dt.date | None) -> dict[str, Cell]:
        row: dict[str, Cell] = {"staff_no": number, "section_code": section, "kind": "主務"}
        return row | {"started_on": start, "ended_on": None}

    one, two = (posting(n, "0110", dt.date(2024, 4, 1)) for n in ("00123", "00124"))
    spoilt = posting("00124", "0110", None)
    came = loaded([one, two], [(one, set()), (spoilt, {"started_on"})], Mode.REPLACE, "postings")
    assert came.rows == (one, two)


def test_方針の表でも_使えない行の今の行は残る() -> None:
    def training(code: str, name: str | None) -> dict[str, Cell]:
        return dict.fromkeys(TRAININGS.keys) | {"training_code": code, "training_name": name}

    one, two, three = (training(f"T0{n}", f"研修{n}") for n in (1, 2, 3))
    lines = [(one, NOBODY), (training("T02", "研修2") | {"capacity": None}, {"capacity"})]
    came = loaded([one, two, three], [(r, set(w)) for r, w in lines], Mode.REPLACE, "trainings")
    assert came.rows == (one, two)
    assert came.gone == (three,)


def test_同じキーで内容の違う行は_どれも採らない() -> None:
    other = HEI | {"grade": "係長"}
    came = loaded([OTSU, HEI], [(HEI, set()), (other, set()), (OTSU, set())], Mode.REPLACE)
    assert {step.flaw.code for step in came.aside if step.flaw} == {"row-conflict"}
    assert set(names(came.rows)) == {"乙山 𠮷子", "丙川 三郎"}
    assert (came.accepted, came.same, len(came.aside)) == (0, 1, 2)


def test_同じ行が2度あれば_2度目は同じ内容に数える() -> None:
    came = loaded([], [(HEI, set()), (dict(HEI), set())], Mode.UPDATE)
    assert (came.accepted, came.same, len(came.aside)) == (1, 1, 0)
    assert names(came.rows) == ["丙川 三郎"]


def test_集計対象の空欄と丸は同じこと() -> None:
    came = loaded([HEI], [(HEI | {"counted": "○"}, set())], Mode.UPDATE)
    assert (came.accepted, came.same) == (0, 1)
    came = loaded([HEI], [(HEI | {"counted": "×"}, set())], Mode.UPDATE)
    assert (came.accepted, came.same) == (1, 0)


BLANKS = {
    "比べる一覧の空欄は、今の値を残す": (Mode.UPDATE, "係員", 1),
    "一覧にない人を消すときも、空欄は今の値を残す": (Mode.ONLY, "係員", 1),
    "upsertの空欄は、空欄にする": (Mode.UPSERT, None, 0),
    "replaceの空欄は、空欄にする": (Mode.REPLACE, None, 0),
}


@pytest.mark.parametrize(("mode", "grade", "unsaid"), BLANKS.values(), ids=BLANKS)
def test_空欄の意味は取り込み方による(mode: Mode, grade: str | None, unsaid: int) -> None:
    standing = HEI | {"grade": "係員"}
    came = loaded([standing, OTSU], [(HEI, set()), (OTSU, set())], mode)
    assert came.rows == (HEI | {"grade": grade}, OTSU)
    assert came.unsaid == unsaid


def test_一覧にない人だけを消すときは_ほかの人の順も値も変わらない() -> None:
    new = staff("00301", "丁田 四郎")
    came = loaded([OTSU, HEI], [(new, set()), (HEI, set())], Mode.ONLY)
    assert (came.rows, came.gone) == ((HEI, new), (OTSU,))


def test_追加は_今ある行を変えない() -> None:
    new = staff("00301", "丁田 四郎")
    came = loaded([HEI], [(HEI | {"grade": "係長"}, set()), (new, set())], Mode.APPEND)
    assert came.rows == (HEI, new)
    assert [step.flaw.code for step in came.aside if step.flaw] == ["row-standing"]


def test_番号のない案件は案件名で見分ける() -> None:
    def lead(name: str) -> dict[str, Cell]:
        row = dict.fromkeys(ENGAGEMENTS.keys) | {"staff_no": "00123", "project_name": name}
        started = {"role": "リード", "started_on": dt.date(2025, 4, 1), "confirmed": "済"}
        return row | started

    standing = [lead("窓口のBPR")]
    lines = [(lead("窓口のＢＰＲ"), set[str]()), (lead("文書のBPR"), set[str]())]
    came = loaded(standing, lines, Mode.UPSERT, "engagements")
    assert [row["project_name"] for row in came.rows] == ["窓口のＢＰＲ", "文書のBPR"]


def test_キーのない表では_同じ日の同じ相談も1件ずつ() -> None:
    row = dict.fromkeys(CONSULTATIONS.keys) | {
        "received_on": dt.date(2025, 5, 1),
        "section_code": "0110",
    }
    came = loaded([row], [(row, set()), (dict(row), set())], Mode.UPSERT, "consultations")
    assert len(came.rows) == 2
    assert (came.accepted, came.same) == (1, 1)
