"""What may be told of a PC to whoever made the product: versions, rules, kinds of places.

Nothing is passed on as it was found. A value is told where it has the one form that it can have (a
version, a small number of a rule), or as one of our own words; any other is told as `OTHER`. So no
name of a person, a PC or a folder can be among them, whatever stands in the registry.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ledger.addin import office_policy as policy
from ledger.addin.installed import digest
from ledger.addin.probe import Probe, RegistryValue
from ledger.addin.tracked_files import FILE, NAME, carried
from ledger.addin.user_files import INTERPRETER, UserFiles
from ledger.addin.windows_policy import COMMAND_PROMPT, rules_on_programs

OTHER, UNSET, ABSENT = "ほかの値", "決めていない", "なし"
_WINDOWS_NT = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_EDITIONS = ("Professional", "Enterprise", "EnterpriseS", "Education", "Core")
_VERSION = re.compile(r"\d{1,4}(\.\d{1,5}){0,3}((a|b|rc|\.post|\.dev)\d{1,3})?", re.ASCII)
_BUILD = re.compile(r"\d{5}", re.ASCII)
_UPDATE = re.compile(r"\d{1,4}", re.ASCII)
_SHOWN_VERSION = re.compile(r"\d\dH[12]", re.ASCII)
_SMALL = range(10)
"""What a rule of Office or Windows can be set to."""
_TRUSTED = rf"{policy.SECURITY}\Trusted Locations"
_OFFICE_RULES = (
    ("Common", "VBAOff"),
    (policy.SECURITY, "VBAWarnings"),
    (policy.SECURITY, "blockcontentexecutionfrominternet"),
    (policy.SECURITY, "RequireAddinSig"),
    (policy.SECURITY, "DisableAllAddins"),
    (_TRUSTED, "AllLocationsDisabled"),
    (_TRUSTED, "AllowNetworkLocations"),
    (r"Common\Security\Trusted Locations", "Allow User Locations"),
)
_BY = {policy.CLOUD: "クラウドのポリシー", policy.POLICY: "グループポリシー"}


class FolderKind(StrEnum):
    """What kind of place a file lies in."""

    LOCAL = "このPC"
    MAPPED = "割り当てたドライブ"
    SHARE = "共有フォルダ(UNC)"
    CLOUD = "OneDrive"


class PcFact(NamedTuple):
    """One line: what is told, and its value."""

    name: str
    value: str


def kind_of_folder(path: Path, *, remote: bool) -> FolderKind:
    """Return the kind of place of a file.

    Args:
        path: The file.
        remote: Whether its drive, or its share, is on another machine.
    """
    text = str(path).replace("/", "\\")
    if any(part.casefold().startswith("onedrive") for part in text.split("\\")):
        return FolderKind.CLOUD
    if text.startswith("\\\\"):
        return FolderKind.SHARE
    return FolderKind.MAPPED if remote else FolderKind.LOCAL


def software(probe: Probe) -> Iterator[PcFact]:
    """Yield the versions of product, Python and packages: on any PC."""
    parts = probe.packages()
    yield PcFact(NAME, _as(_VERSION, parts.get(NAME)))
    yield PcFact(f"{FILE} のSHA-256", digest(carried(FILE)))
    yield PcFact("Python", _as(_VERSION, sys.version.split(maxsplit=1)[0]))
    yield PcFact("Pythonのビット数", "64" if sys.maxsize > 2**32 else "32")
    for name in sorted(parts.keys() - {NAME}):
        yield PcFact(name, _as(_VERSION, parts[name]))


def computer(probe: Probe, user: UserFiles, sheet: Path | None) -> Iterator[PcFact]:
    """Yield what is told of a Windows PC with Excel.

    Args:
        probe: How to look.
        user: The person's two files.
        sheet: Where the filled in 実機確認表 lies, if there is one.
    """
    at = probe.values(_WINDOWS_NT)
    yield PcFact("Windowsのビルド", _as(_BUILD, at.get("currentbuild")))
    yield PcFact("Windowsの更新", _as(_UPDATE, at.get("ubr")))
    yield PcFact("Windowsの版", _as(_SHOWN_VERSION, at.get("displayversion")))
    yield PcFact("Windowsのエディション", _one_of(_EDITIONS, at.get("editionid")))
    office = probe.values(policy.CLICK_TO_RUN)
    yield PcFact("Excelの版", _as(_VERSION, office.get("versiontoreport")))
    yield PcFact("Excelのビット数", _one_of(tuple(policy.BITS), office.get("platform")))
    said = user.read_settings().get(INTERPRETER, "")
    inner = probe.python(Path(said)) if said else ""
    yield PcFact("ボタンが使うPython", _as(_VERSION, inner or None))
    places = {"アドイン": user.addin, "設定": user.settings}
    places |= {"ボタンが使うPython": Path(said)} if said else {}
    places |= {"実機確認表": sheet} if sheet else {}
    for name, path in places.items():
        kind = kind_of_folder(path, remote=probe.remote(path.parent))
        yield PcFact(f"{name}の場所", kind)


def rules(probe: Probe, addin: Path) -> Iterator[PcFact]:
    """Yield the rules of Windows and Office that can be seen, each as the number that it is set to.

    Args:
        probe: How to look.
        addin: The add-in's file.
    """
    zone = re.search(r"ZoneId=([0-4])", probe.zone(addin))
    yield PcFact("アドインのZoneId(Mark of the Web)", zone[1] if zone else ABSENT)
    for place, name in _OFFICE_RULES:
        yield PcFact(name, _office_rule(probe, place, name))
    prompt = probe.value(rf"HKCU\{COMMAND_PROMPT}", "DisableCMD")
    yield PcFact("DisableCMD", _number(prompt))
    yield PcFact("ASR(Officeの子プロセス)", _number(policy.rule_on_children(probe)))
    yield PcFact("実行ファイルの規則", "、".join(rules_on_programs(probe)) or ABSENT)


def _office_rule(probe: Probe, place: str, name: str) -> str:
    """Return what a rule of Office is set to, and by whom: the policies before the person."""
    for root in policy.ROOTS:
        for hive in ("HKLM", "HKCU"):
            value = probe.value(rf"{hive}\{root}\{place}", name)
            if value is not None:
                return f"{_number(value)}({_BY.get(root, '本人の設定')})"
    return UNSET


def _as(form: re.Pattern[str], value: RegistryValue) -> str:
    """Return a value that has its one form; what stands behind a version's `+` is anybody's."""
    if value is None:
        return ABSENT
    text = str(value).split("+", maxsplit=1)[0]
    return text if form.fullmatch(text) else OTHER


def _one_of(known: Sequence[str], value: RegistryValue) -> str:
    return ABSENT if value is None else str(value) if value in known else OTHER


def _number(value: RegistryValue) -> str:
    if value is None:
        return UNSET
    text = str(value)
    return text if text in map(str, _SMALL) else OTHER


def told(sections: Mapping[str, Sequence[PcFact]]) -> Iterator[str]:
    """Yield sections of facts as lines that a person can read, and a program too."""
    for title, facts in sections.items():
        yield ""
        yield f"[{title}]"
        for name, value in facts:
            yield f"{name} = {value}"
