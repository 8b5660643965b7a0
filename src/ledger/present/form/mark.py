"""Writing into an issued form's single cells: who enters it (入力者区分)."""

from ledger.layout.self_report import MAIN_SHEET
from ledger.model.terms import EnteredBy
from ledger.present.cell_patch import patch
from ledger.present.form.places import FIELD_CELLS
from ledger.present.package import Package


def entered_by(form: bytes, who: EnteredBy) -> bytes:
    """Return the form with 入力者区分 set; a paper form is entered by the section (代理)."""
    package = Package(form)
    part = package.sheet_parts[MAIN_SHEET]
    values = {FIELD_CELLS["entered_by"]: who.value}
    return package.replaced({part: patch(package.read(part), values)})
