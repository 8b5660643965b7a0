"""xlwings' VBA module: the text that the add-in carries, and its difference from upstream.

Upstream lets the workbook that happens to be active choose the interpreter, puts its folder first
on Python's path, and offers `RunPython` to any cell formula. The add-in carries a narrowed module,
`addin/vba/xlwings.bas`, kept as text that people read and edit. Beside it stands the difference
from the module of the installed xlwings, written by `addin/build.py`. Why each change was made:
docs/decisions/0005-xlwings-module-as-text.md.
"""

import hashlib
from difflib import unified_diff
from importlib.metadata import version

from ledger.addin.tracked_files import carried

TEXT = "vba/xlwings.bas"
DIFFERENCE = "vba/xlwings.diff"

REVIEWED = "b9df9e20d54d6f04220e8382068f4b4c82bc5a8f920148daf94d9ddbda6251d6"
"""SHA-256 of the upstream module (line ends LF) that was read for the tracked text.

Written down by hand, after reading: the difference is not made from any other upstream.
"""


def tracked() -> str:
    """Return the module that the add-in carries, line ends LF."""
    return carried(TEXT).decode("ascii")


def difference(upstream: str, text: str) -> str:
    """Return the unified diff from upstream's module to ours.

    Args:
        upstream: Text of the module in xlwings' template.
        text: Our module.

    Raises:
        ValueError: Upstream's text is not the one that was read.
    """
    old = upstream.replace("\r\n", "\n")
    found = hashlib.sha256(old.encode()).hexdigest()
    if found != REVIEWED:
        message = (
            f"xlwings' VBA module has changed (SHA-256 {found}): read what is new in it, take over "
            f"into addin/{TEXT} what matters here, then write the number down as REVIEWED"
        )
        raise ValueError(message)
    lines = unified_diff(
        old.splitlines(),
        text.splitlines(),
        f"xlwings-{version('xlwings')}/quickstart_addin_ribbon.xlam/xlwings.bas",
        f"addin/{TEXT}",
        lineterm="",
    )
    return "".join(f"{line}\n" for line in lines)
