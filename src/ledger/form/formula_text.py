"""Formulas as text: columns are named, as in Excel's structured references, and become A1 here.

A text holds blocks. A block has a name, what its rows stand beside, and a formula a column::

    # 受講: the rows of the claims, and under them those of earlier years.
    [trained] my_attendances, past_trainings
    day my_attendances = day_of(my_attendances[@completed_on])
    day past_trainings = N(rules.past_trainings[@day])
    ok = ([@day]>0)*([@day]<=now[seen_on])

    define day_of({cell}) = IF(ISNUMBER({cell}),INT({cell}),0)

==================  ===============================================================
`[@day]`            the cell of this row; `trained[@day]` that of another block
`[day]`             the whole column (a block beside nothing has one row: its cell)
`[@day above]`      the cell one row above; over the first row stands the header
`[day above]`       the column from its header to the row above
`[day 3]`           the cell of the third row
`[#]`               the number of this row, from 1
`counts[#kind]`     in a block `for counts`: the cell of the row that it is made for
`counted#[own]`     in `counts`: the column of the block that is made for this row
==================  ===============================================================

A line that begins with a blank goes on with the one before. `define` gives a text a name; what is
handed over stands in braces.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

DefinedWord: TypeAlias = Callable[..., str]
"""What a name stands for, given the texts that are handed over."""

_HEAD = re.compile(r"\[(\w+)\]\s*([\w, ]*?)(?:\s+for (\w+))?$")
_DEFINE = re.compile(r"define (\w+)(?:\(([^)]*)\))?\s*=\s*(.*)$")
_COLUMN = re.compile(r"(\w+)(?: (\w+))?\s*=\s*(.*)$")
_NAME = re.compile(r'"[^"]*"|\[[^\]]*\]|[A-Za-z_][\w.]*')
_REFERENCE = re.compile(r'"[^"]*"|((?:\w+\.)?\w+#?)?\[([@#]?)(\w*)(?: (above|\d+))?\]')


class FormulaError(ValueError):
    """A text of formulas that cannot be read: an unknown name, a wrong number of texts."""


class Reference(NamedTuple):
    """A named place: the block ("": one's own), the sign, the column, `above` or a row's number."""

    block: str
    sign: str
    key: str
    where: str


Pieces: TypeAlias = tuple[str | Reference, ...]


class WrittenBlock(NamedTuple):
    """A block as it is written.

    Attributes:
        name: Its name.
        beside: What its rows stand beside, one part under another; nothing: one row.
        each: The block for each of whose rows it is made; "" if it is made once.
        columns: Formulas by column, and by part ("" where all parts have the same).
    """

    name: str
    beside: tuple[str, ...]
    each: str
    columns: dict[str, dict[str, Pieces]]

    def leans_on(self) -> frozenset[str]:
        """Return the blocks that its formulas name, without `#`."""
        pieces = (p for parts in self.columns.values() for found in parts.values() for p in found)
        return frozenset(
            p.block.rstrip("#") for p in pieces if isinstance(p, Reference) and p.block
        )


def read(text: str, words: Mapping[str, DefinedWord]) -> dict[str, WrittenBlock]:
    """Read a text of formulas.

    Args:
        text: The text.
        words: Further names, beside those that the text defines.

    Raises:
        FormulaError: A name that nobody defined, or a column without a block.
    """
    known = defined(text, words)
    blocks: dict[str, WrittenBlock] = {}
    formulas: list[tuple[WrittenBlock, str, str, str]] = []
    for line in _lines(text):
        if _DEFINE.match(line):
            continue
        if found := _HEAD.match(line):
            beside = tuple(filter(None, (part.strip() for part in found[2].split(","))))
            block = blocks[found[1]] = WrittenBlock(found[1], beside, found[3] or "", {})
        elif (found := _COLUMN.match(line)) and blocks:
            formulas.append((block, found[1], found[2] or "", found[3]))
        else:
            raise FormulaError(line)
    for block, key, part, formula in formulas:
        block.columns.setdefault(key, {})[part] = pieces_of(formula, known)
    return blocks


def defined(text: str, words: Mapping[str, DefinedWord]) -> dict[str, DefinedWord]:
    """Return the names that a text defines, beside those that are known."""
    found = (_DEFINE.match(line) for line in _lines(text))
    return {**words, **{one[1]: _defined(one[1], one[2], one[3]) for one in found if one}}


def pieces_of(formula: str, words: Mapping[str, DefinedWord]) -> Pieces:
    """Return a formula in pieces: every defined name replaced, the named places taken out."""
    return tuple(_pieces(expanded(formula, words)))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that say something, each with those that go on with it."""
    whole = ""
    for line in text.split("\n"):
        if line.startswith((" ", "\t")):
            whole += line.strip()
            continue
        if whole:
            yield whole
        whole = "" if line.startswith("#") else line.strip()
    if whole:
        yield whole


def _defined(name: str, handed: str | None, body: str) -> DefinedWord:
    names = [part.strip() for part in handed.split(",")] if handed else []

    def word(*texts: str) -> str:
        if len(texts) != len(names):
            raise FormulaError(name, texts)
        found = body
        for one, text in zip(names, texts, strict=True):
            found = found.replace(one, text)
        return found

    return word


def expanded(formula: str, words: Mapping[str, DefinedWord]) -> str:
    """Return a formula with every defined name replaced by what it stands for."""
    out: list[str] = []
    at = 0
    while found := _NAME.search(formula, at):
        out.append(formula[at : found.start()])
        word, at = words.get(found[0]), found.end()
        if word is None:
            if found[0].islower() and formula[at : at + 1] == "(":
                raise FormulaError(found[0], formula)
            out.append(found[0])
            continue
        texts: list[str] = []
        if formula[at : at + 1] == "(":
            texts, at = _handed(formula, at)
        out.append(expanded(word(*texts), words))
    out.append(formula[at:])
    return "".join(out)


def _handed(formula: str, opening: int) -> tuple[list[str], int]:
    """Return the texts between a bracket and its closing one, and where that ends."""
    texts, depth, quoted, first = [], 0, False, opening + 1
    for at in range(opening, len(formula)):
        sign = formula[at]
        quoted ^= sign == '"'
        if quoted:
            continue
        depth += (sign == "(") - (sign == ")")
        if (sign == "," and depth == 1) or not depth:
            texts.append(formula[first:at])
            first = at + 1
        if not depth:
            return ([] if texts == [""] else texts), at + 1
    raise FormulaError(formula)


def _pieces(formula: str) -> Iterator[str | Reference]:
    last = 0
    for found in _REFERENCE.finditer(formula):
        if not found[0].startswith('"'):
            yield formula[last : found.start()]
            yield Reference(found[1] or "", found[2], found[3], found[4] or "")
            last = found.end()
    yield formula[last:]
