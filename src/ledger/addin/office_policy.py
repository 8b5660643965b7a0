"""What Windows and Office allow the add-in to do, read from registry and files only."""

import re
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

from ledger.addin.pc_checks import PcCheck, State, Topic
from ledger.addin.probe import Probe, RegistryValue

OFFICE = r"Software\Microsoft\Office\16.0"
POLICY = r"Software\Policies\Microsoft\Office\16.0"
CLOUD = r"Software\Policies\Microsoft\Cloud\Office\16.0"
"""Where Office's cloud policy service leaves what it demands."""
FORCED = (CLOUD, POLICY)
ROOTS = (*FORCED, OFFICE)
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
ASR_RULES = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"
ASR_MANAGED = rf"{DEFENDER}\Policy Manager"
ASR_LOCAL = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""The rule 「すべてのOfficeアプリケーションに子プロセスを作らせない」."""

OLDEST_EXCEL = 16
BITS = {"x64": "64ビット", "x86": "32ビット"}
BLOCKED_ZONES = ("3", "4")
SECURITY = r"Excel\Security"
_WITHOUT_VBA = [(hive, root) for hive in ("HKLM", "HKCU") for root in ROOTS]
ASR_BLOCK, ASR_AUDIT, ASR_WARN = "1", "2", "6"


def excel(probe: Probe) -> PcCheck:
    """Look for Excel's version and bits; both 32 and 64 bits will do."""
    topic = Topic.EXCEL
    version = str(probe.value(CLICK_TO_RUN, "VersionToReport") or "")
    bits = BITS.get(str(probe.value(CLICK_TO_RUN, "Platform") or "").lower(), "ビット数不明")
    if not version:
        installed = probe.value(r"HKLM\SOFTWARE\Microsoft\Office\16.0\Excel\InstallRoot", "Path")
        version = "16.0(MSI版)" if installed else ""
    if not version:
        return PcCheck(
            topic,
            "Excel 2016以降が見つかりません",
            State.ATTENTION,
            "Excel 2016以降を入れるか、コマンド talent-ledger をお使いください。",
        )
    if _whole(version.partition(".")[0]) < OLDEST_EXCEL:
        return PcCheck(
            topic, f"{version}({bits})", State.ATTENTION, "Excel 2016以降に更新してください。"
        )
    return PcCheck(topic, f"{version}({bits})", State.GOOD)


def trusted_location(probe: Probe, startup: Path) -> PcCheck:
    """Look whether the person's XLSTART is a place that Excel trusts."""
    topic = Topic.TRUSTED
    trusted = rf"{SECURITY}\Trusted Locations"
    for root in ROOTS:
        if probe.value(rf"HKCU\{root}\{trusted}", "AllLocationsDisabled") == 1:
            return PcCheck(
                topic,
                "「信頼できる場所」がすべて無効です",
                State.ATTENTION,
                "有効にするか、アドインに庁内の証明書で署名してください(docs/install.md)。",
            )
    if probe.remote(startup) and not any(
        probe.value(rf"HKCU\{root}\{trusted}", "AllowNetworkLocations") == 1 for root in ROOTS
    ):
        return PcCheck(
            topic,
            f"「{startup}」は共有フォルダの上で、ネットワークの場所は信頼されません"
            "(AllowNetworkLocations)",
            State.ATTENTION,
            "「トラスト センター」かグループポリシーで「自分のネットワーク上にある信頼できる場所を"
            "許可する」を有効にするか、アドインに庁内の証明書で署名してください。",
        )
    shared = (rf"HKCU\{root}\Common\Security\Trusted Locations" for root in FORCED)
    if any(probe.value(key, "Allow User Locations") == 0 for key in shared):
        return PcCheck(
            topic,
            "本人の「信頼できる場所」が、グループポリシーで止められています",
            State.ATTENTION,
            f"ポリシーで「{startup}」を信頼できる場所に加えるか、アドインに署名してください。",
        )
    wanted = _comparable(str(startup))
    for root in ROOTS:
        for location in probe.subkeys(rf"HKCU\{root}\{trusted}"):
            said = probe.value(rf"HKCU\{root}\{trusted}\{location}", "Path")
            if said and _comparable(str(said)) == wanted:
                return PcCheck(topic, f"「{startup}」は信頼されています", State.GOOD)
    return PcCheck(
        topic,
        f"「{startup}」は一覧にありません",
        State.ATTENTION,
        "Excelを一度開いて閉じ、もう一度調べてください。なければ、このフォルダを"
        "「トラスト センター」の信頼できる場所に加えてください。",
    )


def mark_of_the_web(probe: Probe, addin: Path) -> PcCheck:
    """Look whether Windows marked the file as coming from the internet."""
    topic = Topic.MARK
    zone = re.search(r"ZoneId=(\d)", probe.zone(addin))
    if zone and zone[1] in BLOCKED_ZONES:
        return PcCheck(
            topic,
            f"付いています(ZoneId={zone[1]})。この印があるとアドインは読み込まれません",
            State.ATTENTION,
            "ファイルのプロパティで「許可する」を選ぶか、talent-ledger addin install で"
            "入れ直してください。",
        )
    return PcCheck(topic, "付いていません", State.GOOD)


