"""What Windows lets a person start: rules on programs, and the command prompt."""

from ledger.addin.pc_checks import PcCheck, State, Topic
from ledger.addin.probe import Probe

APPLOCKER = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2",
    r"HKLM\SYSTEM\CurrentControlSet\Control\Srp\Gp",
)
"""What group policy demands, and what is in force (also from Intune)."""
COLLECTIONS = {"Exe": "実行ファイル", "Dll": "DLL"}
"""The rules that Python meets: itself, and the modules that it loads."""
AUDIT_ONLY = 0
DEVICE_GUARD = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\DeviceGuard"
SMART_APP_CONTROL = r"HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy"
COMMAND_PROMPT = r"Software\Policies\Microsoft\Windows\System"


def programs(probe: Probe, interpreter: str, version: str) -> PcCheck:
    """Look whether only allowed programs may be started, and whether the interpreter is one.

    Rules are not weighed here: the interpreter was just started, with what the buttons load.

    Args:
        probe: How to look.
        interpreter: The Python that is written down; "" if none is.
        version: Its version, "" if it did not start.
    """
    topic = Topic.PROGRAMS
    rules = "、".join(rules_on_programs(probe))
    if not rules:
        return PcCheck(topic, "決められた実行ファイルだけを動かす規則は見つかりません", State.GOOD)
    if version:
        return PcCheck(topic, f"{rules}。決められたPythonは、この規則の下で動きました", State.GOOD)
    return PcCheck(
        topic,
        f"{rules}。決められたPythonは動きませんでした",
        State.ATTENTION,
        f"「{interpreter or 'python.exe'}」と、そのフォルダのDLL(.dll、.pyd)を許可する規則を"
        "加えてください。",
    )


def rules_on_programs(probe: Probe) -> list[str]:
    """Return the rules in force that let only allowed programs start, in words."""
    found = [
        f"AppLocker({said})"
        for kind, said in COLLECTIONS.items()
        if any(_enforced(probe, rf"{root}\{kind}") for root in APPLOCKER)
    ]
    if probe.value(DEVICE_GUARD, "DeployConfigCIPolicy") == 1:
        found.append("WDAC(アプリケーション制御ポリシー)")
    if probe.value(SMART_APP_CONTROL, "VerifiedAndReputablePolicyState") == 1:
        found.append("スマート アプリ コントロール")
    return found


def _enforced(probe: Probe, key: str) -> bool:
    """Whether a collection of rules is in force: it is where it has rules, unless it only looks."""
    mode = probe.value(key, "EnforcementMode")
    return mode != AUDIT_ONLY and (mode is not None or bool(probe.subkeys(key)))


def command_prompt(probe: Probe, interpreter: str) -> PcCheck:
    """Look whether the command prompt is shut off; the buttons do without it.

    Args:
        probe: How to look.
        interpreter: The Python that is written down; "" if none is.
    """
    topic = Topic.PROMPT
    value = probe.value(rf"HKCU\{COMMAND_PROMPT}", "DisableCMD")
    if value in (1, 2):
        return PcCheck(
            topic,
            f"止められています(DisableCMD={value})。ボタンは使わないので動きます。コマンドは、"
            "Windowsキー+Rの「ファイル名を指定して実行」かPowerShellで、talent-ledger の代わりに"
            f"「{interpreter or 'python.exe'}」 -m ledger と打てば動きます",
            State.GOOD,
        )
    return PcCheck(topic, "止められていません", State.GOOD)
