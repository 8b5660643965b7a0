"""The doctor's page, on PCs that differ in one thing each (a fake registry)."""

import contextlib
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.addin import office_policy as policy
from ledger.addin.pc_checks import State, Topic
from ledger.addin.probe import Machine, RegistryValue
from ledger.addin.user_files import UserFiles
from ledger.cli import app
from ledger.commands import addin_doctor, addin_install
from ledger.commands.plan import Plan, apply
from ledger.store.key_place import KeyPlace

USER = rf"HKCU\{policy.OFFICE}\Excel\Security"
FORCED = rf"HKCU\{policy.POLICY}\Excel\Security"
LOCATIONS = r"Trusted Locations"
ASR = policy.CHILD_PROCESSES
PAGE = 60
"""Lines of a page."""

Registry = dict[str, dict[str, RegistryValue]]


@dataclass
class FakePc:
    """A Windows PC as the doctor sees it."""

    registry: Registry
    marks: Mapping[Path, str] = field(default_factory=dict)
    closed: frozenset[Path] = frozenset()
    away: frozenset[Path] = frozenset()
    version: str = "3.13.1"
    encoding: str = "cp932"
    windows: bool = True
    lacking: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    def value(self, key: str, name: str) -> RegistryValue:
        return self.values(key).get(name.lower())

    def values(self, key: str) -> dict[str, RegistryValue]:
        return {name.lower(): value for name, value in self.registry.get(key, {}).items()}

    def subkeys(self, key: str) -> tuple[str, ...]:
        inner = [other for other in self.registry if other.startswith(key + "\\")]
        return tuple(other.removeprefix(key + "\\") for other in inner)

    def zone(self, path: Path) -> str:
        return self.marks.get(path, "")

    def is_file(self, path: Path) -> bool:
        return path.is_file()

    def writable(self, folder: Path) -> bool:
        return folder not in self.closed

    def remote(self, folder: Path) -> bool:
        return folder in self.away

    def missing(self) -> tuple[str, ...]:
        return self.lacking

    def packages(self) -> Mapping[str, str]:
        return self.parts

    def python(self, interpreter: Path) -> str:
        return self.version if interpreter.is_file() else ""


Change = Callable[[FakePc, UserFiles], None]


@pytest.fixture
def user(tmp_path: Path) -> UserFiles:
    made = UserFiles(tmp_path / "XLSTART", tmp_path / "home" / "talent-ledger.conf", "cp932")
    apply(addin_install.plan(made, Path(sys.executable)))
    return made


def good_pc(user: UserFiles) -> FakePc:
    """Return a PC on which nothing is in the way."""
    location = rf"{USER}\{LOCATIONS}\Location2"
    return FakePc(
        {
            policy.CLICK_TO_RUN: {"VersionToReport": "16.0.17328.20162", "Platform": "x64"},
            location: {"Path": f"{str(user.startup).upper()}\\"},
        }
    )


def put(key: str, name: str, value: RegistryValue) -> Change:
    """Return a change that sets one registry value."""
    return lambda pc, _: pc.registry.setdefault(key, {}).update({name: value})


def drop(key: str) -> Change:
    """Return a change that takes a registry key away."""

    def dropped(pc: FakePc, _: UserFiles) -> None:
        del pc.registry[key]

    return dropped


def setting(name: str, value: object) -> Change:
    """Return a change of the PC itself."""
    return lambda pc, _: setattr(pc, name, value)


def marked(text: str) -> Change:
    """Return a change that puts a Mark of the Web on the add-in."""
    return lambda pc, user: setattr(pc, "marks", {user.addin: text})


def unwritable(pc: FakePc, user: UserFiles) -> None:
    """Close the folder of the add-in."""
    pc.closed = frozenset({user.startup})


def no_addin(_: FakePc, user: UserFiles) -> None:
    """Take the add-in away."""
    user.addin.unlink()


def other_addin(_: FakePc, user: UserFiles) -> None:
    """Put another add-in in its place."""
    user.addin.write_bytes(b"another")


def no_interpreter(_: FakePc, user: UserFiles) -> None:
    """Leave the interpreter out of the settings."""
    user.settings.unlink()


def lost_interpreter(_: FakePc, user: UserFiles) -> None:
    """Write down an interpreter that is not there."""
    user.settings.write_bytes(user.settings_bytes({"INTERPRETER_WIN": r"Z:\python.exe"}))


