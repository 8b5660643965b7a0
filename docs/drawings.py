"""Pictures that no workbook shows, as SVG: the ribbon out of customUI14.xml, and the key's way."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ledger.addin.ribbon_controls import CUSTOM_UI, tab_label
from ledger.addin.tracked_files import carried

_NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
_FONT = "'Yu Gothic', 'BIZ UDPGothic', 'Noto Sans CJK JP', sans-serif"
_INK, _GREY, _BLUE, _PALE, _LINE = "#1A1A1A", "#626264", "#0017C1", "#E8F1FE", "#C5D7FB"
_LARGE, _SMALL, _ROW, _GAP = 92, 142, 30, 10
_STACK = 3
"""Small buttons that stand above one another."""
_LONGEST_LINE = 5
"""Signs on one line of a large button."""
_WIDTH = 1120
_GROUP_HEIGHT = _STACK * _ROW + 30


class DrawnButton(NamedTuple):
    """A button, or a menu, as it stands in its group.

    Attributes:
        label: What stands on it.
        keys: The keys that press it.
        large: Whether it is as high as the group.
        inner: What a menu opens.
    """

    label: str
    keys: str
    large: bool = False
    inner: tuple["DrawnButton", ...] = ()


def _controls(parent: ET.Element) -> Iterator[DrawnButton]:
    for one in parent:
        said = one.attrib
        if one.tag == f"{_NS}menu":
            yield DrawnButton(said["label"], said["keytip"], inner=tuple(_controls(one)))
        elif one.tag == f"{_NS}button":
            yield DrawnButton(said["label"], said["keytip"], said.get("size") == "large")


def groups() -> list[tuple[str, list[DrawnButton]]]:
    """Return the ribbon's groups in their order, each with what stands in it."""
    root = ET.fromstring(carried(CUSTOM_UI))  # noqa: S314 - our own file
    return [(one.attrib["label"], list(_controls(one))) for one in root.iter(f"{_NS}group")]


def ribbon() -> str:
    """Return the ribbon as a drawing: its groups, and what its menus open."""
    parts: list[str] = [_text(16, 26, f"タブ「{tab_label()}」の略図", 16, _BLUE, bold=True)]
    left, top = 16, 44
    menus: list[DrawnButton] = []
    for label, members in groups():
        menus += [one for one in members if one.inner]
        drawn, width = _group(label, members)
        if left + width > _WIDTH - 16:
            left, top = 16, top + _GROUP_HEIGHT + 14
        parts.append(f'<g transform="translate({left},{top})">{drawn}</g>')
        left += width + _GAP
    top += _GROUP_HEIGHT + 34
    parts.append(_text(16, top, "▾ の付いたボタンを押すと、下に中身が並びます。", 13, _GREY))
    for menu in menus:
        top += 26
        inner = "　".join(f"{one.label}({one.keys})" for one in menu.inner)
        parts += [
            _text(16, top, f"{menu.label} ▾", 13, _BLUE, bold=True),
            _text(150, top, inner, 13, _INK),
        ]
    return _svg(_WIDTH, top + 20, f"タブ「{tab_label()}」のボタンの並び", parts)


def _group(label: str, members: Sequence[DrawnButton]) -> tuple[str, int]:
    """Return a group, drawn at the origin, and its width."""
    left, row = _GAP, 0
    parts: list[str] = []
    for one in members:
        if one.large:
            left, row = (left + _SMALL + 4, 0) if row else (left, 0)
            parts.append(_large(left, one))
            left += _LARGE + 4
            continue
        parts.append(_small(left, 8 + row * _ROW, one))
        row += 1
        if row == _STACK:
            left, row = left + _SMALL + 4, 0
    width = left + (_SMALL + 4 if row else 0) + _GAP - 4
    frame = (
        f'<rect width="{width}" height="{_GROUP_HEIGHT}" rx="4" fill="#FFFFFF" stroke="{_LINE}"/>'
    )
    name = _text(width / 2, _GROUP_HEIGHT - 7, label, 12, _GREY, middle=True)
    return "".join((frame, *parts, name)), width


