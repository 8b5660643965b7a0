"""人材像カード: where each cell of the sheet stands, and what it is called.

A row of the card has a role (`S2-1` is the first criterion of Step 2) that stands in a hidden
column, so that rows that somebody moved or put between are still found. Beside the columns that a
person types in stand, hidden, the same columns as they were written: what differs was typed since.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.model.cell_ranges import cells_said
from ledger.model.folding import free_text
from ledger.model.terms import CriterionKind

TITLE = "人材像カード"
NEW = "(新しい人材像)"
"""What the chooser offers for a persona that there is not yet."""
EACH_TOOL = "ツールごと"
"""What stands for `*`: each 有効 tool by itself."""

STEPS = 4
"""Steps that a card has room for; the fourth asks for a reason."""
LINES = 5
"""Criteria that a Step has room for."""
NEEDS = 16
"""Lines of the 研修体系 that a card has room for."""

FIRST, LAST = 1, 6
"""Columns that are typed in, from 0: B to G."""
SHOWN = 13
"""Visible columns: A to M."""
MIRROR = 12
"""How far right of a typed column stands what was written: N to S."""
ROLE = 19
"""Column of the roles: T."""
LOADED = 20
"""Column that says, in the chooser's row, which persona the card was written for: U."""
LISTS = 21
"""First column of the lists that dropdowns offer: V."""
LIST_COLUMNS: Mapping[str, int] = MappingProxyType(
    {
        name: LISTS + at
        for at, name in enumerate((*CriterionKind, "personas", "tools", "own_skills", "trainings"))
    }
)
"""Columns of the lists: 何 by 種別, personas, tools, the persona's skills, trainings."""
SAY = LISTS + len(LIST_COLUMNS)
"""First column of how each 種別 is said: 種別, before and after 何, without it, once, before and
after 必要数, then its 単位."""
UNITS = SAY + 7
"""First column of the 単位 that fit each 種別."""
COLUMNS = UNITS + 2
"""Columns of the sheet, the hidden ones too."""

CHOOSER, NAME, ABOUT, SORT, REASON = "chooser", "name", "about", "sort", "reason"


class CardField(NamedTuple):
    """One cell that a person types in.

    Attributes:
        role: The role of its row.
        key: What it is, an English word.
    """

    role: str
    key: str


CardContent: TypeAlias = Mapping[CardField, str]
"""What the cells of a card say, as texts; blank ones are not there or ""."""


def step_role(step: int) -> str:
    """Return the role of a Step's heading."""
    return f"S{step}"


def line_role(step: int, line: int) -> str:
    """Return the role of a criterion, both counted from 1."""
    return f"S{step}-{line}"


def need_role(line: int) -> str:
    """Return the role of a line of the 研修体系, counted from 1."""
    return f"N{line}"


STEP_ROLES: Mapping[int, str] = MappingProxyType({n: step_role(n) for n in range(1, STEPS + 1)})
LINE_ROLES: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {step: tuple(line_role(step, n) for n in range(1, LINES + 1)) for step in STEP_ROLES}
)
NEED_ROLES: tuple[str, ...] = tuple(need_role(n) for n in range(1, NEEDS + 1))

_HEAD: Mapping[str, Mapping[str, int]] = {
    NAME: {"persona_name": 2, "scope": 4, "active": 6},
    ABOUT: {"definition": 2},
    SORT: {"category": 2},
    REASON: {"reason": 2},
}
_STEP = {"step_name": 2, "active": 6}
_LINE = {"kind": 1, "object": 2, "amount": 3, "unit": 4, "tool": 5, "any_of": 6}
_NEED = {"requirement": 1, "training": 2, "needed": 3, "method": 4, "skill": 5}

PLACES: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        **_HEAD,
        **dict.fromkeys(STEP_ROLES.values(), _STEP),
        **{role: _LINE for roles in LINE_ROLES.values() for role in roles},
        **dict.fromkeys(NEED_ROLES, _NEED),
    }
)
"""Role -> the columns of its cells, from 0, by what they are."""

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "persona_name": "人材像名",
        "scope": "対象",
        "category": "区分",
        "definition": "定義",
        "active": "有効",
        "reason": "4つめのStepを置く理由",
        "step_name": "名称",
        "kind": "種別",
        "object": "何",
        "amount": "必要数",
        "unit": "単位",
        "tool": "ツール",
        "any_of": "どれか1つの組",
        "requirement": "必須・選択",
        "training": "研修",
        "needed": "必要人数",
        "method": "把握方法",
        "skill": "スキル",
    }
)
"""What a cell is called where a person reads of it."""

WHOLE = frozenset({"amount", "needed"})
"""Cells that hold whole numbers."""


def _rows() -> Iterator[tuple[str, int]]:
    yield CHOOSER, 2
    yield NAME, 4
    yield ABOUT, 5
    yield SORT, 6
    number = 8
    for step, role in STEP_ROLES.items():
        yield role, number
        for at, line in enumerate(LINE_ROLES[step], start=1):
            yield line, number + at
        number += LINES + 1
    yield REASON, number
    for at, role in enumerate(NEED_ROLES, start=number + 4):
        yield role, at


ROWS: Mapping[str, int] = MappingProxyType(dict(_rows()))
"""Role -> the row of the sheet where the program writes it, from 1."""
STEP_HEADERS = 7
"""Row of the headers above the Steps."""
NEED_HEADERS = ROWS[NEED_ROLES[0]] - 1
"""Row of the headers above the 研修体系."""
BOTTOM = ROWS[NEED_ROLES[-1]]
"""Last row of the cells that are typed in."""
STATUS = 3
"""Row that says whether anything was typed since the card was written."""
STEPS_END = ROWS[REASON]
"""Last row of the page of the Steps, and of the names of those whom the card moves."""
HELD_ROW = BOTTOM + 2
"""First row of what the card has no room or no words for."""
HELD_LINES = 5
"""Lines that it has for that."""


def content_fields(role: str) -> tuple[CardField, ...]:
    """Return the cells of a row that are typed in."""
    return tuple(CardField(role, key) for key in PLACES[role])


class CardSheet(NamedTuple):
    """The card as it stands in the book.

    Attributes:
        loaded: Code of the persona that it was written for; "" for a new one.
        chosen: What the chooser says.
        typed: What its cells say.
        written: What they said when the program wrote them.
        addresses: Where each cell stands.
        missing: Roles whose row is gone or stands there twice.
    """

    loaded: str
    chosen: str
    typed: CardContent
    written: CardContent
    addresses: Mapping[CardField, str]
    missing: tuple[str, ...] = ()

    @property
    def edited(self) -> tuple[CardField, ...]:
        """The cells that say something else than was written, in the order of the card."""
        return tuple(
            field
            for role in PLACES
            for field in content_fields(role)
            if free_text(self.typed.get(field, "")) != free_text(self.written.get(field, ""))
        )

    def cells(self, fields: Iterable[CardField]) -> str:
        """Return cells as a person reads them; by row where one was taken away."""
        named = [self.addresses.get(one) or f"{ROWS[one.role]}行" for one in fields]
        return cells_said(dict.fromkeys(named))


UNTOUCHED = CardSheet("", "", {}, {}, {})
"""A card that the program has not written yet."""
