"""Forms as LibreOffice saves them are read as they were."""

from pathlib import Path

import pytest

from ledger.form.issue import fill
from ledger.form.template import template
from ledger.model.reports import SelfReport
from ledger.read.self_reports.report import read_self_report
from office.cases import case
from office.harness import WORKBOOK, convert
from office.test_panel import FIRST_SEED, filled_in

FORMS = 12


@pytest.mark.office
def test_a_form_saved_by_another_office_is_read_the_same(tmp_path: Path) -> None:
    blank, given = template(), tmp_path / "given"
    given.mkdir()
    for number in range(FORMS):
        issued = filled_in(case(FIRST_SEED + number)).sealed(f"2025-{number:04}", "seal")
        (given / f"{number}.xlsx").write_bytes(fill(blank, issued))
    files = sorted(given.iterdir())
    convert(files, tmp_path / "made", WORKBOOK, tmp_path / "profile")
    rows = 0
    for path in files:
        before = read_self_report(path.read_bytes(), path.name)
        after = read_self_report((tmp_path / "made" / path.name).read_bytes(), path.name)
        assert isinstance(before, SelfReport)
        assert isinstance(after, SelfReport), after
        rows += len(before.rows)
        assert without_sha(after) == without_sha(before)
    assert rows > 5 * FORMS


def without_sha(report: SelfReport) -> SelfReport:
    """Return a report without the digest of its file's bytes, which saving changes."""
    return report._replace(sha256="")
