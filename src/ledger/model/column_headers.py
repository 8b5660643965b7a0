"""What a record says of its column in the ledger, beside its name, its type and its default."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Header:
    """A record's field as a column: `Annotated[int, Header("必要数", low=1)]`.

    Kind, choices, what is required and what blank means follow from the field itself.

    Attributes:
        text: The Japanese header.
        code: Whether texts are codes.
        like: Key of a column of `layout/shared` that it is, under a key and header of its own.
        fitting: Another field, and the words that fit by its value; `(field, words)`.
        looks: What else the column has: `width`, `note`, `refers`, `low`, `high`.
    """

    text: str = ""
    code: bool = False
    like: str = ""
    fitting: tuple[str, Mapping[str, tuple[str, ...]]] | None = None
    looks: Mapping[str, object] = field(default_factory=dict)


def header(text: str, **looks: object) -> Header:
    """Declare a column by its header and what else it has."""
    return Header(text, looks=looks)


def code_header(text: str, **looks: object) -> Header:
    """Declare a column of codes."""
    return Header(text, code=True, looks=looks)


def year_header(text: str) -> Header:
    """Declare a column of fiscal years."""
    return Header(text, like="year")


def noted(note: str) -> Header:
    """Add an input message to a column of `layout/shared`."""
    return Header(looks={"note": note})
