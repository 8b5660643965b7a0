"""Putting the add-in in place, looking after it, taking it away; with folders of the test's own."""

import csv
import json
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.addin import installed, tracked_files, user_files
from ledger.addin.tracked_files import CHECKOUT, FILE, NAME, carried
from ledger.addin.user_files import INTERPRETER, UserFiles
from ledger.addin.xlam import built
from ledger.cli import app
from ledger.commands import addin_build, addin_install, addin_remove, addin_status
from ledger.commands.plan import apply
from ledger.model.problems import Refusal

PYTHON = Path(r"C:\Users\花子\talent ledger\python.exe")


@pytest.fixture
def user(tmp_path: Path) -> UserFiles:
    return UserFiles(
        startup=tmp_path / "Excel" / "XLSTART",
        settings=tmp_path / "home" / ".talent-ledger" / "talent-ledger.conf",
        encoding="cp932",
    )


def test_install_writes_two_files_of_the_persons_own(user: UserFiles) -> None:
    plan = addin_install.plan(user, PYTHON)
    assert not user.addin.exists(), "a plan writes nothing"
    apply(plan)
    assert user.addin.read_bytes() == carried(FILE)
    assert user.settings.read_bytes() == f'"{INTERPRETER}","{PYTHON}"\r\n'.encode("cp932")
    assert installed.digest(carried(FILE)) in plan.summary[0]
    assert "開き直す" in plan.next_step


def test_install_again_keeps_other_settings_and_renews_the_interpreter(user: UserFiles) -> None:
    user.settings.parent.mkdir(parents=True)
    user.settings.write_bytes(user.settings_bytes({INTERPRETER: "old", "TEMP DIR": r"D:\t"}))
    apply(addin_install.plan(user, PYTHON))
    assert user.read_settings() == {INTERPRETER: str(PYTHON), "TEMP DIR": r"D:\t"}
    rows = list(csv.reader(user.settings.read_text("cp932").splitlines()))
    assert len(rows) == 2


def test_a_path_that_vba_cannot_read_is_refused_in_one_sentence(user: UserFiles) -> None:
    with pytest.raises(Refusal) as caught:
        addin_install.plan(user, Path(r"C:\Users\𠮷田\python.exe"))
    assert caught.value.problem.code == "addin-path-unreadable"
    assert "𠮷田" in caught.value.problem.what


def test_status_tells_absent_same_and_different(user: UserFiles) -> None:
    assert [p.code for p in addin_status.plan(user, PYTHON).problems] == ["addin-absent"]
    apply(addin_install.plan(user, PYTHON))
    same = addin_status.plan(user, PYTHON)
    assert same.problems == ()
    assert same.counts["same"] is True
    assert version(NAME) in same.summary[0]
    user.addin.write_bytes(b"another")
    moved = addin_status.plan(user, Path(r"C:\other\python.exe"))
    assert [p.code for p in moved.problems] == ["addin-differs", "addin-interpreter"]
    assert moved.counts["same"] is False
    assert installed.UNKNOWN in moved.problems[0].what


def test_remove_takes_both_away_and_nothing_else(user: UserFiles) -> None:
    apply(addin_install.plan(user, PYTHON))
    other = user.startup / "個人用.xlam"
    other.write_bytes(b"x")
    plan = addin_remove.plan(user)
    assert user.addin.exists(), "a plan removes nothing"
    assert plan.counts["removed"] == 2
    installed.remove(user)
    assert not user.addin.exists()
    assert not user.settings.parent.exists()
    assert other.exists()
    installed.remove(user)
    assert "もともと" in addin_remove.plan(user).summary[0]


def test_an_addin_that_excel_holds_is_not_half_removed(
    user: UserFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(addin_install.plan(user, PYTHON))

    unlink = Path.unlink

    def held(path: Path, *, missing_ok: bool) -> None:
        if path == user.addin:
            raise PermissionError
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(Refusal) as caught:
        installed.remove(user)
    assert caught.value.problem.code == "file-open"
    assert user.settings.exists()


def test_the_places_are_those_that_excel_and_vba_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_files, "on_windows", lambda: True)
    known = {"APPDATA": "/roaming", "USERPROFILE": "/home"}
    found = UserFiles.of_person("導入", known)
    assert found.addin == Path("/roaming/Microsoft/Excel/XLSTART/talent-ledger.xlam")
    assert found.settings == Path("/home/.talent-ledger/talent-ledger.conf")
    for missing in known:
        with pytest.raises(Refusal):
            UserFiles.of_person("導入", {k: v for k, v in known.items() if k != missing})


@pytest.mark.parametrize("verb", ["install", "status", "remove"])
def test_elsewhere_than_on_windows_one_sentence_says_so(verb: str) -> None:
    result = CliRunner().invoke(app, ["addin", verb])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "[addin-needs-windows]" in result.stderr
    assert "Windows" in result.stderr
    told = CliRunner().invoke(app, ["addin", verb, "--json"])
    assert json.loads(told.stdout)["refused"]["code"] == "addin-needs-windows"


def test_the_verbs_work_through_the_command_line_on_windows(
    user: UserFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UserFiles, "of_person", lambda *_: user)
    for verb, there in (("install", True), ("status", True), ("remove", False)):
        result = CliRunner().invoke(app, ["addin", verb])
        assert result.exit_code == 0, result.output
        assert user.addin.exists() is there


def test_build_writes_the_addin_where_it_is_told_to(tmp_path: Path) -> None:
    target = tmp_path / FILE
    result = CliRunner().invoke(app, ["addin", "build", "--out", str(target)])
    assert result.exit_code == 0, result.output
    assert target.read_bytes() == built()


@pytest.mark.parametrize("module", ["pyopenvba", "xlwings"])
def test_build_says_which_tool_is_missing(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    if module == "pyopenvba":
        monkeypatch.setitem(sys.modules, "pyopenvba", None)
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(Refusal) as caught:
        addin_build.plan(Path("x.xlam"))
    assert caught.value.problem.code == "addin-build-missing"
    assert module in caught.value.problem.what.lower()


def test_the_wheel_carries_the_addin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tomllib.loads((CHECKOUT.parent / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert wheel["addin"] == "ledger/assets/addin"
    (tmp_path / "addin").mkdir()
    (tmp_path / "addin" / FILE).write_bytes(b"carried by the wheel")
    monkeypatch.setattr(tracked_files, "files", lambda _: tmp_path)
    assert carried(FILE) == b"carried by the wheel"


def test_a_wheel_without_a_checkout_has_nowhere_to_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin_build, "CHECKOUT", Path("/nowhere"))
    with pytest.raises(Refusal):
        addin_build.plan()
