"""職員カード: everything of one person on one page, found by formulas in 職員カード用.

Whoever is typed or picked stands in one input cell, which is kept when the page is written anew;
all else are formulas that look the person up: one MATCH, then INDEX.
"""

import pandas as pd

from ledger.layout.addresses import letter, position
from ledger.layout.ledger import TITLE_ROWS
from ledger.layout.list_tables import STAFF_CARDS
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME_LINK, KEPT, STAFF_CARD, PageCell, PageFormula
from ledger.present.pages.staff_card_places import (
    DAY,
    FIRST,
    FIRST_NUMBER,
    INPUT,
    KEY,
    MESSAGE,
    PLACE,
    ROWS,
    CardPlace,
)

_LAST = 20_000
"""Last row of 職員カード用 that is looked at; where its table begins does not matter."""
NOT_YET = "まだ計算していません。集約すると使えます"
NOBODY = "この番号の人は、いまは在籍していません"
_NOTE = "▼から選ぶか、職員番号を入れます。育成のための記録で、人事評価には使いません。"


def staff_card_page() -> pd.DataFrame:
    """Return the page's labels and formulas; they are the same whoever is looked at."""
    cells: dict[str, PageCell] = {
        "A1": HOME_LINK,
        "A2": f"{STAFF_CARD.title}(育成記録票)",
        DAY: _looked_up("day"),
        "A3": "だれの記録",
        INPUT: KEPT,
        MESSAGE: _message(),
        KEY: _key(),
        PLACE: _place(),
        FIRST_NUMBER: _first_number(),
        "A4": _NOTE,
    }
    for number, row in enumerate(ROWS, start=FIRST):
        for shown in row.shown:
            cells[f"{shown.first}{number}"] = _said(shown)
    return page_frame(STAFF_CARD, _grid(cells))


def _said(shown: CardPlace) -> PageCell:
    if not shown.label:
        return _looked_up(shown.says)
    if not shown.of:
        return shown.says
    found = _looked_up(shown.of).text.removeprefix("=")
    return PageFormula(f'=IF({found}="","","{shown.says}")', "")


def list_formula() -> str:
    """Return what the dropdown offers: everybody of 職員カード用 by number, name and section."""
    at = letter(STAFF_CARDS.keys.index("label"))
    first = f"'{STAFF_CARDS.title}'!${at}${TITLE_ROWS + 2}"
    column = f"{first}:${at}${_LAST}"
    return f"={first}:INDEX({column},MAX(1,COUNTA({column})))"


def _grid(cells: dict[str, PageCell]) -> list[list[PageCell]]:
    places = {position(address): value for address, value in cells.items()}
    last = max(row for row, _ in places)
    return [
        [places.get((row, column)) for column in range(STAFF_CARD.columns)]
        for row in range(last + 1)
    ]


def _column(key: str) -> str:
    at = letter(STAFF_CARDS.keys.index(key))
    return f"'{STAFF_CARDS.title}'!${at}$1:${at}${_LAST}"


def _looked_up(key: str) -> PageFormula:
    place = _absolute(PLACE)
    return PageFormula(f'=IF({place}="","",INDEX({_column(key)},{place})&"")', "")


def _key() -> PageFormula:
    """Return the number that was typed, or that the picked line begins with."""
    typed = f'TRIM(SUBSTITUTE(ASC({_absolute(INPUT)}&""),"　"," "))'
    return PageFormula(f'=LEFT({typed},FIND(" ",{typed}&" ")-1)', "")


def _first_number() -> PageFormula:
    """Return the number below the header, blank before anything was worked out."""
    numbers, header = _column("staff_no"), STAFF_CARDS.column("staff_no").header
    return PageFormula(f'=IFERROR(INDEX({numbers},MATCH("{header}",{numbers},0)+1)&"","")', "")


def _place() -> PageFormula:
    """Return where the person stands; a number that lost its leading zeros is found as well."""
    key, numbers, first = _absolute(KEY), _column("staff_no"), _absolute(FIRST_NUMBER)
    padded = f'RIGHT(REPT("0",20)&{key},MAX(LEN({key}),LEN({first})))'
    found = f'IFERROR(MATCH({key},{numbers},0),IFERROR(MATCH({padded},{numbers},0),""))'
    return PageFormula(f'=IF(OR({key}="",{first}=""),"",{found})', "")


def _message() -> PageFormula:
    words = (
        f'=IF({_absolute(FIRST_NUMBER)}="","{NOT_YET}",'
        f'IF(AND({_absolute(KEY)}<>"",{_absolute(PLACE)}=""),"{NOBODY}",""))'
    )
    return PageFormula(words, "")


def _absolute(address: str) -> str:
    at = address.rstrip("0123456789")
    return f"${at}${address.removeprefix(at)}"
