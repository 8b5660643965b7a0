"""xlwings' VBA module, narrowed to what the ribbon needs.

Upstream lets the workbook that happens to be active choose the interpreter, puts its folder first
on Python's path, and offers `RunPython` to any cell formula. Here every change is an anchored
replacement: an anchor that is not found exactly once stops the build, and so does any other text
of upstream than the one that was read for these changes.
"""

import hashlib
import re

from ledger.commands.addin.directives import decided
from ledger.commands.addin.edits import DECLARES, DROPPED, EDITS, Edit

REVIEWED = "b9df9e20d54d6f04220e8382068f4b4c82bc5a8f920148daf94d9ddbda6251d6"
"""SHA-256 of the upstream module that these changes were made for."""


def hardened(upstream: str) -> str:
    """Return the module that the add-in carries.

    Args:
        upstream: Text of the module in xlwings' template.

    Raises:
        ValueError: Upstream's text is not the one that was read, or an anchor is not there.
    """
    text = upstream.replace("\r\n", "\n")
    if hashlib.sha256(text.encode()).hexdigest() != REVIEWED:
        message = "xlwings' VBA module has changed: read it anew, then edit hardening.py"
        raise ValueError(message)
    return edited(text)


def edited(text: str) -> str:
    """Make the changes; every anchor must be there exactly once (see `hardened`)."""
    text = cut(text, *DECLARES)
    text = decided(text)
    for name in DROPPED:
        text = without(text, name)
    for edit in EDITS:
        text = replaced(text, edit)
    text = re.sub(r"(?m)^Function ", "Private Function ", text)
    text = re.sub(r"(?m)^Sub ", "Private Sub ", text)
    return re.sub(r"\n{3,}", "\n\n", text)


def cut(text: str, start: str, end: str) -> str:
    """Return the text without what stands from one anchor up to another."""
    first, last = _once(text, start), _once(text, end)
    if last < first:
        message = f"{end!r} stands before {start!r}"
        raise ValueError(message)
    return text[:first] + text[last:]


def without(text: str, name: str) -> str:
    """Return the text without one procedure."""
    pattern = rf"(?ms)^(?:Public |Private )?(Function|Sub) {name}\(.*?^End \1\n"
    found = list(re.finditer(pattern, text))
    if len(found) != 1:
        message = f"procedure {name} was found {len(found)} times"
        raise ValueError(message)
    return text[: found[0].start()] + text[found[0].end() :]


def replaced(text: str, edit: Edit) -> str:
    """Return the text with one edit made."""
    first = _once(text, edit.start)
    last = first + len(edit.start)
    if edit.end:
        at = text.find(edit.end, last)
        if at < 0:
            message = f"no {edit.end!r} after {edit.start!r}"
            raise ValueError(message)
        last = at + len(edit.end)
    return text[:first] + edit.text + text[last:]


def _once(text: str, anchor: str) -> int:
    if text.count(anchor) != 1:
        message = f"{anchor!r} was found {text.count(anchor)} times"
        raise ValueError(message)
    return text.index(anchor)
