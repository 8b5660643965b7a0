"""Issuing forms: what stands in the folder already is never lost."""

from pathlib import Path

import pytest

from small_office import Office, office_in, write


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def form_of(folder: Path, staff_no: str) -> Path:
    (form,) = (path for path in folder.rglob(f"*_{staff_no}_*.xlsx") if path.parent.name != "_前回")
    return form


def test_a_filled_form_of_the_same_name_is_put_aside(office: Office) -> None:
    unissued, folder = office.ledger.read_bytes(), office.folder / "配布"
    office.run("issue", office.ledger, folder, expect=(0,))
    filled = form_of(folder, "00123")
    write(filled, "my_goals", 1, goal="申請を1つオンライン化する", digital="○")
    work = filled.read_bytes()
    office.ledger.write_bytes(unissued)

    answer = office.run("issue", office.ledger, folder, "--staff", "00123", expect=(0,))

    assert filled.read_bytes() != work, "the new form stands in its place"
    (kept,) = (filled.parent / "_前回").iterdir()
    assert kept.name.endswith(filled.name)
    assert kept.read_bytes() == work
    assert answer["aside"] == 1
    assert any("_前回" in line for line in answer["summary"])


def test_nothing_is_put_aside_where_nothing_stood(office: Office) -> None:
    folder = office.folder / "配布"
    answer = office.run("issue", office.ledger, folder, expect=(0,))
    assert answer["aside"] == 0
    assert not list(folder.rglob("_前回"))
