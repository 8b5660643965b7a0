"""`addin doctor`: one page for the IT section, what was looked at, found, and is to be done."""

from pathlib import Path
from typing import NamedTuple

from ledger.commands.addin import doctor_policy as policy
from ledger.commands.addin.carried import FILE, carried
from ledger.commands.addin.doctor_programs import command_prompt, programs
from ledger.commands.addin.findings import Finding, State, Topic, unknown
from ledger.commands.addin.install import digest
from ledger.commands.addin.places import INTERPRETER, Places
from ledger.commands.addin.probe import Probe
from ledger.commands.plan import Plan
from ledger.model.problems import Problem

OLDEST_PYTHON = (3, 11)
"""The first Python that knows `-P`."""

READABLE = ("cp932", "utf-8")


class Sight(NamedTuple):
    """What a check looks with and at."""

    probe: Probe
    places: Places


def plan(probe: Probe, places: Places | None) -> Plan:
    """Look at the PC and say what was found; nothing is changed.

    Args:
        probe: How to look.
        places: Where the add-in and the settings stand; None where there is no Windows.
    """
    if places is None or not probe.windows:
        found = [unknown(topic) for topic in Topic]
        then = "Excelの入ったWindowsのPCで、もう一度実行してください。"
    else:
        found = findings(Sight(probe, places))
        then = "Excelを開き、タブ「人材育成台帳」のボタンを押してみてください。"
    lines = [f"{number}. {finding}" for number, finding in enumerate(found, 1)]
    count = sum(finding.state is State.ATTENTION for finding in found)
    problems = (Problem.of("addin-attention", count=count),) if count else ()
    return Plan(
        operation="addin-doctor",
        summary=("人材育成台帳アドインの動作環境(このまま情報システム担当に渡せます)", *lines),
        problems=problems,
        counts={
            "checks": [
                {"topic": f.topic, "found": f.found, "state": f.state, "remedy": f.remedy}
                for f in found
            ]
        },
        next_step="" if count else then,
    )


def findings(sight: Sight) -> list[Finding]:
    """Return every finding, in the order of the page."""
    probe, places = sight
    said = places.read_settings().get(INTERPRETER, "")
    version = probe.python(Path(said)) if said and probe.is_file(Path(said)) else ""
    return [
        policy.excel(probe),
        _file(sight),
        policy.trusted_location(probe, places.startup),
        policy.mark_of_the_web(probe, places.addin),
        policy.macros(probe),
        policy.internet_macros(probe),
        policy.signatures(probe),
        policy.disabled_items(probe),
        policy.child_processes(probe),
        programs(probe, said, version),
        command_prompt(probe),
        _python(sight, said, version),
        _writing(sight),
        _encoding(sight),
    ]


def _file(sight: Sight) -> Finding:
    topic, path = Topic.FILE, sight.places.addin
    if not sight.probe.is_file(path):
        return Finding(
            topic,
            f"「{path}」にありません",
            State.ATTENTION,
            "talent-ledger addin install で入れてください。",
        )
    own, found = digest(carried(FILE)), digest(path.read_bytes())
    if own != found:
        return Finding(
            topic,
            f"このプログラムのものと違います(SHA-256 {found})",
            State.ATTENTION,
            "Excelを閉じ、talent-ledger addin install で入れ直してください。",
        )
    return Finding(topic, f"「{path}」(SHA-256 {found})", State.GOOD)


def _python(sight: Sight, said: str, version: str) -> Finding:
    topic = Topic.PYTHON
    if not said:
        return Finding(
            topic,
            f"「{sight.places.settings}」に書かれていません",
            State.ATTENTION,
            "talent-ledger addin install で書いてください。",
        )
    if not sight.probe.is_file(Path(said)):
        return Finding(
            topic,
            f"「{said}」がありません",
            State.ATTENTION,
            "Pythonを元の場所に戻すか、talent-ledger addin install をやり直してください。",
        )
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST_PYTHON:
        return Finding(
            topic,
            f"「{said}」({version or '動かないか、talent-ledger が入っていません'})",
            State.ATTENTION,
            "Python 3.11以降に talent-ledger を入れ、そのPythonで "
            "talent-ledger addin install を実行してください。",
        )
    return Finding(topic, f"「{said}」(Python {version})", State.GOOD)


def _writing(sight: Sight) -> Finding:
    topic = Topic.WRITING
    folders = (sight.places.startup, sight.places.settings.parent)
    closed = [str(folder) for folder in folders if not sight.probe.writable(folder)]
    if closed:
        return Finding(
            topic,
            f"書き込めません: {'、'.join(closed)}",
            State.ATTENTION,
            "このフォルダへの本人の書き込みを許可してください(管理者の権限は要りません)。",
        )
    return Finding(topic, f"書き込めます: {'、'.join(map(str, folders))}", State.GOOD)


def _encoding(sight: Sight) -> Finding:
    topic, encoding = Topic.ENCODING, sight.probe.encoding
    if encoding.lower().replace("_", "-") not in READABLE:
        return Finding(
            topic,
            f"このPCの文字コードは {encoding} です",
            State.ATTENTION,
            "Windowsのシステムロケールを日本語にするか、設定のパスを英数字だけにしてください。",
        )
    return Finding(topic, f"このPCの文字コードは {encoding} です", State.GOOD)
