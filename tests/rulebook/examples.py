"""The worked examples by W number: what each says, and whether its rule is built."""

from collections.abc import Mapping

from rulebook.casebook import FOLDER, INDEX, CaseError, rows_of

YES, LATER = "○", "計画"
HEADERS = ["W番号", "示すこと", "できている"]


def _index() -> Mapping[str, tuple[str, str]]:
    (_, headers), *rows = rows_of((FOLDER / INDEX).read_text("utf-8-sig"), INDEX)
    found: dict[str, tuple[str, str]] = {}
    for line, row in rows:
        number, says, built = row
        if headers != HEADERS or built not in (YES, LATER) or number in found or not says:
            message = f"{INDEX} {line}行: {row}"
            raise CaseError(message)
        found[number] = says, built
    return found


SHOWN: Mapping[str, str] = {number: says for number, (says, _) in _index().items()}
"""What each W number says."""
BUILT = frozenset(number for number, (_, built) in _index().items() if built == YES)
PLANNED = frozenset(number for number, (_, built) in _index().items() if built == LATER)
"""Rules of planning that the program does not have yet."""
