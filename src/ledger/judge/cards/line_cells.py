"""The cells of one line of a card as typed values; what is wrong with them, with the cell."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from ledger.judge.cards.labels import Labels
from ledger.layout.persona_card import LABELS, TITLE, CardContent, CardField
from ledger.model.folding import folded_digits, free_text, without_blank_ends, word_of
from ledger.model.problems import Place, Problem

W = TypeVar("W", bound=StrEnum)


class CardCells:
    """What a card says, and what was found while it was read.

    Attributes:
        problems: What was found; anything here keeps the whole card from being carried over.
    """

    def __init__(
        self, typed: CardContent, written: CardContent, addresses: Mapping[CardField, str]
    ) -> None:
        """Take the card.

        Args:
            typed: What its cells say.
            written: What the rows of the tables say there.
            addresses: Where each cell stands.
        """
        self._typed, self._written, self._addresses = typed, written, addresses
        self.problems: list[Problem] = []

    def text(self, field: CardField) -> str:
        """Return what a cell says, without blanks around it."""
        return without_blank_ends(self._typed.get(field, ""))

    def differs(self, field: CardField) -> bool:
        """Whether a cell says something else than the tables do."""
        return free_text(self.text(field)) != free_text(self._written.get(field, ""))

    def address(self, field: CardField) -> str:
        """Return where a cell stands."""
        return self._addresses.get(field, "")

    def find(self, code: str, field: CardField, **gaps: object) -> None:
        """Note a problem of a cell."""
        place = Place(sheet=TITLE, cell=self.address(field))
        self.problems.append(Problem.of(code, place, **gaps))

    def missing(self, field: CardField, why: str = "") -> None:
        """Note that a cell is blank that must not be."""
        self.find("card-missing", field, what=LABELS[field.key], why=why)

    def word(
        self, field: CardField, words: type[W], fitting: Iterable[W] | None = None
    ) -> W | None:
        """Return a cell's word of a fixed list; None if it is blank or none of them."""
        text = self.text(field)
        listed = tuple(words) if fitting is None else tuple(fitting)
        found = word_of(text, listed)
        if found is None and text:
            self.unknown(field, "・".join(listed))
        return None if found is None else words(found)

    def unknown(self, field: CardField, expected: str) -> None:
        """Note that a cell says nothing that is known."""
        what, value = LABELS[field.key], self.text(field)
        self.find("card-word", field, what=what, value=value, expected=expected)

    def whole(self, field: CardField, low: int) -> int | None:
        """Return a cell's whole number; None if it is blank or none."""
        text = self.text(field)
        if not text:
            return None
        digits = folded_digits(text)
        if digits.isascii() and digits.isdecimal() and int(digits) >= low:
            return int(digits)
        self.find("card-number", field, what=LABELS[field.key], value=text, low=low)
        return None

    def code(self, field: CardField, labels: Labels, made: "Made | None" = None) -> str | None:
        """Return the code that a cell's name stands for; a new one where that may be.

        Args:
            field: The cell; not blank.
            labels: The names that are known.
            made: Gives new names their codes; without it only known names are allowed.
        """
        text = self.text(field)
        found = labels.codes_of(text)
        if len(found) == 1:
            return found[0]
        if found:
            codes = "、".join(found)
            self.find("card-ambiguous", field, what=LABELS[field.key], value=text, codes=codes)
        elif made is not None:
            return made.code(text)
        else:
            known = "・".join(labels.by_code.values())
            self.unknown(field, known or "(まだ1つもありません)")
        return None


class NewName(NamedTuple):
    """A name that the tables do not know yet, and the code proposed for it."""

    code: str
    name: str


class Made:
    """New names with their codes; the same name gets one code."""

    def __init__(
        self, next_free: Callable[[Iterable[str]], str], key: Callable[[str], str]
    ) -> None:
        """Take how codes are made.

        Args:
            next_free: Returns the next free code, told those just given.
            key: What names are compared by.
        """
        self._next, self._key = next_free, key
        self._by_key: dict[str, NewName] = {}

    def code(self, name: str) -> str:
        """Return the code of a new name."""
        key = self._key(name)
        if key not in self._by_key:
            code = self._next([one.code for one in self._by_key.values()])
            self._by_key[key] = NewName(code, name)
        return self._by_key[key].code

    @property
    def names(self) -> tuple[NewName, ...]:
        """All new names, in the order in which they came."""
        return tuple(self._by_key.values())
