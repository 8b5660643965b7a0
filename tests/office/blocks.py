"""Where the blocks of a form's hidden sheets stand, for tests that read what they come to."""

from ledger.form.blocks import shape
from ledger.form.content import IssuedForm
from ledger.form.formula_places import Block
from ledger.form.sizes import USUAL, hidden_sizes
from office.harness import Grid


def block(name: str) -> Block:
    """Return a block whose column is the same on every form."""
    return shape(USUAL).places.blocks[name]


def value(grid: Grid, name: str, key: str, index: int) -> object:
    """Return what one cell of a block comes to; rows count from 0."""
    own = block(name)
    return grid[own.top - 1 + index][own.column - 1 + own.keys.index(key)]


def formulas(form: IssuedForm) -> dict[str, str]:
    """Return every formula of `_calc` of a form, written out, by its address."""
    own = shape(hidden_sizes(form.sizes, form.rules), form.kinds)
    return {
        made.at(key, index): run.at(index)
        for written, made in own.calc()
        for key in made.keys
        for run in own.places.formulas(written, made, key)
        for index in run.rows
    }
