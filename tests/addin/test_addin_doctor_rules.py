"""Rules of the IT section that the doctor names: one on each PC, and both sides of each."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from addin.test_addin_doctor import (
    Change,
    FakePc,
    FakeWinreg,
    good_pc,
    lines,
    put,
    setting,
    user,
)
from ledger.addin import office_policy as policy, windows_policy as programs
from ledger.addin.pc_checks import State, Topic
from ledger.addin.probe import EXPAND_SZ, Machine
from ledger.addin.user_files import UserFiles
from ledger.commands import addin_doctor

__all__ = ["user"]
CLOUD_SECURITY = rf"HKCU\{policy.CLOUD}\Excel\Security"
TRUSTED = rf"HKCU\{policy.OFFICE}\Excel\Security\Trusted Locations"
EXE, DLL = (rf"{programs.APPLOCKER[0]}\{kind}" for kind in ("Exe", "Dll"))
IN_FORCE = rf"{programs.APPLOCKER[1]}\Exe"
RULE = rf"{EXE}\921cc481-6e17-4653-8f75-050b80acca20"
PROMPT = rf"HKCU\{programs.COMMAND_PROMPT}"


def away(pc: FakePc, where: UserFiles) -> None:
    """Redirect the person's folder to a share."""
    pc.away = frozenset({where.startup})


def both(*changes: Change) -> Change:
    """Return several changes as one."""

    def changed(pc: FakePc, where: UserFiles) -> None:
        for change in changes:
            change(pc, where)

    return changed


stopped = setting("version", "")
RULES: dict[str, tuple[Change, Topic, State, str]] = {
    "XLSTARTが共有の上": (away, Topic.TRUSTED, State.ATTENTION, "AllowNetworkLocations"),
    "共有の場所は禁止と明示": (
        both(away, put(TRUSTED, "AllowNetworkLocations", 0)),
        Topic.TRUSTED,
        State.ATTENTION,
        "自分のネットワーク上",
    ),
    "共有の場所も信頼": (
        both(away, put(TRUSTED, "AllowNetworkLocations", 1)),
        Topic.TRUSTED,
        State.GOOD,
        "信頼されています",
    ),
    "PCの場所なら共有の規則は要らない": (
        put(TRUSTED, "AllowNetworkLocations", 0),
        Topic.TRUSTED,
        State.GOOD,
        "信頼されています",
    ),
    "VBAはPCごと停止": (
        put(rf"HKLM\{policy.POLICY}\Common", "VBAOff", 1),
        Topic.MACROS,
        State.ATTENTION,
        "VBAOff=1",
    ),
    "VBAは人ごと停止": (
        put(rf"HKCU\{policy.POLICY}\Common", "vbaoff", 1),
        Topic.MACROS,
        State.ATTENTION,
        "すべて止められて",
    ),
    "VBAはクラウドのポリシーで停止": (
        put(rf"HKCU\{policy.CLOUD}\Common", "VBAOff", 1),
        Topic.MACROS,
        State.ATTENTION,
        "署名では動きません",
    ),
    "VBAは止めないと明示": (
        put(rf"HKLM\{policy.POLICY}\Common", "VBAOff", 0),
        Topic.MACROS,
        State.GOOD,
        "警告してから",
    ),
    "署名はクラウドのポリシーで必須": (
        put(CLOUD_SECURITY, "VBAWarnings", 3),
        Topic.MACROS,
        State.ATTENTION,
        "グループポリシー",
    ),
    "AppLockerの下でPythonが動く": (
        put(EXE, "EnforcementMode", 1),
        Topic.PROGRAMS,
        State.GOOD,
        "AppLocker(実行ファイル)",
    ),
    "AppLockerは監査だけ": (
        both(put(EXE, "EnforcementMode", 0), put(RULE, "RegistryValue", "<…>")),
        Topic.PROGRAMS,
        State.GOOD,
        "見つかりません",
    ),
    "WDACの下でPythonが動く": (
        put(programs.DEVICE_GUARD, "DeployConfigCIPolicy", 1),
        Topic.PROGRAMS,
        State.GOOD,
        "WDAC",
    ),
    "コマンドプロンプトが止められている": (
        put(PROMPT, "DisableCMD", 1),
        Topic.PROMPT,
        State.GOOD,
        "DisableCMD=1",
    ),
    "バッチだけは動く": (put(PROMPT, "DisableCMD", 2), Topic.PROMPT, State.GOOD, "DisableCMD=2"),
    "コマンドプロンプトは止めないと明示": (
        put(PROMPT, "DisableCMD", 0),
        Topic.PROMPT,
        State.GOOD,
        "止められていません",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_規則を名前で挙げ_どうするかを言う(user: UserFiles, name: str) -> None:
    change, topic, state, words = RULES[name]
    pc = good_pc(user)
    change(pc, user)
    found = lines(addin_doctor.plan(pc, user))
    assert state in found[topic]
    assert words in found[topic]
    assert ("対処" in found[topic]) == (state is State.ATTENTION)
    assert all(State.GOOD in line for other, line in found.items() if other is not topic)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put(EXE, "EnforcementMode", 1), "AppLocker(実行ファイル)"),
        (put(RULE, "RegistryValue", "<FilePathRule …>"), "AppLocker(実行ファイル)"),
        (put(DLL, "EnforcementMode", 1), "AppLocker(DLL)"),
        (put(IN_FORCE, "EnforcementMode", 1), "AppLocker(実行ファイル)"),
        (put(programs.DEVICE_GUARD, "DeployConfigCIPolicy", 1), "WDAC"),
        (
            put(programs.SMART_APP_CONTROL, "VerifiedAndReputablePolicyState", 1),
            "スマート アプリ コントロール",
        ),
    ],
    ids=["強制", "規則はあり強制は未構成", "DLL", "Intune", "WDAC", "スマート"],
)
def test_Pythonが動かなければ_止めうる規則を挙げる(
    user: UserFiles,
    change: Change,
    words: str,
) -> None:
    pc = good_pc(user)
    both(stopped, change)(pc, user)
    line = lines(addin_doctor.plan(pc, user))[Topic.PROGRAMS]
    assert words in line
    assert State.ATTENTION in line
    assert ".pyd" in line


