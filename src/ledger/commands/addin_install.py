"""`addin install`: the add-in where Excel loads it, two files of the person's own."""

from pathlib import Path

from ledger.addin.installed import digest, to_write
from ledger.addin.user_files import UserFiles
from ledger.commands.plan import Plan


def plan(user: UserFiles, interpreter: Path) -> Plan:
    """Plan to put the add-in where Excel loads it, and to write down the interpreter.

    Args:
        user: The person's two files.
        interpreter: The Python that the buttons start.

    Raises:
        Refusal: The interpreter's path cannot be written in the PC's code page.
    """
    files = to_write(user, interpreter)
    return Plan(
        operation="addin-install",
        summary=(
            f"アドインを「{user.startup}」に入れます(SHA-256 {digest(files[user.addin])})。",
            f"ボタンが使うPythonは「{interpreter}」です。",
        ),
        files=files,
        next_step="Excelを開き直すと、「校閲」の右にタブ「人材育成台帳」が出ます。",
    )
