"""What an issued form shows where nothing calculates is what LibreOffice calculates.

The values beside the formulas of 申告 and 次の一歩 are read by a reader that does not calculate,
held against the recalculated form, and against `judge` on the 基準日.
"""

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import builders
from ledger.form.content import IssuedForm, forms_of
from ledger.form.issue import fill
from ledger.form.laid import VERDICTS_TOP, laid
from ledger.form.places import PANEL_SHEET
from ledger.judge.steps import standings
from ledger.layout.self_report import MAIN_SHEET, MORE_SHEET
from ledger.model.terms import Phase
from ledger.model.verdicts import Lens
from ledger.present.package import Package
from ledger.present.templates import template
from office.cases import case
from office.harness import WORKBOOK, convert
from office.test_panel import EPOCH, FIRST_SEED
from sampling import batches

ALL, USUAL, BATCH = 300, 12, 50
FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*><f')
SHEETS = (MAIN_SHEET, MORE_SHEET, PANEL_SHEET)


def issued(number: int) -> IssuedForm:
    """Return a form as it goes out: of either phase, some of them on paper."""
    one = case(FIRST_SEED + number)
    phase = Phase.OPENING if number % 3 == 0 else Phase.CLOSING
    as_of = one.policy.settings.as_of
    forms = forms_of(one.policy, one.at_issue, as_of, phase, (builders.PERSON,))
    return forms.of(builders.PERSON, proxy=number % 5 == 0).sealed(f"2025-{number}", "seal")


def shown(data: bytes) -> dict[tuple[str, str], object]:
    """Return the values of all cells that have a formula, read without calculating."""
    package, values = Package(data), read(CalamineWorkbook.from_filelike(io.BytesIO(data)))
    return {
        (sheet, address): values.get((sheet, address), "")
        for sheet in SHEETS
        for address in map(bytes.decode, FORMULA.findall(package.read(package.sheet_parts[sheet])))
    }


def read(book: CalamineWorkbook) -> dict[tuple[str, str], object]:
    """Return what a reader that does not calculate sees on both sheets; days as their number."""
    found: dict[tuple[str, str], object] = {}
    for sheet in SHEETS:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                plain = (value - EPOCH).days if isinstance(value, dt.date) else value
                found[sheet, f"{chr(65 + column)}{number}"] = plain
    return found


@pytest.mark.office
@pytest.mark.parametrize("numbers", batches(ALL, USUAL, BATCH))
def test_計算しない所で見える値は_計算した値と同じ(
    numbers: tuple[int, ...], tmp_path: Path
) -> None:
    blank, given = template("self-report.xlsx"), tmp_path / "given"
    given.mkdir()
    for number in numbers:
        (given / f"{number}.xlsx").write_bytes(fill(blank, issued(number)))
    files = sorted(given.iterdir())
    convert(files, tmp_path / "made", WORKBOOK, tmp_path / "profile")
    wrong = {}
    cells = 0
    for path in files:
        said = shown(path.read_bytes())
        made = CalamineWorkbook.from_path(str(tmp_path / "made" / path.name))
        calculated = read(made)
        cells += sum(bool(value) for value in said.values())
        for at, value in said.items():
            if value != calculated.get(at, ""):
                wrong[path.stem, *at] = (value, calculated.get(at, ""))
    assert not wrong
    assert cells > 30 * len(numbers)


def test_見える値は_その日の判定と同じ() -> None:
    steps = 0
    for number in range(12):
        one = case(FIRST_SEED + number)
        as_of = one.policy.settings.as_of
        right = standings(one.policy, one.at_issue, as_of, Lens.CLAIMED, (builders.PERSON,))
        said = shown(fill(template("self-report.xlsx"), issued(number)))
        for index, standing in enumerate(right):
            known = standing.step or standing.next_step
            step = f"Step{standing.step}" if known else "—"
            assert said[PANEL_SHEET, f"C{VERDICTS_TOP + index}"] == step
            steps += bool(standing.step)
    assert steps


@pytest.mark.parametrize(
    ("proxy", "mark"),
    [pytest.param(False, "○", id="本人の様式"), pytest.param(True, "×", id="紙で配った様式")],
)
def test_紙で配った様式は_代理者がまだ空だと見える(proxy: bool, mark: str) -> None:  # noqa: FBT001 - a case of the table
    one = case(FIRST_SEED)
    forms = forms_of(one.policy, one.at_issue, one.policy.settings.as_of, Phase.CLOSING)
    form = forms.of(builders.PERSON, proxy=proxy).sealed("2025-1", "seal")
    said = shown(fill(template("self-report.xlsx"), form))
    top = laid(form.sizes).checks_top
    assert said[PANEL_SHEET, f"B{top}"] == "×", "提出日"
    assert said[PANEL_SHEET, f"B{top + 1}"] == mark


def test_在籍しない人の様式は_判定の欄が空のまま配られる() -> None:
    one = case(FIRST_SEED)
    forms = forms_of(one.policy, one.at_issue, one.policy.settings.as_of, Phase.CLOSING)
    form = replace(forms, standings={}).of(builders.PERSON).sealed("2025-1", "seal")
    said = shown(fill(template("self-report.xlsx"), form))
    assert said[PANEL_SHEET, f"C{VERDICTS_TOP}"] == "—"