def _large(left: int, one: DrawnButton) -> str:
    height = _STACK * _ROW - 4
    box = (
        f'<rect x="{left}" y="8" width="{_LARGE}" height="{height}" rx="3" fill="{_PALE}" '
        f'stroke="{_LINE}"/>'
    )
    middle, label = left + _LARGE / 2, one.label
    lines = [label] if len(label) <= _LONGEST_LINE else [label[:3], label[3:]]
    top = 8 + height / 2 - 8 * (len(lines) - 1)
    words = [
        _text(middle, top + 17 * number, line, 13, _INK, middle=True, bold=True)
        for number, line in enumerate(lines)
    ]
    return "".join((box, *words, _text(middle, height, one.keys, 10, _GREY, middle=True)))


def _small(left: int, top: int, one: DrawnButton) -> str:
    box = (
        f'<rect x="{left}" y="{top}" width="{_SMALL}" height="{_ROW - 4}" rx="3" fill="{_PALE}" '
        f'stroke="{_LINE}"/>'
    )
    mark = " ▾" if one.inner else ""
    return "".join(
        (
            box,
            _text(left + 8, top + 18, f"{one.label}{mark}", 13, _INK),
            _text(left + _SMALL - 8, top + 18, one.keys, 10, _GREY, end=True),
        )
    )


_STEPS = (
    (
        "前の担当のPC",
        "「鍵の書き出し」を押す",
        ("鍵のファイルができます。", "合言葉が1度だけ出ます。"),
    ),
    (
        "別々に渡す",
        "ファイルと合言葉",
        ("ファイルはUSBメモリなどで、", "合言葉は紙か口頭で渡します。"),
    ),
    (
        "自分のPC",
        "「鍵の取り込み」を押す",
        ("合言葉を入れます。", "今ある鍵は、そのまま残ります。"),
    ),
    (
        "確かめる",
        "「鍵の状態」を押す",
        ("両方のPCに同じ鍵番号があれば", "終わりです。ファイルは消します。"),
    ),
)


def hand_over() -> str:
    """Return how HR's key gets from one PC to the next, in four steps."""
    width, height, box = 1120, 196, 258
    parts = [_text(16, 26, "封印の鍵の渡し方", 16, _BLUE, bold=True)]
    for place, (title, what, told) in enumerate(_STEPS):
        left = 16 + place * (box + 18)
        parts += [
            _box(left, box, 136, "#FFFFFF", _BLUE),
            _box(left, box, 36, _PALE, _BLUE),
            _text(left + 12, 68, f"{place + 1}　{title}", 15, _BLUE, bold=True),
            _text(left + 12, 108, what, 13, _INK, bold=True),
            *(_text(left + 12, 136 + 20 * line, part, 12, _GREY) for line, part in enumerate(told)),
        ]
        if place:
            parts.append(_text(left - 15, 118, "→", 14, _BLUE))
    return _svg(width, height, "封印の鍵を前の担当から受け取る4つの手順", parts)


def _box(left: int, width: int, height: int, fill: str, line: str) -> str:
    return (
        f'<rect x="{left}" y="44" width="{width}" height="{height}" rx="4" fill="{fill}" '
        f'stroke="{line}"/>'
    )


def _text(  # noqa: PLR0913 - where it stands and how it looks
    x: float,
    y: float,
    text: str,
    size: int,
    colour: str,
    *,
    bold: bool = False,
    middle: bool = False,
    end: bool = False,
) -> str:
    anchor = ' text-anchor="middle"' if middle else ' text-anchor="end"' if end else ""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{anchor}{weight}>'
        f"{escape(text)}</text>"
    )


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="{_FONT}">\n<title>{escape(title)}</title>\n'
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>\n{body}\n</svg>\n'
    )
