"""`addin status`: whether the add-in is in place, and whether it is this program's own."""

from importlib.metadata import version
from pathlib import Path

from ledger.addin.installed import digest, version_of
from ledger.addin.tracked_files import FILE, NAME, carried
from ledger.addin.user_files import INTERPRETER, UserFiles
from ledger.commands.plan import Plan
from ledger.model.problems import Place, Problem


def plan(user: UserFiles, interpreter: Path) -> Plan:
    """Say whether the add-in is in place, and whether it is this program's own.

    Args:
        user: The person's two files.
        interpreter: The Python that it should start.
    """
    own = digest(carried(FILE))
    if not user.addin.is_file():
        return _absent(user, own)
    found = digest(user.addin.read_bytes())
    started = user.read_settings().get(INTERPRETER, "")
    problems = []
    if found != own:
        problems.append(_differs(user))
    if started != str(interpreter):
        problems.append(_other_interpreter(user, started, interpreter))
    return Plan(
        operation="addin-status",
        summary=(
            f"アドインは入っています(版 {version_of(user.addin)}): {user.addin}",
            f"SHA-256 {found}({'同じです' if found == own else '違います'})",
            f"ボタンが使うPython: {started or '決まっていません'}",
        ),
        problems=tuple(problems),
        counts={"installed": True, "same": found == own, "sha256": found},
        next_step="" if problems else "talent-ledger addin doctor で、PCの設定を確かめられます。",
    )


def _absent(user: UserFiles, own: str) -> Plan:
    problem = Problem.of("addin-absent", folder=user.startup)
    return Plan(
        operation="addin-status",
        summary=(problem.what,),
        problems=(problem,),
        counts={"installed": False, "same": False, "sha256": own},
        next_step=problem.remedy,
    )


def _differs(user: UserFiles) -> Problem:
    return Problem.of(
        "addin-differs", Place(file=FILE), found=version_of(user.addin), own=version(NAME)
    )


def _other_interpreter(user: UserFiles, started: str, interpreter: Path) -> Problem:
    name = user.settings.name
    return Problem.of(
        "addin-interpreter", Place(file=name), name=name, found=started, own=interpreter
    )