def macros(probe: Probe) -> PcCheck:
    """Look at the macro setting, the policy's before the person's own."""
    topic = Topic.MACROS
    if any(probe.value(rf"{hive}\{root}\Common", "VBAOff") == 1 for hive, root in _WITHOUT_VBA):
        return PcCheck(
            topic,
            "OfficeのVBAが、すべて止められています(VBAOff=1)",
            State.ATTENTION,
            "ポリシー「Office アプリケーションの VBA を無効にする」を外すか、コマンド "
            "talent-ledger で同じ操作をしてください。信頼できる場所や署名では動きません。",
        )
    forced = _first(probe, [rf"HKCU\{root}\{SECURITY}" for root in FORCED], "VBAWarnings")
    chosen = probe.value(rf"HKCU\{OFFICE}\{SECURITY}", "VBAWarnings")
    value = chosen if forced is None else forced
    by = "既定" if value is None else "本人の設定" if forced is None else "グループポリシー"
    said = {
        1: "すべてのマクロを有効にする",
        2: "警告してから無効にする",
        3: "署名のあるマクロだけを有効にする",
        4: "警告せずに無効にする",
    }.get(2 if value is None else _whole(value), f"不明な値 {value}")
    found = f"{said}(VBAWarnings={value if value is not None else 'なし'}、{by})"
    if value in (3, 4):
        return PcCheck(
            topic,
            found,
            State.ATTENTION,
            "信頼できる場所のアドインは、この設定でも動きます。動かないときは、"
            "アドインに庁内の証明書で署名し、発行者を信頼してください。",
        )
    return PcCheck(topic, found, State.GOOD)


def internet_macros(probe: Probe) -> PcCheck:
    """Look at the rule that blocks macros in files from the internet."""
    topic = Topic.INTERNET
    name = "blockcontentexecutionfrominternet"
    value = _first(probe, [rf"HKCU\{root}\{SECURITY}" for root in FORCED], name)
    said = "止める" if value == 1 else "止めない" if value == 0 else "決めていない(Excelの既定)"
    return PcCheck(
        topic, f"{said}。アドインは印のないファイルなので、どちらでも動きます", State.GOOD
    )


def signatures(probe: Probe) -> PcCheck:
    """Look whether add-ins must be signed, or are not loaded at all."""
    topic = Topic.SIGNATURES
    for root in ROOTS:
        key = rf"HKCU\{root}\{SECURITY}"
        if probe.value(key, "DisableAllAddins") == 1:
            return PcCheck(
                topic,
                "すべてのアドインが無効です",
                State.ATTENTION,
                "アドインを有効にするか、コマンド talent-ledger をお使いください。",
            )
        if probe.value(key, "RequireAddinSig") == 1:
            return PcCheck(
                topic,
                "署名のあるアドインだけが読み込まれます",
                State.ATTENTION,
                "アドインに庁内の証明書で署名してください(docs/install.md)。",
            )
    return PcCheck(topic, "署名は求められていません", State.GOOD)


def disabled_items(probe: Probe) -> PcCheck:
    """Look whether Excel has put anything on its list of disabled items."""
    topic = Topic.DISABLED
    count = len(probe.values(rf"HKCU\{OFFICE}\Excel\Resiliency\DisabledItems"))
    if count:
        return PcCheck(
            topic,
            f"{count}件あります(名前は記録されていません)",
            State.ATTENTION,
            "Excelの「ファイル」→「オプション」→「アドイン」→「使用できないアイテム」に"
            "このアドインがあれば、有効にしてください。",
        )
    return PcCheck(topic, "ありません", State.GOOD)


def child_processes(probe: Probe) -> PcCheck:
    """Look whether Defender keeps Office from starting Python."""
    topic = Topic.CHILDREN
    value = str(rule_on_children(probe) or "")
    if value in (ASR_BLOCK, ASR_WARN):
        return PcCheck(
            topic,
            f"Officeの子プロセスが止められます({CHILD_PROCESSES}={value})",
            State.ATTENTION,
            "管理者に例外を依頼するか、コマンド talent-ledger で同じ操作をしてください。",
        )
    if value == ASR_AUDIT:
        return PcCheck(topic, f"監査だけで、止められません({CHILD_PROCESSES}={value})", State.GOOD)
    return PcCheck(topic, "止める規則は見つかりません", State.GOOD)


def _first(probe: Probe, keys: Sequence[str], name: str) -> RegistryValue:
    """Return a value from the first of several keys that has it."""
    return next((v for key in keys if (v := probe.value(key, name)) is not None), None)


def rule_on_children(probe: Probe) -> RegistryValue:
    """Return what Defender's rule on Office's child processes is set to; None if it is not."""
    for key in (ASR_RULES, ASR_LOCAL):
        value = probe.value(key, CHILD_PROCESSES)
        if value is not None:
            return value
    managed = str(probe.value(ASR_MANAGED, "ASRRules") or "").lower()
    match = re.search(rf"{CHILD_PROCESSES}\}}?=(\d)", managed)
    return match[1] if match else None


def _comparable(folder: str) -> str:
    return str(PureWindowsPath(folder)).rstrip("\\").lower()


def _whole(value: RegistryValue) -> int:
    """Return a number of the registry, whichever way it is written; 0 for what is none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() else 0
