"""Which project an engagement belongs to, and of which 種別 it is."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.coded_tables import CodedColumns
from ledger.judge.criteria_columns import Ints, Texts, cases
from ledger.model.folding import name_key


class NamedProjects(NamedTuple):
    """What engagements are on, row by row.

    Attributes:
        keys: The project: its number, else its folded name; None where neither is known.
        kinds: 種別, None where it is not known.
        numbers: The project as a number, -1 where it is not known.
    """

    keys: Texts
    kinds: Texts
    numbers: Ints


def projects_of(rows: CodedColumns, projects: pd.DataFrame) -> NamedProjects:
    """Return the project and the 種別 of each engagement.

    A project is known by its 案件番号, following 統合先案件番号, else by its folded 案件名; with
    neither it is unknown. The 種別 is the row's own, else that of its project as merged, else as
    it was before.

    Args:
        rows: The table `engagements`.
        projects: The table `projects`.
    """
    finals = merged(projects)
    kinds = kinds_of(projects)
    keys: list[str | None] = []
    found: list[str | None] = []
    told = ("project_no", "project_name", "kind")
    number_of, firsts = cases([rows.codes(key).of_rows for key in told], len(rows.data))
    columns = (rows.data[key].take(firsts).to_list() for key in told)
    for number, name, kind in zip(*columns, strict=True):
        final = finals.get(number, number) if isinstance(number, str) else None
        named = f"@{key}" if isinstance(name, str) and (key := name_key(name)) else None
        keys.append(f"#{final}" if final else named)
        found.append(kind if isinstance(kind, str) else kinds.get(str(number)))
    of_cases = np.array(keys, dtype=object)
    return NamedProjects(
        of_cases[number_of],
        np.array(found, dtype=object)[number_of],
        pd.factorize(of_cases)[0].astype(np.int64)[number_of],
    )


def kinds_of(projects: pd.DataFrame) -> Mapping[str, str]:
    """Return the 種別 of each project: that of the one it is merged into, else its own."""
    own = _texts(projects["project_no"], projects["kind"])
    finals = merged(projects)
    numbers = projects["project_no"].dropna()
    found = {number: own.get(finals.get(number, number)) or own.get(number) for number in numbers}
    return {number: kind for number, kind in found.items() if kind}


def merged(projects: pd.DataFrame) -> Mapping[str, str]:
    """Return the number each project is merged into in the end (統合先案件番号, followed).

    Projects merged in a circle are one: the smallest number stands for them.
    """
    into = _texts(projects["project_no"], projects["merged_into"])
    finals = {}
    for number in into:
        path = [number]
        while (following := into.get(path[-1])) is not None and following not in path:
            path.append(following)
        circle = path[-1:] if following is None else path[path.index(following) :]
        finals[number] = min(circle)
    return finals


def _texts(keys: pd.Series, values: pd.Series) -> dict[str, str]:
    pairs = zip(keys.to_list(), values.to_list(), strict=True)
    return {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str)}
