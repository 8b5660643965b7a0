"""Every check of the doctor's page; here those of our own files, Python, and folders."""

from pathlib import Path
from typing import NamedTuple

from ledger.addin import office_policy as policy
from ledger.addin.installed import digest
from ledger.addin.pc_checks import PcCheck, State, Topic
from ledger.addin.probe import Probe
from ledger.addin.tracked_files import FILE, carried
from ledger.addin.user_files import INTERPRETER, UserFiles
from ledger.addin.windows_policy import command_prompt, programs

OLDEST_PYTHON = (3, 11)
"""The first Python that knows `-P`."""

READABLE = ("cp932", "utf-8")


class Sight(NamedTuple):
    """What a check looks with and at."""

    probe: Probe
    user: UserFiles


def checks(sight: Sight) -> list[PcCheck]:
    """Return every check, in the order of the page."""
    probe, user = sight
    said = user.read_settings().get(INTERPRETER, "")
    version = probe.python(Path(said)) if said and probe.is_file(Path(said)) else ""
    return [
        policy.excel(probe),
        _file(sight),
        policy.trusted_location(probe, user.startup),
        policy.mark_of_the_web(probe, user.addin),
        policy.macros(probe),
        policy.internet_macros(probe),
        policy.signatures(probe),
        policy.disabled_items(probe),
        policy.child_processes(probe),
        programs(probe, said, version),
        command_prompt(probe, said),
        _python(sight, said, version),
        _writing(sight),
        _encoding(sight),
    ]


def _file(sight: Sight) -> PcCheck:
    topic, path = Topic.FILE, sight.user.addin
    if not sight.probe.is_file(path):
        return PcCheck(
            topic,
            f"「{path}」にありません",
            State.ATTENTION,
            "talent-ledger addin install で入れてください。",
        )
    own, found = digest(carried(FILE)), digest(path.read_bytes())
    if own != found:
        return PcCheck(
            topic,
            f"このプログラムのものと違います(SHA-256 {found})",
            State.ATTENTION,
            "Excelを閉じ、talent-ledger addin install で入れ直してください。",
        )
    return PcCheck(topic, f"「{path}」(SHA-256 {found})", State.GOOD)


def _python(sight: Sight, said: str, version: str) -> PcCheck:
    topic = Topic.PYTHON
    if not said:
        return PcCheck(
            topic,
            f"「{sight.user.settings}」に書かれていません",
            State.ATTENTION,
            "talent-ledger addin install で書いてください。",
        )
    if not sight.probe.is_file(Path(said)):
        return PcCheck(
            topic,
            f"「{said}」がありません",
            State.ATTENTION,
            "Pythonを元の場所に戻すか、talent-ledger addin install をやり直してください。",
        )
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST_PYTHON:
        return PcCheck(
            topic,
            f"「{said}」({version or '動かないか、talent-ledger が入っていません'})",
            State.ATTENTION,
            "Python 3.11以降に talent-ledger を入れ、そのPythonで "
            "talent-ledger addin install を実行してください。",
        )
    return PcCheck(topic, f"「{said}」(Python {version})", State.GOOD)


def _writing(sight: Sight) -> PcCheck:
    topic = Topic.WRITING
    folders = (sight.user.startup, sight.user.settings.parent)
    closed = [str(folder) for folder in folders if not sight.probe.writable(folder)]
    if closed:
        return PcCheck(
            topic,
            f"書き込めません: {'、'.join(closed)}",
            State.ATTENTION,
            "このフォルダへの本人の書き込みを許可してください(管理者の権限は要りません)。",
        )
    return PcCheck(topic, f"書き込めます: {'、'.join(map(str, folders))}", State.GOOD)


def _encoding(sight: Sight) -> PcCheck:
    topic, encoding = Topic.ENCODING, sight.probe.encoding
    if encoding.lower().replace("_", "-") not in READABLE:
        return PcCheck(
            topic,
            f"このPCの文字コードは {encoding} です",
            State.ATTENTION,
            "Windowsのシステムロケールを日本語にするか、設定のパスを英数字だけにしてください。",
        )
    return PcCheck(topic, f"このPCの文字コードは {encoding} です", State.GOOD)
