"""Files of one name: 元ファイル tells them apart, by the folder they came from."""

import pytest
from pandas.testing import assert_frame_equal

from flow.forms import (
    CLOSING,
    PERSON,
    after,
    course,
    issue,
    lead,
    office,
    report,
    taken,
)
from ledger.layout.frames import Tables

OPENING = "期首"
BOTH = office(issues=[issue(PERSON, OPENING), issue(PERSON)])


def sources(ledger: Tables, table: str = "attendances") -> list[str]:
    return sorted(ledger[table]["source_file"].dropna())


def versions(ledger: Tables) -> dict[str, str]:
    data = ledger["reports"]
    return dict(zip(data["phase"], data["source_file"], strict=True))


def opening(*rows: object, **more: object) -> object:
    return report(*rows, phase=OPENING, **{"day": "2025-05-10", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "names",
    [("期首/00101.xlsx", "年度末/00101.xlsx"), ("00101.xlsx", "00101.xlsx")],
    ids=["1つのフォルダの下", "時期ごとに別のフォルダ"],
)
def test_a_withdrawn_row_goes_though_the_other_phase_has_a_file_of_that_name(
    names: tuple[str, str],
) -> None:
    first = after(BOTH, taken(BOTH, opening(lead(), file=names[0])))  # type: ignore[arg-type]
    second = after(first, taken(first, report(course(), file=names[1])))
    assert len(sources(second)) == 1

    withdrawn = report(day="2026-03-20", file=names[1])
    last = after(second, taken(second, withdrawn))

    assert sources(last) == []
    assert len(sources(last, "engagements")) == 1, "the row of the other phase stays"


def test_the_name_that_was_given_stays_from_run_to_run() -> None:
    first = after(BOTH, taken(BOTH, opening(lead())))  # type: ignore[arg-type]
    second = after(first, taken(first, report(course())))
    assert versions(second) == {OPENING: "00101.xlsx", CLOSING: "年度末/00101.xlsx"}
    moved = after(
        second,
        taken(second, opening(lead(), file="期首/00101.xlsx"), report(course())),  # type: ignore[arg-type]
    )
    again = taken(moved, opening(lead(), file="期首/00101.xlsx"), report(course()))  # type: ignore[arg-type]
    for key in ("reports", "attendances", "engagements", "goals"):
        assert_frame_equal(after(moved, again)[key], moved[key])


def test_of_two_copies_the_same_one_is_taken_wherever_they_stand() -> None:
    for folders in (("1/", "2/"), ("2/", "1/"), ("", "1/")):
        copies = [
            report(course(), file=f"{folder}{name}.xlsx")
            for folder, name in zip(folders, "ab", strict=True)
        ]
        ledger = after(BOTH, taken(BOTH, *copies))
        assert versions(ledger)[CLOSING] == f"{folders[0]}a.xlsx"


def test_two_folders_with_blanks_in_their_names_are_two_versions() -> None:
    odd = report(course(), file="課 / 係/00101.xlsx")
    ledger = after(BOTH, taken(BOTH, odd))
    again = after(ledger, taken(ledger, odd))
    assert versions(again)[CLOSING] == "課 / 係/00101.xlsx"
    gone = after(again, taken(again, report(day="2026-03-20", file="課 / 係/00101.xlsx")))
    assert sources(gone) == []
