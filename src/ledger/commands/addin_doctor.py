"""`addin doctor`: one page for the IT section, what was looked at, found, and is to be done."""

from ledger.addin.doctor import Sight, checks
from ledger.addin.pc_checks import State, Topic, unknown
from ledger.addin.probe import Probe
from ledger.addin.user_files import UserFiles
from ledger.commands.plan import Plan
from ledger.model.problems import Problem


def plan(probe: Probe, user: UserFiles | None) -> Plan:
    """Look at the PC and say what was found; nothing is changed.

    Args:
        probe: How to look.
        user: The person's two files; None where there is no Windows.
    """
    if user is None or not probe.windows:
        found = [unknown(topic) for topic in Topic]
        then = "Excelの入ったWindowsのPCで、もう一度実行してください。"
    else:
        found = checks(Sight(probe, user))
        then = "Excelを開き、タブ「人材育成台帳」のボタンを押してみてください。"
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
