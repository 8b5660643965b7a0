"""Rows in = rows out, for every file and for the whole run (faults 74)."""

from pathlib import Path

import pytest

from small_office import Office, hand_in, office_in, report_of, write


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """乙山 handed in twice, the newer report in a folder; 丙川 a row that cannot be used."""
    office = report_of(office_in(tmp_path_factory.mktemp("office")))
    inbox = office.folder / "提出"
    (first,) = inbox.glob("*_00123_*.xlsx")
    newer = inbox / "直し" / first.name
    newer.parent.mkdir()
    newer.write_bytes(first.read_bytes())
    hand_in(newer, "2026/3/30")
    (form,) = (office.folder / "配布").rglob("*_00124_*.xlsx")
    write(form, "my_goals", 1, goal="表計算を使う", digital="○")
    write(form, "my_attendances", 1, training_code="ない研修", completed_on="2025/6/1")
    hand_in(form, "2026/3/10")
    (inbox / form.name).write_bytes(form.read_bytes())
    (inbox / "壊れた.xlsx").write_bytes(b"PK")
    return office


@pytest.mark.parametrize("verb", ["collect", "consolidate"])
def test_the_rows_of_the_files_are_the_rows_of_the_run(
    office: Office, tmp_path: Path, verb: str
) -> None:
    target = ("--to", tmp_path) if verb == "collect" else ()
    before = office.ledger.read_bytes()
    answer = office.run(verb, office.ledger, "--from", office.folder / "提出", *target)
    office.ledger.write_bytes(before)
    by_file: dict[str, dict[str, int]] = answer["by_file"]
    assert len(by_file) == 3
    for name, rows in by_file.items():
        parts = rows["accepted"] + rows["superseded"] + rows["quarantined"]
        assert rows["read"] == parts, name
    summed = {key: sum(rows[key] for rows in by_file.values()) for key in answer["rows"]}
    assert summed == answer["rows"]
    assert all(summed.values())
    assert any(name.startswith("直し/") for name in by_file)


def test_the_journal_is_not_filled_with_files(office: Office) -> None:
    before = office.ledger.read_bytes()
    office.run("consolidate", office.ledger, "--from", office.folder / "提出")
    assert "by_file" not in office.table("runs")[-1]["counts"]
    office.ledger.write_bytes(before)
