"""The formulas of a card: each line as a sentence, and whether anything was typed."""

from ledger.judge.cards.labels import GROUP
from ledger.judge.cards.sentences import (
    EACH,
    NO_AMOUNT,
    NO_KIND,
    NO_SKILL,
    OF_GROUP,
    OF_TOOL,
    SAYINGS,
)
from ledger.layout.addresses import letter
from ledger.layout.pages import PageFormula
from ledger.layout.persona_card import (
    BOTTOM,
    EACH_TOOL,
    FIRST,
    LAST,
    MIRROR,
    NAME,
    ROWS,
    SAY,
)
from ledger.model.terms import Requirement

_SAME = "表と同じです。直したいところを一覧から選ぶか、書き換えてください。"
_EDITED = (
    " か所を直しました(まだ表は変わっていません)。「人材像カード」を押すと、"
    "だれが動くかを見てから反映します。"
)


def status(edits: int) -> PageFormula:
    """Return the line that says whether anything was typed.

    Args:
        edits: How many cells differ.
    """
    first, last = letter(FIRST), letter(LAST)
    other, end = letter(FIRST + MIRROR), letter(LAST + MIRROR)
    top = ROWS[NAME]
    count = f"SUMPRODUCT(--({first}{top}:{last}{BOTTOM}<>{other}{top}:{end}{BOTTOM}))"
    text = f'=IF({count}=0,"{_SAME}",{count}&"{_EDITED}")'
    return PageFormula(text, f"{edits}{_EDITED}" if edits else _SAME)


def _said(part: int, row: int) -> str:
    """Return one part of how the row's 種別 is said, as a formula."""
    last = 1 + len(SAYINGS)
    where = f"MATCH($B{row},${letter(SAY)}$2:${letter(SAY)}${last},0)"
    column = letter(SAY + part)
    return f'INDEX(${column}$2:${column}${last},{where})&""'


def criterion_formula(row: int, shown: str) -> PageFormula:
    """Return the sentence of a criterion's line.

    Args:
        row: Its row.
        shown: What it comes to.
    """
    before, after, blank, once, head, tail = (_said(part, row) for part in range(1, 7))
    b, c, d, f, g = (f"${column}{row}" for column in "BCDFG")
    tool = f'IF({f}="","",IF({f}="{EACH_TOOL}","{EACH}",{f}&"{OF_TOOL}"))'
    about = f'IF({c}="",{blank},{before}&{c}&{after})'
    group = f'RIGHT({c},{len(GROUP)})="{GROUP}"'
    many = f'{head}&{d}&IF({group},"{OF_GROUP}",{tail})'
    end = f'IF(AND({once}<>"",OR({d}="",{d}&""="1")),{once},IF({d}="","{NO_AMOUNT}",{many}))'
    any_of = f'IF({g}="","","(組"&{g}&"のどれか1つでよい)")'
    known = f"ISNUMBER(MATCH({b},${letter(SAY)}$2:${letter(SAY)}${1 + len(SAYINGS)},0))"
    whole = f"{tool}&{about}&{end}&{any_of}"
    text = f'=IF({b}&{c}&{d}="","",IF({known},{whole},"{NO_KIND}"))'
    return PageFormula(text, shown)


def need_formula(row: int, shown: str) -> PageFormula:
    """Return the sentence of a line of the 研修体系.

    Args:
        row: Its row.
        shown: What it comes to.
    """
    b, c, d, f = (f"${column}{row}" for column in "BCDF")
    which = f"({Requirement.MANDATORY}か{Requirement.OPTIONAL}か)"
    taught = f'"「"&{f}&"」の"&IF({b}="","{which}",{b})&"研修"'
    people = f'"「"&{f}&"」に合致する人を"&{d}&"名以上"'
    rest = f'IF({d}="","「"&{f}&"」の研修は、まだない",{people})'
    blank = f'IF({b}&{c}="","","{NO_SKILL}")'
    return PageFormula(f'=IF({f}="",{blank},IF({c}="",{rest},{taught}))', shown)
