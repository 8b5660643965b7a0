"""Drawn inboxes, whatever is in them: drawn until no question is left, counted, told apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sampling import keep
from slow_reader.form_reader import InboxCount, count_inbox
from slow_reader.form_sheets import Form
from slow_reader.meant import OpenReadingError

Drawn = TypeVar("Drawn")


def unquestioned(
    number: int, draw: Callable[[int], Drawn], forms: Callable[[Drawn], list[Form]]
) -> tuple[Drawn, InboxCount]:
    """Draw an inbox that the rulings leave no question about, and count it slowly.

    Args:
        number: Which inbox.
        draw: Draws it, by the attempt.
        forms: The forms in what was drawn.
    """
    for attempt in range(100):
        made = draw(attempt)
        try:
            return made, count_inbox(forms(made))
        except OpenReadingError:
            continue
    raise AssertionError(number)


def differing(forms: Sequence[Form], slow: InboxCount, product: InboxCount) -> list[Form]:
    """Return the forms that both sides count in different ways."""
    return [form for form in forms if slow.files[form.name] != product.files[form.name]]


def shown(
    number: int,
    found: Sequence[Form],
    slow: InboxCount,
    product: InboxCount,
    as_it_stands: Callable[[Form], Iterable[str]],
) -> str:
    """Show the forms that differ, and the facts that only one side has."""
    lines = [f"inbox {number}"]
    for form in found:
        lines.append(
            f"{form.name}: slow reader {slow.files[form.name]}, product {product.files[form.name]}"
        )
        lines += as_it_stands(form)
    lines.append(f"only the slow reader: {sorted(slow.facts - product.facts)}")
    lines.append(f"only the product: {sorted(product.facts - slow.facts)}")
    return "\n".join(lines)


def kept(what: str, forms: Sequence[Form], slow: InboxCount, found: Sequence[Form]) -> None:
    """Keep how much was compared, and what became of the rows."""
    fates = Counter[str]()
    for one in slow.files.values():
        fates.update(one._asdict())
    keep(what, forms=len(forms), rows=sum(fates.values()), **fates, differences=len(found))
