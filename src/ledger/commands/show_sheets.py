"""`show-all`: show every sheet of a ledger, or again only those that a person needs (すべて表示).

Verb `show-all`, button 「すべて表示」, for the ledger only. Signature for CLI and ribbon:
`plan(book: Book) -> Plan`, then `apply(plan, book)`; no option, no clock. It toggles: while a sheet
of ours is hidden, all are shown; else those that `layout/sheet_order` hides are hidden again. It
changes tabs and nothing else: no run in 処理履歴, no state for 元に戻す. A closed ledger is saved,
one that is open in Excel is left for the person to save. HR's own sheets stay as they are.
"""

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.plan import Plan
from ledger.layout import sheet_order


def plan(book: Book) -> Plan:
    """Plan which tabs are to be seen.

    Args:
        book: The ledger.

    Raises:
        Refusal: The ledger cannot be read.
    """
    opened = open_ledger(book)
    there = book.tabs()
    own = {sheet_order.title_of(key): key for key in sheet_order.TABS}
    hidden = [title for title in own if there.get(title) is False]
    if hidden:
        return Plan(
            operation="show-all",
            summary=(f"隠れている {len(hidden)}枚のシートを、すべて表示します。",),
            tabs=dict.fromkeys(hidden, True),
            counts={"shown": len(hidden), "hidden": 0},
            next_step="もう一度「すべて表示」で、要るシートだけに戻ります。",
        )
    rest = [
        title
        for title, key in own.items()
        if title in there and not sheet_order.is_seen(key, opened.tables, opened.settings)
    ]
    return Plan(
        operation="show-all",
        summary=(f"ふだん使わない {len(rest)}枚のシートを隠します(中身は変わりません)。",),
        tabs=dict.fromkeys(rest, False),
        counts={"shown": 0, "hidden": len(rest)},
        next_step="もう一度「すべて表示」で、また全部見えます。",
    )
