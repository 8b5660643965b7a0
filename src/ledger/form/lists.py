"""The lists behind the dropdowns and the look-ups: what issuing writes into `_lists`.

Codes and names are kept as they are compared (`model/folding`).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.judge.criteria_projects import kinds_of, merged
from ledger.judge.curriculum import skills_rated
from ledger.judge.kinds import kind_of
from ledger.judge.provisional import PROVISIONAL, known_numbers
from ledger.judge.selectable_steps import own_steps
from ledger.layout.columns import Cell
from ledger.layout.fact_tables import PROJECTS
from ledger.layout.frames import Tables, records
from ledger.layout.self_report import LABEL_SEPARATOR
from ledger.model.calendar import year_end, year_start
from ledger.model.folding import LONGEST_NAME, code_key, name_key
from ledger.model.policy import Persona, Policy
from ledger.model.terms import TOP_LEVEL, SessionState


def label(code: str, name: str | None) -> str:
    """Return a code with its name: what a dropdown shows where the name alone is not clear."""
    return f"{code}{LABEL_SEPARATOR}{name}" if name else code


def clear_labels(
    named: Mapping[str, str], others: Iterable[tuple[str, str]] = ()
) -> dict[str, str]:
    """Return what dropdowns show of codes: the name, with the code where two would collide.

    Every reader takes a text as a code, else what stands before its first blank, else as a name or
    an alias (`read/codes`); a name that means anything else that way gets its code before it.

    Args:
        named: Name by code.
        others: Further names (aliases) and their codes.
    """
    codes = {code_key(code): code for code in named}
    meant: dict[str, set[str]] = {}
    for name, code in (*((name, code) for code, name in named.items()), *others):
        meant.setdefault(name_key(name), set()).add(code)

    def is_clear(name: str, code: str) -> bool:
        key = code_key(name)
        taken = {codes[head] for head in (key, key.partition(" ")[0]) if head in codes}
        fits = len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        return fits and taken <= {code} and meant[name_key(name)] == {code}

    return {
        code: name if name and name_key(name) and is_clear(name, code) else label(code, name)
        for code, name in named.items()
    }


class FormLists(NamedTuple):
    """The lists of the form.

    Attributes:
        columns: Values of each column of `_lists`, by its defined name.
        trainings: Position of each training, from 1, by code.
        tools: Position of each tool.
        skills: Position of each skill.
        labels: What the dropdowns show for a code, by table.
    """

    columns: Mapping[str, tuple[Cell, ...]]
    trainings: Mapping[str, int]
    tools: Mapping[str, int]
    skills: Mapping[str, int]
    labels: Mapping[str, Mapping[str, str]]

    def project_of(self, number: str | None, name: str | None) -> "ListedProject":
        """Return the project of an engagement, as the formulas find that of a claim."""
        columns, key = self.columns, name_key(name or "")
        numbers, words = columns["list_project_key"], columns["list_project_word_key"]
        position = None
        if number and code_key(number) in numbers:
            position = numbers.index(code_key(number)) + 1
        elif not number and key in words:
            position = int(str(columns["list_project_word_index"][words.index(key)]))
        if position is not None:
            target, kind = (columns[f"list_project_{c}"][position - 1] for c in ("target", "kind"))
            return ListedProject(position, f"#{target}", None if kind is None else str(kind))
        own = f"#{code_key(number)}" if number else f"@{key}" if key else None
        return ListedProject(None, own, None)


class ListedProject(NamedTuple):
    """A project as the form tells it from others.

    Attributes:
        position: Where it stands in the list of projects; None if it does not.
        key: `#` and its final number, else `@` and its name.
        kind: 種別, folded.
    """

    position: int | None
    key: str | None
    kind: str | None


def lists_of(policy: Policy, tables: Tables) -> FormLists:
    """Put together the lists that are the same on every form of a run."""
    trainings = _numbered((*policy.trainings, *_asked(policy, "trainings")))
    tools = _numbered((*policy.tools, *_asked(policy, "tools")))
    skills = _numbered((*policy.skills, *_asked(policy, "skills")))
    codes = tuple(trainings)
    names = [(t.training_name, t.training_code) for t in policy.trainings.values()]
    names += [(alias, code) for alias, code in policy.aliases.items() if code in trainings]
    labels = {
        "trainings": {t.training_code: t.training_name for t in policy.trainings.values()},
        "tools": {t.tool_code: t.tool_name for t in policy.tools.values()},
        "skills": {s.skill_code: s.skill_name for s in policy.skills.values()},
    }
    projects, project_labels = _projects(policy, tables)
    aliases = [(alias, code) for alias, code in policy.aliases.items() if code in trainings]
    shown = {
        table: clear_labels(named, aliases if table == "trainings" else ())
        for table, named in labels.items()
    }
    active = [code for code, training in policy.trainings.items() if training.active]
    usable = [code for code, tool in policy.tools.items() if tool.active]
    return FormLists(
        columns=MappingProxyType(
            {
                "list_training_key": tuple(code_key(code) for code in codes),
                "list_training_valid": tuple(_valid_months(policy, code) for code in codes),
                **_words("training", names, trainings),
                "list_training_label": tuple(shown["trainings"][code] for code in active),
                "list_tool_key": tuple(code_key(code) for code in tools),
                **_words("tool", _pairs(labels["tools"]), tools),
                "list_tool_label": tuple(shown["tools"][code] for code in usable),
                "list_tool_level_words": tuple(
                    words for code in tools for words in level_words(policy, code)
                ),
                "list_skill_key": tuple(code_key(code) for code in skills),
                **_words("skill", _pairs(labels["skills"]), skills),
                **projects,
                "list_session_label": _session_labels(policy),
            }
        ),
        trainings=trainings,
        tools=tools,
        skills=skills,
        labels=MappingProxyType({**shown, "projects": project_labels}),
    )


def own_columns(policy: Policy, personas: Sequence[Persona]) -> Mapping[str, tuple[Cell, ...]]:
    """Return the lists that depend on the personas held: skills to rate, Steps to claim."""
    held = {persona.persona_code for persona in personas}
    labels = clear_labels({s.skill_code: s.skill_name for s in policy.skills.values()})
    rated = [
        labels[skill.skill_code] for skill in skills_rated(policy) if skill.persona_code in held
    ]
    steps = {step for code in held for step in own_steps(policy, code)}
    return {"list_skill_label": tuple(rated), "list_own_step": tuple(sorted({0} | steps))}


def level_words(policy: Policy, tool: str) -> tuple[str | None, ...]:
    """Return what each level of a tool means, from 0 up; None where the policy does not say."""
    own = policy.level_words.get(tool, {})
    return tuple(own.get(level) for level in range(TOP_LEVEL + 1))


def _asked(policy: Policy, table: str) -> Iterable[str]:
    """Yield what criteria name of a table, whether it is known or not; groups by their members."""
    if table == "trainings":
        for group in policy.groups.values():
            yield from group.training_codes
    for criterion in policy.criteria:
        about = criterion.object_code
        of_it = kind_of(criterion).object_table == table
        if about and of_it and policy.group_of(about) is None:
            yield about


def _numbered(codes: Iterable[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(dict.fromkeys(codes), start=1)}


def _valid_months(policy: Policy, code: str) -> int | None:
    training = policy.trainings.get(code)
    return training.valid_months if training else None


def _pairs(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, code) for code, name in names.items()]


def _words(
    listed: str, names: Iterable[tuple[str, str]], positions: Mapping[str, int]
) -> dict[str, tuple[Cell, ...]]:
    """Return names and aliases with the position of their code; ambiguous ones are left out."""
    meant: dict[str, set[int]] = {}
    for name, code in names:
        meant.setdefault(name_key(name), set()).add(positions[code])
    clear = {name: min(found) for name, found in meant.items() if name and len(found) == 1}
    return {
        f"list_{listed}_word_key": tuple(clear),
        f"list_{listed}_word_index": tuple(clear.values()),
    }


def _projects(
    policy: Policy, tables: Tables
) -> tuple[dict[str, tuple[Cell, ...]], Mapping[str, str]]:
    """Return the projects: every number with its final one and 種別; the open ones to choose from.

    A project that was claimed by name only is found by its name.
    """
    data = tables["projects"].dropna(subset=["project_no"])
    finals = merged(data)
    rows = {str(row["project_no"]): row for row in records(PROJECTS, data)}
    targets = {number: finals.get(number, number) for number in rows}
    kinds = kinds_of(data)
    numbers = _numbered(rows)
    since = year_start(policy.settings.fiscal_year)
    labels = {number: label(number, _text(row["project_name"])) for number, row in rows.items()}
    chosen = {
        number: labels[number]
        for number, row in rows.items()
        if targets[number] == number
        and not number.startswith(PROVISIONAL)
        and (not isinstance(done := row["completed_on"], dt.date) or done >= since)
    }
    columns: dict[str, tuple[Cell, ...]] = {
        "list_project_key": tuple(code_key(number) for number in rows),
        "list_project_target": tuple(code_key(targets[number]) for number in rows),
        "list_project_kind": tuple(name_key(kinds.get(number, "")) or None for number in rows),
        **_words("project", known_numbers(tables).items(), numbers),
        "list_project_label": tuple(chosen.values()),
    }
    return columns, MappingProxyType(labels)


def _text(value: Cell) -> str | None:
    return None if value is None else str(value)


def _session_labels(policy: Policy) -> tuple[Cell, ...]:
    """Return the sessions of the year, held or planned, as the dropdown shows them."""
    year = policy.settings.fiscal_year
    return tuple(
        label(
            session.session_no,
            f"{policy.trainings[session.training_code].training_name}"
            f" {session.held_on.year}/{session.held_on.month}/{session.held_on.day}",
        )
        for session in policy.sessions
        if session.state is not SessionState.CANCELLED
        and session.training_code in policy.trainings
        and year_start(year) <= session.last_day
        and session.held_on <= year_end(year)
    )
