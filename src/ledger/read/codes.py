"""Codes as people write them: `コード 名称` from a dropdown, a name, or an alias.

In order: the whole cell as a code, what stands before the first blank as a code, the whole cell as
a name or an alias (`model/folding`). A name is never made into a new code.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Self

from ledger.layout.columns import Cell, Column
from ledger.model.characters import quoted
from ledger.model.folding import code_key, folded_code, name_key
from ledger.model.unknown_words import code_remedy
from ledger.read.cells.cell import CellFinding, Typed

if TYPE_CHECKING:
    from ledger.model.policy import Policy  # a child that reads needs no policy


class Lookup(NamedTuple):
    """The codes of one table, and the names that lead to them; it travels to other processes.

    Attributes:
        title: Sheet of the table, for messages.
        codes: Code by its key.
        names: Codes by the key of a name or alias.
        spelled: Names and aliases as the policy spells them.
    """

    title: str
    codes: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    spelled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, title: str, named: Iterable[tuple[str, str]]) -> Self:
        """Make a lookup.

        Args:
            title: Sheet of the table.
            named: `(name or alias, code)`; a code may come several times.
        """
        listed = list(named)
        names: dict[str, tuple[str, ...]] = {}
        for name, code in listed:
            key = name_key(name)
            if key and code not in names.get(key, ()):
                names[key] = (*names.get(key, ()), code)
        codes = {code_key(code): code for _, code in listed}
        return cls(title, codes, names, frozenset(name for name, _ in listed))

    def find(self, written: str) -> tuple[str, ...]:
        """Return the codes that a cell can mean: none, one, or several of one name."""
        whole = code_key(written)
        if whole in self.codes:
            return (self.codes[whole],)
        head = whole.split(maxsplit=1)[0] if whole else ""
        if head in self.codes:
            return (self.codes[head],)
        return self.names.get(name_key(written), ())


class Codes(NamedTuple):
    """The lookups by table key; columns refer to them (`Column.refers`)."""

    lookups: Mapping[str, Lookup]

    @classmethod
    def of(cls, policy: "Policy") -> Self:
        """Make the lookups of a policy: trainings with their aliases, tools, skills and others."""
        aliases = [
            (alias, code) for alias, code in policy.aliases.items() if code in policy.trainings
        ]
        trainings = [(t.training_name, t.training_code) for t in policy.trainings.values()]
        return cls(
            {
                "trainings": Lookup.of("研修", [*trainings, *aliases]),
                "tools": Lookup.of(
                    "ツール", [(t.tool_name, t.tool_code) for t in policy.tools.values()]
                ),
                "skills": Lookup.of(
                    "スキル要件", [(s.skill_name, s.skill_code) for s in policy.skills.values()]
                ),
                "questions": Lookup.of(
                    "設問", [(q.question, q.question_code) for q in policy.questions.values()]
                ),
                "personas": Lookup.of(
                    "人材像", [(p.persona_name, p.persona_code) for p in policy.personas.values()]
                ),
            }
        )

    def spells(self, column: Column, written: object) -> bool:
        """Say whether a cell holds a name letter for letter as the policy spells it."""
        lookup = self.lookups.get(column.refers.partition(".")[0]) if column.refers else None
        return lookup is not None and written in lookup.spelled

    def resolve(self, column: Column, written: Cell) -> Typed:
        """Turn what was written in a column of codes into the code.

        Args:
            column: The column; `refers` names the table of its codes.
            written: The cell as typed; anything but text is returned as it is.

        Returns:
            The code; or None with `unknown-code` or `name-ambiguous`. Where the table has no
            lookup here, what stands before the first blank.
        """
        if not isinstance(written, str) or not column.refers:
            return Typed(written)
        lookup = self.lookups.get(column.refers.partition(".")[0])
        if lookup is None:
            return Typed(folded_code(written).split(maxsplit=1)[0])
        found = lookup.find(written)
        if len(found) == 1:
            return Typed(found[0])
        gaps: dict[str, object] = {"value": quoted(written)}
        if found:
            return Typed(
                None, (CellFinding("name-ambiguous", gaps | {"candidates": "・".join(found)}),)
            )
        gaps |= {"table": lookup.title, "remedy": code_remedy(lookup.title, quoted(written))}
        return Typed(None, (CellFinding("unknown-code", gaps),))
