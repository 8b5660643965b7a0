"""Putting the add-in in place, looking after it, taking it away; with folders of the test's own."""

import csv
import json
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli import app
from ledger.commands.addin import build, carried as carried_, install, places as places_
from ledger.commands.addin.carried import CHECKOUT, FILE, NAME, carried
from ledger.commands.addin.places import INTERPRETER, Places
from ledger.commands.plan import apply
from ledger.model.problems import Refusal

PYTHON = Path(r"C:\Users\花子\talent ledger\python.exe")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(
        startup=tmp_path / "Excel" / "XLSTART",
        settings=tmp_path / "home" / ".talent-ledger" / "talent-ledger.conf",
        encoding="cp932",
    )


def test_install_writes_two_files_of_the_persons_own(places: Places) -> None:
    plan = install.plan_install(places, PYTHON)
    assert not places.addin.exists(), "a plan writes nothing"
    apply(plan)
    assert places.addin.read_bytes() == carried(FILE)
    assert places.settings.read_bytes() == f'"{INTERPRETER}","{PYTHON}"\r\n'.encode("cp932")
    assert install.digest(carried(FILE)) in plan.summary[0]
    assert "開き直す" in plan.next_step


def test_install_again_keeps_other_settings_and_renews_the_interpreter(places: Places) -> None:
    places.settings.parent.mkdir(parents=True)
    places.settings.write_bytes(places.settings_bytes({INTERPRETER: "old", "TEMP DIR": r"D:\t"}))
    apply(install.plan_install(places, PYTHON))
    assert places.read_settings() == {INTERPRETER: str(PYTHON), "TEMP DIR": r"D:\t"}
    rows = list(csv.reader(places.settings.read_text("cp932").splitlines()))
    assert len(rows) == 2


def test_a_path_that_vba_cannot_read_is_refused_in_one_sentence(places: Places) -> None:
    with pytest.raises(Refusal) as caught:
        install.plan_install(places, Path(r"C:\Users\𠮷田\python.exe"))
    assert caught.value.problem.code == "addin-path-unreadable"
    assert "𠮷田" in caught.value.problem.what


def test_status_tells_absent_same_and_different(places: Places) -> None:
    assert [p.code for p in install.plan_status(places, PYTHON).problems] == ["addin-absent"]
    apply(install.plan_install(places, PYTHON))
    same = install.plan_status(places, PYTHON)
    assert same.problems == ()
    assert same.counts["same"] is True
    assert version(NAME) in same.summary[0]
    places.addin.write_bytes(b"another")
    moved = install.plan_status(places, Path(r"C:\other\python.exe"))
    assert [p.code for p in moved.problems] == ["addin-differs", "addin-interpreter"]
    assert moved.counts["same"] is False
    assert install.UNKNOWN in moved.problems[0].what


def test_remove_takes_both_away_and_nothing_else(places: Places) -> None:
    apply(install.plan_install(places, PYTHON))
    other = places.startup / "個人用.xlam"
    other.write_bytes(b"x")
    plan = install.plan_remove(places)
    assert places.addin.exists(), "a plan removes nothing"
    assert plan.counts["removed"] == 2
    install.remove(places)
    assert not places.addin.exists()
    assert not places.settings.parent.exists()
    assert other.exists()
    install.remove(places)
    assert "もともと" in install.plan_remove(places).summary[0]


def test_an_addin_that_excel_holds_is_not_half_removed(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(install.plan_install(places, PYTHON))

    unlink = Path.unlink

    def held(path: Path, *, missing_ok: bool) -> None:
        if path == places.addin:
            raise PermissionError
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(Refusal) as caught:
        install.remove(places)
    assert caught.value.problem.code == "file-open"
    assert places.settings.exists()


def test_the_places_are_those_that_excel_and_vba_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_, "on_windows", lambda: True)
    known = {"APPDATA": "/roaming", "USERPROFILE": "/home"}
    found = Places.of_person("導入", known)
    assert found.addin == Path("/roaming/Microsoft/Excel/XLSTART/talent-ledger.xlam")
    assert found.settings == Path("/home/.talent-ledger/talent-ledger.conf")
    for missing in known:
        with pytest.raises(Refusal):
            Places.of_person("導入", {k: v for k, v in known.items() if k != missing})


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
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Places, "of_person", lambda *_: places)
    for verb, there in (("install", True), ("status", True), ("remove", False)):
        result = CliRunner().invoke(app, ["addin", verb])
        assert result.exit_code == 0, result.output
        assert places.addin.exists() is there


def test_build_writes_the_addin_where_it_is_told_to(tmp_path: Path) -> None:
    target = tmp_path / FILE
    result = CliRunner().invoke(app, ["addin", "build", "--out", str(target)])
    assert result.exit_code == 0, result.output
    assert target.read_bytes() == build.built()


@pytest.mark.parametrize("module", ["pyopenvba", "xlwings"])
def test_build_says_which_tool_is_missing(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    if module == "pyopenvba":
        monkeypatch.setitem(sys.modules, "pyopenvba", None)
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(Refusal) as caught:
        build.plan(Path("x.xlam"))
    assert caught.value.problem.code == "addin-build-missing"
    assert module in caught.value.problem.what.lower()


def test_the_wheel_carries_the_addin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tomllib.loads((CHECKOUT.parent / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert wheel["addin"] == "ledger/assets/addin"
    (tmp_path / "addin").mkdir()
    (tmp_path / "addin" / FILE).write_bytes(b"carried by the wheel")
    monkeypatch.setattr(carried_, "files", lambda _: tmp_path)
    assert carried(FILE) == b"carried by the wheel"


def test_a_wheel_without_a_checkout_has_nowhere_to_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CHECKOUT", Path("/nowhere"))
    with pytest.raises(Refusal):
        build.plan()
