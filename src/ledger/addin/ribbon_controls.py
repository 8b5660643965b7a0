"""What the ribbon says: its buttons from customUI14.xml, with the reasons of availability.csv.

The texts reach VBA, which is ASCII only, through the add-in's own sheet; `sheet_texts` is what
stands there.
"""

import csv
import io
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ledger.addin.tracked_files import carried

CUSTOM_UI = "ribbon/customUI14.xml"
ALWAYS = "*"
WITHOUT_A_BOOK = "*+"
"""Kinds of a button for every book that can be pressed while none is open: an empty one is made."""
_NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
_SUPERTIP = re.compile(r'\bsupertip="[^"]*"')
_GET_SUPERTIP = 'getSupertip="RibbonLedger.GetSupertip"'


class RibbonButton(NamedTuple):
    """One button of the ribbon.

    Attributes:
        id: The control's id, such as `btnConfirm`.
        verb: Its tag: what `ledger.ribbon.press` is called with.
        group: Label of its group (本人, 上長, 人事, 計画, 共通).
        label: What stands on it.
        screentip: What it does, in one phrase.
        supertip: What it changes, shown while it can be pressed.
        keytip: The keys after Alt and the tab's own.
        image: Name of the built-in icon.
        kinds: Kinds of workbook in which it can be pressed; empty if always.
        blank: Whether it works while no book is open.
        reason: Why it cannot be pressed, and what to open.
        command: The command of the same meaning; "" if there is none.
    """

    id: str
    verb: str
    group: str
    label: str
    screentip: str
    supertip: str
    keytip: str
    image: str
    kinds: tuple[str, ...]
    blank: bool
    reason: str
    command: str


@lru_cache
def buttons() -> tuple[RibbonButton, ...]:
    """Return every button, in the ribbon's order."""
    root = ET.fromstring(carried(CUSTOM_UI))  # noqa: S314 - our own file
    known = {row["tag"]: row for row in _rows("ribbon/availability.csv")}
    found: list[RibbonButton] = []
    for group in root.iter(f"{_NS}group"):
        for control in group.iter(f"{_NS}button"):
            said = control.attrib
            row = known.pop(said["tag"])
            every = row["kinds"] in (ALWAYS, WITHOUT_A_BOOK)
            kinds = () if every else tuple(row["kinds"].split())
            found.append(
                RibbonButton(
                    id=said["id"],
                    verb=said["tag"],
                    group=group.attrib["label"],
                    label=said["label"],
                    screentip=said["screentip"],
                    supertip=said["supertip"],
                    keytip=said["keytip"],
                    image=said["imageMso"],
                    kinds=kinds,
                    blank=row["kinds"] == WITHOUT_A_BOOK,
                    reason=row["reason"],
                    command=row["command"],
                )
            )
    if known:
        message = f"availability.csv names verbs that no button has: {sorted(known)}"
        raise ValueError(message)
    return tuple(found)


def tab_label() -> str:
    """Return the label of the ribbon's tab."""
    root = ET.fromstring(carried(CUSTOM_UI))  # noqa: S314 - our own file
    return next(root.iter(f"{_NS}tab")).attrib["label"]


def packaged_ui() -> bytes:
    """Return customUI14.xml as the add-in carries it: supertips by callback."""
    text, count = _SUPERTIP.subn(_GET_SUPERTIP, carried(CUSTOM_UI).decode("utf-8"))
    if count != len(buttons()):
        message = f"{count} supertips for {len(buttons())} buttons"
        raise ValueError(message)
    return text.encode("utf-8")


def messages() -> Mapping[str, str]:
    """Return what VBA itself may say, by key."""
    return {row["key"]: row["text"] for row in _rows("vba/messages.csv")}


def sheet_texts() -> Mapping[str, str]:
    """Return the texts of the add-in's own sheet, by the key that VBA looks for."""
    texts: dict[str, str] = {}
    for button in buttons():
        texts[f"{button.id}.kinds"] = " ".join(button.kinds) or ALWAYS
        texts[f"{button.id}.enabled"] = button.supertip
        texts[f"{button.id}.disabled"] = button.reason
        if button.blank:
            texts[f"{button.id}.blank"] = ALWAYS
    texts |= {f"message.{key}": text for key, text in messages().items()}
    return texts


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(carried(name).decode("utf-8"))))
