"""What acts or leads outside in a workbook: which thing it is, on which sheet, and how to lose it.

Somebody put it there without a thought: a tick box of old, a slide's table, a link to last year's
book. So the refusal names it, and a way out that keeps what was written.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ledger.read.guard.limits import Limits, Suspicious
from ledger.read.guard.parts import Parts, sheet_list


class ActiveContent(NamedTuple):
    """A kind of active content, in a reader's words, and what to do about it."""

    name: str
    remedy: str

    def said(self, sheets: tuple[str, ...] = (), part: str = "") -> str:
        """Return where it is: on which sheets, else in which part of the file."""
        places = "・".join(f"シート「{sheet}」" for sheet in sheets)
        return f"{self.name}({places or part})"


MACRO = ActiveContent(
    "マクロ",
    "Excelで開き、「Excelブック(.xlsx)」として保存し直してください。"
    "マクロだけが除かれ、記入した内容は残ります。",
)
_CONTROL = ActiveContent(
    "チェックボックスやボタンなどの部品",
    "そのシートで部品を右クリックして選び、Deleteキーで消して保存してください。",
)
_OBJECT = ActiveContent(
    "埋め込まれた文書や表(オブジェクト)",
    "そのシートで埋め込まれたものを選び、Deleteキーで消して保存してください。",
)
_LINK = ActiveContent(
    "ほかのブックへのリンク",
    "「データ」の「リンクの編集」(ブックのリンク)でリンクを解除して保存してください。"
    "解除できなければ、リンクのある式を消し、値を入れ直してください。",
)
_DATA = ActiveContent(
    "外のデータへの接続",
    "「データ」の「クエリと接続」で、クエリと接続をすべて削除して保存してください。",
)
_BY_RELATION: Mapping[str, ActiveContent] = {
    "vbaProject": MACRO,
    "xlMacrosheet": MACRO,
    "xlIntlMacrosheet": MACRO,
    "activeXControlBinary": _CONTROL,
    "control": _CONTROL,
    "ctrlProp": _CONTROL,
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "externalLink": _LINK,
    "connections": _DATA,
    "queryTable": _DATA,
}
"""By the kind of a relationship, wherever its part stands."""
_BY_NAME = (
    (re.compile(r"(^|/)(activeX|ctrlProps)/", re.IGNORECASE), _CONTROL),
    (re.compile(r"(^|/)embeddings/", re.IGNORECASE), _OBJECT),
    (re.compile(r"(^|/)externalLinks/", re.IGNORECASE), _LINK),
    (re.compile(r"(^|/)(queryTables|model)/|connections\.xml$", re.IGNORECASE), _DATA),
)
"""By the name of a part, whatever leads to it."""


def without_active(parts: Parts, limits: Limits) -> None:
    """Look whether anything in a package acts or leads outside.

    Raises:
        Suspicious: Something does (`active-content`); all of it is named.
    """
    found: dict[ActiveContent, dict[str, None]] = {}
    for thing, part in _found(parts):
        if thing is MACRO or not limits.active:
            found.setdefault(thing, {})[part] = None
    if not found:
        return
    owners = _owners(parts)
    reasons = []
    for thing, named in found.items():
        sheets = tuple(dict.fromkeys(owners[part] for part in named if part in owners))
        reasons.append(thing.said(sheets, next(iter(named))))
    remedy = "".join(thing.remedy for thing in found)
    only = next(iter(owners[p] for named in found.values() for p in named if p in owners), "")
    raise Suspicious("active-content", "、".join(reasons), only, remedy=remedy)


def _found(parts: Parts) -> Iterator[tuple[ActiveContent, str]]:
    """Yield what there is: by relationships first, for these say best what a part is."""
    names = parts.archive.namelist()
    known: set[str] = set()
    for name in names:
        folder, _, file = name.rpartition("/")
        if not name.endswith(".rels") or posixpath.basename(folder) != "_rels":
            continue
        home = folder.removesuffix("_rels")
        for _, kind, part in parts.relations(home + file.removesuffix(".rels")):
            if kind in _BY_RELATION:
                known.add(part.lower())
                yield _BY_RELATION[kind], part
    for name in names:
        if name.lower() in known or name.endswith(".rels"):
            continue
        yield from ((thing, name) for pattern, thing in _BY_NAME if pattern.search(name))


def _owners(parts: Parts) -> Mapping[str, str]:
    """Return the sheet on which a part stands, also one that its drawing or chart brings."""
    try:
        sheets, _, _ = sheet_list(parts)
    except (Suspicious, KeyError):
        return {}
    owners: dict[str, str] = {}
    for sheet, first in sheets.items():
        waiting = [first]
        while waiting:
            for one in parts.relations(waiting.pop()):
                if one.part not in owners and one.part not in sheets.values():
                    owners[one.part] = sheet
                    waiting.append(one.part)
    return owners
