"""Whatever is found in cells is told with all of them: none is dropped, none is only counted."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from ledger.buttons.boxed import LINE, boxed, narrowed, spoken
from ledger.cli import app
from ledger.layout.columns import Column
from ledger.layout.ledger import BY_KEY
from ledger.model.cell_ranges import cells_in_lines, cells_said
from ledger.model.problems import Place, Problem, Severity
from ledger.read.cells import Finding
from ledger.read.more_of_same import NOTICES_LISTED, InCell, shortened
from small_office import Office, office_in

FILE = Place(file="一覧.csv")
NUMBER, NAME = BY_KEY["staff"].column("staff_no"), BY_KEY["staff"].column("staff_name")
SAID = {
    "1つのセル": (["C5"], "C5"),
    "続く2つ": (["C5", "C6"], "C5〜C6"),
    "1つ置いた2つ": (["C5", "C7"], "C5、C7"),
    "続くセルと離れたセル": ([f"E{n}" for n in [*range(2, 41), 44]], "E2〜E40、E44"),
    "逆の順とくり返し": (["A4", "A3", "A4", "A2"], "A2〜A4"),
    "列は列ごとに、Zの次はAA": (["AA2", "B2", "Z2", "B3"], "B2〜B3、Z2、AA2"),
    "行": (["9行", "10行", "11行", "3行"], "3行、9行〜11行"),
    "行とセルは混ぜない": (["A2", "3行"], "3行、A2"),
    "範囲と列はそのまま、最後に": (["C列", "A1", "B2:B5", "C列"], "A1、C列、B2:B5"),
    "1つもない": ([], ""),
}


@pytest.mark.parametrize(("cells", "said"), SAID.values(), ids=SAID)
def test_セルは残らず_続くものは範囲で言う(cells: list[str], said: str) -> None:
    assert cells_said(cells) == said


def cells_of(said: str) -> Iterator[str]:
    """Yield the cells that a sentence means."""
    for one in filter(None, said.split("、")):
        first, _, last = one.partition("〜")
        low, high = (int(re.findall(r"\d+", end)[0]) for end in (first, last or first))
        for number in range(low, high + 1):
            yield re.sub(r"\d+", str(number), first)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_どんな並びでも_言った範囲を開けば元のセルになる(share: float) -> None:
    dice = random.Random(f"{share}")  # noqa: S311 - a sample, no secret
    cells = [f"{c}{n}" for c in ("A", "Q", "AB") for n in range(1, 800) if dice.random() < share]
    assert sorted(cells_of(cells_said(dice.sample(cells, len(cells))))) == sorted(cells)
    lines = list(cells_in_lines(cells))
    assert sorted(cell for line, _ in lines for cell in cells_of(line)) == sorted(cells)
    assert [count for _, count in lines] == [len(list(cells_of(line))) for line, _ in lines]
    assert all(len(line) < 2_100 for line, _ in lines)


def findings(code: str, rows: Sequence[int], column: Column = NUMBER) -> list[InCell]:
    """Return equal findings of column C."""
    gaps = {"value": "123", "repaired": "00123", "staff_no": "00123", "count": 1}
    return [
        InCell(FILE.model_copy(update={"cell": f"C{row}"}), Finding(code, gaps), column)
        for row in rows
    ]


CLASSES = {
    "先頭の0を補った職員番号": ("staff-normalised", NUMBER, "more-of-same", Severity.NOTICE),
    "読み替えた値": ("value-repaired", NUMBER, "more-of-same", Severity.NOTICE),
    "除いた制御文字": ("control-removed", NAME, "more-of-same", Severity.NOTICE),
    "失われた文字(警告)": ("character-lost", NAME, "more-to-look", Severity.WARNING),
}


@pytest.mark.parametrize(("code", "column", "more", "severity"), CLASSES.values(), ids=CLASSES)
@pytest.mark.parametrize("count", [NOTICES_LISTED, 6, 7, 40, 10_000])
def test_同じ知らせは_5つまで1つずつ_残りはセルをすべて挙げる(
    code: str, column: Column, more: str, severity: Severity, count: int
) -> None:
    rows = range(2, 2 + count)
    told = list(shortened(findings(code, rows, column), also=("character-lost",)))
    alone = count if count <= NOTICES_LISTED + 1 else NOTICES_LISTED
    assert [one.code for one in told] == [code] * alone + [more] * (count > alone)
    assert {one.severity for one in told} == {severity}
    assert [c for one in told for c in cells_of(one.place.cell)] == [f"C{row}" for row in rows]
    if count > alone:
        assert told[-1].place.cell == f"C7〜C{1 + count}"
        assert f" {count - NOTICES_LISTED} 件" in told[-1].what


def test_シートが違えば_別々に挙げる() -> None:
    place = Place(file="一覧.xlsx")
    cells = [(sheet, f"C{row}") for row in range(2, 12) for sheet in ("4月", "5月")]
    found = [
        one._replace(place=place.model_copy(update={"sheet": sheet, "cell": cell}))
        for sheet, cell in cells
        for one in findings("value-repaired", [1])
    ]
    last = {one.place.sheet: one.place.cell for one in shortened(found)}
    assert last == {"4月": "C7〜C11", "5月": "C7〜C11"}


COUNT = 600


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, dict[str, object], str]:
    """Bring in 休職等 twice: 600 rows, every number without its zeros, every tenth in full."""
    office = office_in(tmp_path_factory.mktemp("office"))
    days = [f"20{y:02}-{m:02}-{d:02}" for y in (11, 12) for m in range(1, 13) for d in range(1, 26)]
    rows = [
        f"{'00123' if number % 10 == 0 else '123'},休職,{day},{day}\n"
        for number, day in enumerate(days, start=2)
    ]
    file = office.folder / "休職.csv"
    file.write_text("職員番号,区分,開始日,終了日\n" + "".join(rows), encoding="utf-8")
    with patch("ledger.cli_options.now", return_value=office.now):
        said = CliRunner().invoke(app, ["load", str(office.ledger), "leaves", str(file)])
    assert said.exit_code == 0, said.output
    return office, office.run("load", office.ledger, "leaves", file), said.output


SHORT = {f"A{row}" for row in range(2, 2 + COUNT) if row % 10}


def test_JSONには_読み替えたセルがすべてある(loaded: tuple[Office, dict[str, object], str]) -> None:
    found = json.loads(json.dumps(loaded[1]["found"]))
    assert {cell for one in found for cell in cells_of(one["cell"])} == SHORT
    assert len(found) < 20


def test_画面にも_読み替えたセルがすべてある(loaded: tuple[Office, dict[str, object], str]) -> None:
    lines = [line for line in loaded[2].splitlines() if "休職.csv A" in line]
    places = (re.findall(r"休職\.csv ([^:]+):", line)[0] for line in lines)
    assert {cell for place in places for cell in cells_of(place)} == SHORT
    assert len(loaded[2].splitlines()) < 40


def test_要確認にも_読み替えたセルがすべてある(
    loaded: tuple[Office, dict[str, object], str],
) -> None:
    rows = [row for row in loaded[0].table("problems") if row["file"] == "休職.csv"]
    assert {cell for row in rows for cell in cells_of(str(row["cell"]))} == SHORT


def test_メッセージには_分類と10行だけ() -> None:
    found = list(
        shortened(findings("character-lost", range(2, 9_000, 2), NAME), ("character-lost",))
    )
    head, *lines = boxed(found, listed=True)
    assert "警告" in head
    assert len(lines) <= 11
    assert sum(map(len, lines)) < 1_000


@pytest.mark.parametrize("length", [LINE, LINE + 1, 9_000])
def test_メッセージの長い行は_初めと終わりを残して縮める(length: int) -> None:
    line = "「はい」: 台帳の 300 行を消します(" + "あ" * (length - 40) + ")。 消しますか。"
    shown = narrowed(line)
    assert len(shown) <= LINE
    assert shown.endswith("消しますか。")
    assert shown.startswith("「はい」: 台帳の 300 行を消します(")
    assert (" … " in shown) == (len(line) > LINE)


def test_断りのメッセージは_長くても対処まで見える() -> None:
    rows = cells_said(f"{row}行" for row in range(2, 4_000, 2))
    problem = Problem.of("rows-unreadable", Place(sheet="職員"), table="職員", rows=rows)
    assert "3998行" in problem.what
    assert len(spoken(problem)) < 1_000
    assert problem.remedy in spoken(problem)
