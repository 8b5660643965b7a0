"""`addin doctor`: one page for the IT section, what was looked at, found, and is to be done."""

from pathlib import Path

from ledger.addin.doctor import Sight, checks
from ledger.addin.parts import bundle, packages
from ledger.addin.pc_checks import PcCheck, State, Topic, unknown
from ledger.addin.probe import Probe
from ledger.addin.user_files import UserFiles
from ledger.commands.plan import Plan
from ledger.model.problems import Problem
from ledger.store.key_place import KeyPlace, place_of
from ledger.store.keys import key_path

_EVERYWHERE = frozenset({Topic.PARTS, Topic.BUNDLE})
"""What can be looked at on any PC."""


def plan(probe: Probe, user: UserFiles | None, folder: Path | None = None) -> Plan:
    """Look at the PC and say what was found; nothing is changed.

    Args:
        probe: How to look.
        user: The person's two files; None where there is no Windows.
        folder: Where a bundle lies, if its files are to be looked at.
    """
    own = [packages(probe.missing()), *([bundle(folder)] if folder else [])]
    if user is None or not probe.windows:
        found = [unknown(topic) for topic in Topic if topic not in _EVERYWHERE]
        then = "Excelの入ったWindowsのPCで、もう一度実行してください。"
    else:
        found = [*checks(Sight(probe, user)), _key()]
        then = "Excelを開き、タブ「人材育成台帳」のボタンを押してみてください。"
    found += own
    lines = [f"{number}. {check}" for number, check in enumerate(found, 1)]
    count = sum(check.state is State.ATTENTION for check in found)
    problems = (Problem.of("addin-attention", count=count),) if count else ()
    return Plan(
        operation="addin-doctor",
        summary=("人材育成台帳アドインの動作環境(このまま情報システム担当に渡せます)", *lines),
        problems=problems,
        counts={
            "checks": [
                {"topic": c.topic, "found": c.found, "state": c.state, "remedy": c.remedy}
                for c in found
            ]
        },
        next_step="" if count else then,
    )


def _key() -> PcCheck:
    """Look where the key of the seals stands, or would stand; the key itself is not opened."""
    path = key_path()
    where = place_of(path)
    if where is KeyPlace.OWN:
        return PcCheck(Topic.KEY, f"「{path}」", State.GOOD)
    return PcCheck(
        Topic.KEY,
        f"「{path}」は{where}にあります",
        State.ATTENTION,
        "環境変数 LEDGER_KEY_FILE で、本人だけが開けるこのPCのファイルを指定してください。",
    )
