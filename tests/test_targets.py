"""Where a command may write: never over a file that is not its own earlier work."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.model.work_stages import Staged, WorkStage
from small_office import Office, office_in, report_of


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Forms are issued, one came back, a review workbook is made."""
    office = report_of(office_in(tmp_path_factory.mktemp("office")))
    office.run("collect", office.ledger, "--from", inbox(office), "--to", office.folder / "確認")
    return office


def inbox(office: Office) -> Path:
    return office.folder / "提出"


def everything(office: Office) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}


def refused(office: Office, *arguments: object) -> str:
    """Run a command that must leave every file as it is; return why it was refused."""
    before = everything(office)
    answer = office.run(*arguments, expect=(2,))
    assert everything(office) == before
    code: str = answer["refused"]["code"]
    return code


FOREIGN: list[tuple[str, Callable[[Office], Path]]] = [
    ("台帳", lambda office: office.ledger),
    ("申告書", lambda office: next(inbox(office).glob("*.xlsx"))),
    ("確認表", lambda office: next((office.folder / "確認").glob("*.xlsx"))),
]


@pytest.mark.parametrize(("what", "target"), FOREIGN, ids=[case[0] for case in FOREIGN])
def test_a_report_replaces_no_other_workbook(
    office: Office, what: str, target: Callable[[Office], Path]
) -> None:
    path = target(office)
    assert refused(office, "report", office.ledger, path) == "target-foreign"
    asked = ("consolidate", office.ledger, "--from", inbox(office), "--report", path)
    assert refused(office, *asked) == "target-foreign"


def test_a_report_replaces_no_file_of_another_kind(office: Office) -> None:
    stray = office.folder / "メモ.xlsx"
    stray.write_bytes("職員番号,氏名\n".encode())
    assert refused(office, "report", office.ledger, stray) == "target-foreign"


def test_a_report_replaces_an_earlier_report(office: Office) -> None:
    target = office.folder / "レポート.xlsx"
    for _ in range(2):
        written = office.run("report", office.ledger, target)["written"]
        assert written == [str(target)]


def asked_for(name: str) -> Callable[[Office], tuple[object, ...]]:
    return lambda office: ("report", office.ledger, office.folder / name)


def opened_as(name: str) -> Callable[[Office], tuple[object, ...]]:
    return lambda office: ("init", office.folder / name, "--year", "2025", "--org", "架空市")


def consolidated_to(name: str) -> Callable[[Office], tuple[object, ...]]:
    return lambda office: (
        *("consolidate", office.ledger, "--from", inbox(office)),
        *("--report", office.folder / name),
    )


def made_in(verb: str) -> Callable[[Office], tuple[object, ...]]:
    more = {"collect": ("--from", "提出", "--to", "staff.csv")}.get(verb, ("staff.csv",))
    return lambda office: (
        *(verb, office.ledger),
        *(one if one.startswith("--") else office.folder / one for one in more),
    )


IMPOSSIBLE: list[tuple[str, Callable[[Office], tuple[object, ...]], str]] = [
    ("レポートの拡張子", asked_for("r.txt"), "ending-wrong"),
    ("集約のレポートの拡張子", consolidated_to("r.pdf"), "ending-wrong"),
    ("台帳の拡張子", opened_as("foo.xls"), "ending-wrong"),
    ("レポートの親フォルダ", asked_for("ない/r.xlsx"), "folder-missing"),
    ("集約のレポートの親フォルダ", consolidated_to("ない/r.xlsx"), "folder-missing"),
    ("台帳の親フォルダ", opened_as("ない/台帳.xlsx"), "folder-missing"),
    ("フォルダをレポートに", asked_for("提出"), "ending-wrong"),
    ("配布先がファイル", made_in("issue"), "folder-is-file"),
    ("確認表の置き場がファイル", made_in("collect"), "folder-is-file"),
    ("書き出し先がファイル", made_in("export"), "folder-is-file"),
]


@pytest.mark.parametrize(
    ("arguments", "code"), [case[1:] for case in IMPOSSIBLE], ids=[case[0] for case in IMPOSSIBLE]
)
def test_an_impossible_target_is_refused_before_anything_is_written(
    office: Office, arguments: Callable[[Office], tuple[object, ...]], code: str
) -> None:
    assert refused(office, *arguments(office)) == code


def test_a_report_that_changed_after_the_plan_is_not_written_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = office.folder / "変わるレポート.xlsx"
    office.run("report", office.ledger, target)

    def rebuilt(*_: object) -> Staged[bytes]:
        yield WorkStage.SHEETS
        target.write_bytes(office.ledger.read_bytes())
        return b""

    monkeypatch.setattr("ledger.commands.report.report_staged", rebuilt)
    answer = office.run("report", office.ledger, target, expect=(2,))
    assert answer["refused"]["code"] == "file-changed"