def test_変数の入ったレジストリの値は開いて読む(monkeypatch: pytest.MonkeyPatch) -> None:
    key = rf"{TRUSTED}\Location2"
    raw = r"%APPDATA%\Microsoft\Excel\XLSTART"
    monkeypatch.setitem(
        sys.modules,
        "winreg",
        FakeWinreg(
            {TRUSTED: [], key: [("Path", raw, EXPAND_SZ), ("Description", raw, 1), ("Flag", 1, 4)]}
        ),
    )
    machine = Machine()
    machine.windows = True
    startup = r"C:\Users\hanako\AppData\Roaming\Microsoft\Excel\XLSTART"
    assert machine.value(key, "Path") == startup
    assert machine.value(key, "Description") == raw, "a plain text has no variables"
    assert machine.value(key, "Flag") == 1
    assert policy.trusted_location(machine, Path(startup)).state is State.GOOD


@pytest.mark.parametrize(
    ("folder", "drive", "remote"),
    [
        (r"\\server\home$\hanako\XLSTART", 0, True),
        ("H:\\XLSTART", 4, True),
        ("C:\\XLSTART", 3, False),
    ],
)
def test_共有の上かどうかはWindowsに聞く(
    monkeypatch: pytest.MonkeyPatch, folder: str, drive: int, *, remote: bool
) -> None:
    asked: list[str] = []

    class Kernel:
        """Windows' own answer."""

        @staticmethod
        def GetDriveTypeW(root: str) -> int:
            asked.append(root)
            return drive

    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=Kernel), raising=False)
    assert Machine().remote(Path(folder)) is remote
    assert asked == ([folder[:3]] if drive else [])
