"""Whatever is found in cells is told with all of them: none is dropped, none is only counted."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

import builders
from ledger.buttons.message_box import LINE, boxed, narrowed, spoken
from ledger.cli import app
from ledger.commands.problem_rows import in_order, problem_row
from ledger.judge.consistency.confirmers import people_unconfirmed
from ledger.layout.columns import Column
from ledger.layout.ledger import BY_KEY
from ledger.model.cell_ranges import cells_in_lines, cells_said
from ledger.model.problems import Place, Problem, Severity
from ledger.model.terms import ProblemOrigin
from ledger.read.cells.cell import CellFinding
from ledger.read.equal_findings import NOTICES_LISTED, InCell, shortened
from ledger.read.guard.active import MACRO
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
    return [InCell(FILE.but(cell=f"C{row}"), CellFinding(code, gaps), column) for row in rows]


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
        one._replace(place=place.but(sheet=sheet, cell=cell))
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


def refused(office: Office, table: str, text: str, *options: str) -> str:
    """Return why a list is not taken."""
    file = office.folder / "一覧.csv"
    file.write_text(text, encoding="utf-8")
    answer = office.run("load", office.ledger, table, file, *options, expect=(2,))
    return str(answer["refused"]["what"])


def test_置き換えで消えるか変わる行は_すべて名を挙げる(
    loaded: tuple[Office, dict[str, object], str],
) -> None:
    office = loaded[0]
    names = [str(row["tool_name"]) for row in office.table("tools")]
    groups = [str(row["training_name"]) for row in office.table("trainings")]
    assert len(groups) > 8
    head = "研修コード,研修名,区分,提供方法,実施主体,担当部門,有効月数,定員,有効\n"
    said = refused(office, "trainings", f"{head}X99,新しい研修,基礎,オンライン,庁内,人事,,,○\n")
    assert all(name in said for name in groups)
    said = refused(office, "tools", "ツールコード,ツール名,有効\nX99,新しい道具,○\n")
    assert all(name in said for name in names)
    assert "ほか" not in said


def test_どの行も使えないときは_すべての行の理由を言う(
    loaded: tuple[Office, dict[str, object], str],
) -> None:
    wrong = "\n".join(f"0{n}01,山田 {n}子,2015/2/29" for n in range(3, 9))
    said = refused(
        loaded[0],
        "staff",
        f"職員番号,氏名,採用日\n{wrong}\n00999,,2015/4/1\n",
        "--replace",
    )
    assert "C2〜C7" in said
    assert "B8" in said


def test_名簿の欠席の行は_すべて挙げる(loaded: tuple[Office, dict[str, object], str]) -> None:
    office = loaded[0]
    rows = "".join(
        f"00{'123' if n % 2 else '124'},BPR実践研修,2025-06-0{n},{'欠席' if n > 1 else '修了'}\n"
        for n in range(1, 9)
    )
    file = office.folder / "名簿.csv"
    file.write_text(f"職員番号,研修名,修了日,結果\n{rows}", encoding="utf-8")
    answer = office.run("load", office.ledger, "attendances", file)
    said = {one["code"]: one["what"] for one in answer["found"]}
    assert "欠席・未修了 7 行は数えませんでした(3行〜9行。" in said["result-negative"]


def test_確認する人のいない職員は_すべて名を挙げる() -> None:
    staff = [{"staff_no": f"001{n:02}", "staff_name": f"職員 {n}子"} for n in range(12)]
    built = builders.tables(
        staff=staff,
        sections=[
            {"section_code": "0110", "section_name": "総務課", "level": "課"},
            {"section_code": "0120", "section_name": "人事課", "level": "課"},
        ],
        postings=[{"staff_no": one["staff_no"], "section_code": "0110"} for one in staff],
        heads=[{"section_code": "0120", "staff_no": "00100", "kind": "長"}],
    )
    (told,) = people_unconfirmed(builders.policy(built), built)
    assert all(f"{one['staff_no']} {one['staff_name']}" in told.what for one in staff)


@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_動くもののあるシートは_すべて名を挙げる(count: int) -> None:
    names = tuple(f"{number}月" for number in range(1, count + 1))
    said = MACRO.said(names)
    assert all(f"シート「{name}」" in said for name in names)


@pytest.mark.parametrize("length", [15_000, 15_001, 70_000])
def test_1つのセルに入らない内容は_要確認の次の行に続く(length: int) -> None:
    text = "、".join(f"{row}行" for row in range(2, 20_000, 2))[:length]
    problem = Problem.of("lines-skipped", count=1, where=text)
    rows = in_order([problem_row(problem, ProblemOrigin.LOAD)])
    assert len(rows) == -(-len(problem.what) // 15_000)
    assert "".join(rows["what"]) == problem.what