SCENARIOS: dict[str, tuple[Change, Topic, State, str]] = {
    "32ビットのExcel": (
        put(policy.CLICK_TO_RUN, "Platform", "x86"),
        Topic.EXCEL,
        State.GOOD,
        "32ビット",
    ),
    "Excelなし": (drop(policy.CLICK_TO_RUN), Topic.EXCEL, State.ATTENTION, "Excel 2016以降"),
    "Excel 2013": (
        put(policy.CLICK_TO_RUN, "VersionToReport", "15.0.5603"),
        Topic.EXCEL,
        State.ATTENTION,
        "更新",
    ),
    "アドインなし": (no_addin, Topic.FILE, State.ATTENTION, "addin install"),
    "別のアドイン": (other_addin, Topic.FILE, State.ATTENTION, "入れ直して"),
    "信頼できる場所がすべて無効": (
        put(rf"{FORCED}\{LOCATIONS}", "AllLocationsDisabled", 1),
        Topic.TRUSTED,
        State.ATTENTION,
        "署名",
    ),
    "本人が自分で無効にした": (
        put(rf"{USER}\{LOCATIONS}", "AllLocationsDisabled", 1),
        Topic.TRUSTED,
        State.ATTENTION,
        "署名",
    ),
    "本人の場所はポリシーで禁止": (
        put(rf"HKCU\{policy.POLICY}\Common\Security\{LOCATIONS}", "Allow User Locations", 0),
        Topic.TRUSTED,
        State.ATTENTION,
        "グループポリシー",
    ),
    "XLSTARTが一覧にない": (
        drop(rf"{USER}\{LOCATIONS}\Location2"),
        Topic.TRUSTED,
        State.ATTENTION,
        "一覧にありません",
    ),
    "ネットからの印": (
        marked("[ZoneTransfer]\r\nZoneId=3\r\n"),
        Topic.MARK,
        State.ATTENTION,
        "ZoneId=3",
    ),
    "庁内の印": (
        marked("[ZoneTransfer]\r\nZoneId=1\r\n"),
        Topic.MARK,
        State.GOOD,
        "付いていません",
    ),
    "署名のあるマクロだけ": (
        put(FORCED, "VBAWarnings", 3),
        Topic.MACROS,
        State.ATTENTION,
        "グループポリシー",
    ),
    "マクロは無言で無効": (
        put(USER, "VBAWarnings", 4),
        Topic.MACROS,
        State.ATTENTION,
        "本人の設定",
    ),
    "警告してから無効": (put(USER, "VBAWarnings", 2), Topic.MACROS, State.GOOD, "警告してから"),
    "ネットからのマクロを止める": (
        put(FORCED, "blockcontentexecutionfrominternet", 1),
        Topic.INTERNET,
        State.GOOD,
        "止める。",
    ),
    "アドインはすべて無効": (
        put(FORCED, "DisableAllAddins", 1),
        Topic.SIGNATURES,
        State.ATTENTION,
        "無効です",
    ),
    "署名のあるアドインだけ": (
        put(USER, "RequireAddinSig", 1),
        Topic.SIGNATURES,
        State.ATTENTION,
        "証明書で署名",
    ),
    "使用できないアイテム": (
        put(rf"HKCU\{policy.OFFICE}\Excel\Resiliency\DisabledItems", "1A2B", "x"),
        Topic.DISABLED,
        State.ATTENTION,
        "1件",
    ),
    "ASRが止める": (
        put(policy.ASR_RULES, ASR, "1"),
        Topic.CHILDREN,
        State.ATTENTION,
        "コマンド talent-ledger",
    ),
    "ASRが警告する": (put(policy.ASR_RULES, ASR.upper(), 6), Topic.CHILDREN, State.ATTENTION, "=6"),
    "ASRは監査だけ": (put(policy.ASR_LOCAL, ASR, 2), Topic.CHILDREN, State.GOOD, "監査"),
    "ASRは明示して無効": (put(policy.ASR_RULES, ASR, 0), Topic.CHILDREN, State.GOOD, "ません"),
    "ASRを集中管理が止める": (
        put(policy.ASR_MANAGED, "ASRRules", f"abc=0|{ASR}=1|def=2"),
        Topic.CHILDREN,
        State.ATTENTION,
        "例外を依頼",
    ),
    "Pythonの場所なし": (no_interpreter, Topic.PYTHON, State.ATTENTION, "書かれていません"),
    "Pythonが消えた": (lost_interpreter, Topic.PYTHON, State.ATTENTION, "がありません"),
    "Pythonが古い": (setting("version", "3.10.9"), Topic.PYTHON, State.ATTENTION, "3.11以降"),
    "Pythonに台帳がない": (setting("version", ""), Topic.PYTHON, State.ATTENTION, "入っていません"),
    "書き込めない": (unwritable, Topic.WRITING, State.ATTENTION, "書き込みを許可"),
    "部品が足りない": (
        setting("lacking", ("pandas", "pywin32")),
        Topic.PARTS,
        State.ATTENTION,
        "ありません: pandas、pywin32",
    ),
    "英語のWindows": (setting("encoding", "cp1252"), Topic.ENCODING, State.ATTENTION, "cp1252"),
}


def lines(plan: Plan) -> dict[Topic, str]:
    """Return the page's lines by what they are about; of a bundle only where one is looked at."""
    asked = [topic for topic in Topic if topic is not Topic.BUNDLE]
    return {topic: next(line for line in plan.summary if f". {topic}:" in line) for topic in asked}


def test_on_a_good_pc_every_line_is_good(user: UserFiles) -> None:
    plan = addin_doctor.plan(good_pc(user), user)
    assert plan.problems == ()
    assert all(State.GOOD in line for line in lines(plan).values()), plan.summary
    assert "ボタンを押して" in plan.next_step


