"""`addin remove`: the add-in and the person's settings file go, nothing else."""

from ledger.addin.installed import standing
from ledger.addin.user_files import UserFiles
from ledger.commands.plan import Plan


def plan(user: UserFiles) -> Plan:
    """Say what would be taken away (`ledger.addin.installed.remove` does it).

    Args:
        user: The person's two files.
    """
    doomed = standing(user)
    return Plan(
        operation="addin-remove",
        summary=tuple(f"取り除きます: {path}" for path in doomed)
        or (f"アドインは、もともと入っていません: {user.startup}",),
        counts={"removed": len(doomed)},
        next_step="Excelを開き直すと、タブがなくなります。" if doomed else "",
    )
