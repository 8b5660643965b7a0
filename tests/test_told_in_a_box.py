"""A message box shows the groups and ten lines; every command tells the ledger's own errors."""

from pathlib import Path

import openpyxl
import pytest

from ledger.buttons.message_box import ROOM, boxed
from ledger.model.finding_groups import READ_AS, UNUSED, WHOLE, FindingGroup, grouped
from ledger.model.problems import Place, Problem
from ledger.model.unknown_words import staff_remedy
from small_office import Office, office_in

WRONG = [
    Problem.of(
        "staff-unknown",
        Place(sheet="名簿", cell=f"A{row}"),
        value=f"9{row:04}",
        remedy=staff_remedy(),
    )
    for row in range(2, 40)
]
UNUSED_COLUMN = Problem.of("columns-ignored", table="受講", headers="備考")
REPAIRED = Problem.of(
    "value-repaired", header="修了日", value="令和7年5月1日", repaired="2025-05-01"
)
HALF = Problem.of("rows-outside", table="受講", where="9行", count=1)

BOXES: dict[str, tuple[list[Problem], int, str]] = {
    "何もなければ見出しだけ": ([REPAIRED], 0, ""),
    "3件": ([*WRONG[:3], REPAIRED], 3, ""),
    "10件": (WRONG[:10], 10, ""),
    "11件": (WRONG[:11], 10, "・ほか 1 件"),
    "38件": ([*WRONG, UNUSED_COLUMN], 10, "・ほか 28 件"),
}


@pytest.mark.parametrize(("found", "lines", "rest"), BOXES.values(), ids=BOXES)
def test_メッセージには_分類ごとの件数と10行まで(
    found: list[Problem], lines: int, rest: str
) -> None:
    head, *shown = boxed(found, listed=True)
    assert all(f"{group} {len(own)}" in head for group, own in grouped(found))
    named = [line for line in shown if "名簿 A" in line]
    assert len(named) == lines
    assert sum(map(len, named)) <= ROOM
    left = [line for line in shown if line.startswith("・ほか")]
    assert "".join(left).startswith(rest) if rest else not left
    assert all("要確認" in line for line in left)


def test_どの分類も_一度だけ決まった順に並ぶ() -> None:
    found = grouped([UNUSED_COLUMN, REPAIRED, HALF, WRONG[0]])
    groups = [group for group, _ in found]
    assert groups == sorted(groups, key=list(FindingGroup).index)
    assert set(groups) == {FindingGroup.ROWS, FindingGroup.READ_AS, FindingGroup.UNUSED}
    assert sum(len(own) for _, own in found) == 4


def test_分類に挙げた番号は_みな一覧にある() -> None:
    from ledger.model.catalogue import CATALOGUE  # noqa: PLC0415 - only here

    assert set(CATALOGUE) >= UNUSED | READ_AS | WHOLE
    assert not UNUSED & READ_AS


# the ledger's own errors


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with a training that cannot be read: its row is left out."""
    office = office_in(tmp_path_factory.mktemp("wrong"))
    book = openpyxl.load_workbook(office.ledger)
    sheet = book["研修"]
    (top,) = (row for row in sheet.iter_rows() if row[0].value == "研修コード")
    months = next(cell for cell in top if cell.value == "有効月数")
    sheet.cell(months.row + 1, months.column).value = "ときどき"
    book.save(office.ledger)
    (office.folder / "提出").mkdir()
    return office


VERBS = {
    "status": (),
    "remind": (),
    "explain": ("00123",),
    "issue": ("配布",),
    "report": ("r.xlsx",),
    "load": ("leaves", "休職.csv"),
    "collect": ("--from", "提出", "--to", "確認"),
    "consolidate": ("--from", "提出"),
}

FOLDERS = ("配布", "提出", "確認")


@pytest.mark.parametrize("verb", VERBS)
def test_どのコマンドも_台帳そのものの誤りを言う(wrong: Office, verb: str) -> None:
    (wrong.folder / "休職.csv").write_text("職員番号,区分,開始日\n00124,育休,2025-05-01\n")
    typed = [wrong.folder / one if "." in one or one in FOLDERS else one for one in VERBS[verb]]
    found = wrong.run(verb, wrong.ledger, *typed)["found"]
    (own,) = [one for one in found if one["code"] == "value-type"]
    assert "ときどき" in own["what"]


def test_直したファイルを入れれば_その誤りはもう言わない(wrong: Office, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.ledger.write_bytes(wrong.ledger.read_bytes())
    office.run("export", office.ledger, tmp_path / "出力")
    answer = office.run(
        "load", office.ledger, "trainings", tmp_path / "出力" / "trainings.csv", "--replace"
    )
    assert "value-type" not in [one["code"] for one in answer["found"]]