@pytest.mark.parametrize("name", SCENARIOS)
def test_one_thing_in_the_way_is_named_with_what_to_do(user: UserFiles, name: str) -> None:
    change, topic, state, words = SCENARIOS[name]
    pc = good_pc(user)
    change(pc, user)
    plan = addin_doctor.plan(pc, user)
    found = lines(plan)
    assert state in found[topic]
    assert words in found[topic]
    assert ("対処" in found[topic]) == (state is State.ATTENTION)
    others = [line for other, line in found.items() if other is not topic]
    assert all(State.GOOD in line for line in others), others
    assert [p.code for p in plan.problems] == ["addin-attention"] * (state is State.ATTENTION)


def test_every_line_can_come_out_bad_except_those_that_only_inform() -> None:
    bad = {topic for _, topic, state, _ in SCENARIOS.values() if state is State.ATTENTION}
    # in test_addin_doctor_rules, in tests/bundle, and just below
    elsewhere = {Topic.PROGRAMS, Topic.BUNDLE, Topic.KEY}
    assert set(Topic) - bad - elsewhere == {Topic.INTERNET, Topic.PROMPT}


def test_a_key_on_a_share_is_named_with_what_to_do(
    user: UserFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.commands.addin_doctor.place_of", lambda _: KeyPlace.SHARE)
    plan = addin_doctor.plan(good_pc(user), user)
    line = lines(plan)[Topic.KEY]
    assert KeyPlace.SHARE.value in line
    assert "LEDGER_KEY_FILE" in line
    assert [p.code for p in plan.problems] == ["addin-attention"]


def test_it_is_one_page(user: UserFiles) -> None:
    assert len(addin_doctor.plan(good_pc(user), user).summary) <= PAGE


def test_elsewhere_it_says_that_it_cannot_look() -> None:
    result = CliRunner().invoke(app, ["addin", "doctor"])
    assert result.exit_code == 0
    assert result.stdout.count("調べられません(Windowsのみ)") == len(Topic) - len(
        {Topic.PARTS, Topic.BUNDLE}
    )
    assert "WindowsのPCで、もう一度" in result.stdout


def test_the_machine_itself_is_looked_at_without_leaving_a_trace(tmp_path: Path) -> None:
    machine = Machine()
    assert machine.values(policy.CLICK_TO_RUN) == {}
    assert machine.subkeys(policy.CLICK_TO_RUN) == ()
    assert machine.value(policy.CLICK_TO_RUN, "Platform") is None
    assert machine.zone(tmp_path / "none") == ""
    assert machine.writable(tmp_path / "not" / "yet")
    assert list(tmp_path.iterdir()) == []
    assert not machine.writable(Path("/proc/none"))
    assert machine.python(tmp_path / "python") == ""
    assert machine.python(Path(sys.executable)) == sys.version.split()[0]


class FakeWinreg(types.ModuleType):
    """Windows' registry module, over a few keys."""

    HKEY_CURRENT_USER = "HKCU"
    HKEY_LOCAL_MACHINE = "HKLM"
    KEY_READ = 1
    KEY_WOW64_64KEY = 256

    @staticmethod
    def ExpandEnvironmentStrings(text: str) -> str:
        return text.replace("%APPDATA%", r"C:\Users\hanako\AppData\Roaming")

    def __init__(self, keys: Mapping[str, list[tuple[str, object, int]]]) -> None:
        super().__init__("winreg")
        self.keys = keys

    @contextlib.contextmanager
    def OpenKey(self, root: str, path: str, _: int, access: int) -> Iterator[str]:
        assert access == self.KEY_READ | self.KEY_WOW64_64KEY
        if f"{root}\\{path}" not in self.keys:
            raise FileNotFoundError
        yield f"{root}\\{path}"

    def EnumValue(self, key: str, index: int) -> tuple[str, object, int]:
        if index >= len(self.keys[key]):
            raise OSError
        return self.keys[key][index]

    def EnumKey(self, key: str, index: int) -> str:
        inner = sorted(k for k in self.keys if k.startswith(key + "\\"))
        if index >= len(inner):
            raise OSError
        return inner[index].removeprefix(key + "\\")


def test_the_registry_is_read_through_windows_own_module(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: dict[str, list[tuple[str, object, int]]] = {
        r"HKCU\Software\X": [("Path", "C:\\a", 1), ("Level", 3, 4), ("Raw", b"\x01", 3)],
        r"HKCU\Software\X\Location0": [],
        r"HKCU\Software\X\Location1": [],
    }
    monkeypatch.setitem(sys.modules, "winreg", FakeWinreg(keys))
    machine = Machine()
    machine.windows = True
    assert machine.value(r"HKCU\Software\X", "LEVEL") == 3
    assert machine.value(r"HKCU\Software\X", "path") == "C:\\a"
    assert set(machine.values(r"HKCU\Software\X")) == {"path", "level", "raw"}
    assert machine.subkeys(r"HKCU\Software\X") == ("Location0", "Location1")
    assert machine.values(r"HKLM\Software\X") == {}
