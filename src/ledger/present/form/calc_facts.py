"""Formulas that gather a person's facts: the rows of the claims and of the past, one under another.

Each function returns the columns of one block of `_calc` as `{key: [formula, …]}`. What is not
usable (no date, unknown code, dated after 見る日) gets 0 here and counts nowhere.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from ledger.layout import self_report as layout
from ledger.layout.frames import letter
from ledger.layout.self_report import ABSENCE_ROWS, BY_KEY, FIRST_COLUMN, HEADER_ROW, HISTORY_ROWS
from ledger.present.form import blocks, places
from ledger.present.form.blocks import CALC, PAST_ENGAGEMENTS, RULES, UNKNOWN, now, setting
from ledger.present.form.calc_texts import found, head, named, position
from ledger.present.form.places import claim

Formulas: TypeAlias = dict[str, list[str]]
"""The columns of a block: one formula a row, without the equals sign."""


BLANK = '""'


class Source(NamedTuple):
    """Where one fact stands: the references to its cells, and whether it is of the past."""

    cells: dict[str, str]
    past: bool


def history(key: str, index: int) -> str:
    """Return the reference to a cell of `my_history`; rows count from 0."""
    column = letter(FIRST_COLUMN - 1 + layout.MY_HISTORY.keys.index(key))
    return f"{places.quoted(layout.MY_HISTORY.title)}${column}${HEADER_ROW + 1 + index}"


def absence(key: str, index: int) -> str:
    """Return the reference to a cell of `my_absences`; rows count from 0."""
    column = letter(FIRST_COLUMN - 1 + layout.MY_ABSENCES.keys.index(key))
    return f"{places.quoted(layout.MY_ABSENCES.title)}${column}${HEADER_ROW + 1 + index}"


def _sources(table: str, past: dict[str, str], rows: int = HISTORY_ROWS) -> Iterator[Source]:
    """Yield where the facts of a table stand: its claims, then the rows of the past.

    Args:
        table: Key of the form's table.
        past: Column of `my_history` by column of the table.
        rows: Rows of `my_history` that are looked at.
    """
    for index in range(BY_KEY[table].rows):
        yield Source({key: claim(table, key, index) for key in past}, past=False)
    for index in range(rows):
        cells = {key: history(column, index) for key, column in past.items()}
        yield Source({**cells, "table": history("table", index)}, past=True)


def _of_past(table: str, key: str, index: int, otherwise: str = "0") -> str:
    """Return what a row of `my_history` is about if it is of that table."""
    cell = RULES["past"].outside(key, index)
    about = f"N({cell})" if otherwise == "0" else f'{cell}&""'
    return f'IF({history("table", index)}="{table}",{about},{otherwise})'


def _date(cell: str) -> str:
    return f"IF(ISNUMBER({cell}),INT({cell}),0)"


def period_end(start: str, months: str) -> str:
    """Return the last day of a period of whole months (民法143条).

    The day before its 応当日, or the end of the month where there is none.
    """
    moved = f"EDATE({start},{months})"
    return f"({moved}-(DAY({moved})=DAY({start})))"


def last_valid_day(day: str, months: str) -> str:
    """Return the last day on which a completion holds; no months, or too many: for ever."""
    return f"IF({months}=0,{UNKNOWN},IFERROR({period_end(day, months)},{UNKNOWN}))"


def single_values() -> Formulas:
    """Return the single values: 見る日 (基準日 if blank), its fiscal year, 提出日 and others."""
    seen, submitted, on = "in_seen_on", now("submitted_on"), now("seen_on")
    first = [
        f"IF(ISNUMBER({seen}),INT({seen}),{setting('as_of')})",
        f"YEAR({on})-(MONTH({on})<4)",
        _date("in_submitted_on"),
        f"IF({submitted}>0,MIN({on},{submitted}),{on})",
    ]
    settings = [f"N({setting(key)})" for key in blocks.NOW_KEYS[len(first) :]]
    return {"key": [f'"{key}"' for key in blocks.NOW_KEYS], "value": [*first, *settings]}


def mirrored(name: str, texts: tuple[str, ...] = ()) -> Formulas:
    """Return the columns of `_rules` that a block of the same name in `_calc` repeats.

    So every other formula leans on its own sheet only. Blank is 0, and stays blank in texts.

    Args:
        name: The block.
        texts: Columns that hold text.
    """
    source = RULES[name]
    found: Formulas = {}
    for key in (key for key in source.keys if key in CALC[name].keys):
        cells = [source.at(key, i) for i in range(source.rows)]
        plain = (f'IF({cell}="","",{cell})' if key in texts else f"N({cell})" for cell in cells)
        found[key] = list(plain)
    return found


def trained() -> Formulas:
    """Return the completions: position of the training, day, last valid day, whether it counts."""
    block = CALC["trained"]
    columns: Formulas = {key: [] for key in block.keys}
    for i, source in enumerate(_sources("my_attendances", {"completed_on": "ended_on"})):
        training, day = (block.at(key, i) for key in ("training", "day"))
        columns["training"].append(_listed("attendances", "training", "受講", i))
        columns["day"].append(_date(source.cells["completed_on"]))
        months = block.at("valid", i)
        columns["valid"].append(f"IF({training}=0,0,N(INDEX(list_training_valid,{training})))")
        columns["last"].append(f"IF({training}*{day}=0,0,{last_valid_day(day, months)})")
        columns["ok"].append(
            f"({training}>0)*({day}>0)*({day}<={now('seen_on')})"
            f"*({block.at('last', i)}>={now('seen_on')})"
        )
        columns["fresh"].append(_fresh(blocks.CALC["trained"], i, ("training", "day")))
    return columns


def _listed(claims: str, listed: str, title: str, index: int) -> str:
    """Return the position in a list of what a row of claims, or of the past, is about."""
    typed = CALC[f"typed_{claims}"]
    if index < typed.rows:
        return found(listed, typed.at("code", index), typed.at("name", index))
    return _of_past(title, "place", index - typed.rows)


def _fresh(block: blocks.Block, index: int, keys: tuple[str, ...]) -> str:
    """Return whether a row counts and no row above it says the same."""
    if not index:
        return block.at("ok", 0)
    above = ",".join(f"{block.first(key, index)},{block.at(key, index)}" for key in keys)
    return f"{block.at('ok', index)}*(COUNTIFS({above},{block.first('ok', index)},1)=0)"


def qualified() -> Formulas:
    """Return the qualifications: name, day, last valid day, whether it counts and is new."""
    block = CALC["qualified"]
    columns: Formulas = {key: [] for key in block.keys}
    past = {"acquired_on": "started_on", "expires_on": "ended_on"}
    typed = CALC["typed_qualifications"]
    for i, source in enumerate(_sources("my_qualifications", past)):
        expires = source.cells["expires_on"]
        own = _of_past("資格", "key", i - typed.rows, BLANK) if source.past else typed.at("name", i)
        columns["name"].append(own)
        columns["day"].append(
            f'IF({block.at("name", i)}="",0,{_date(source.cells["acquired_on"])})'
        )
        columns["last"].append(f'IF({expires}="",{UNKNOWN},{_date(expires)})')
        columns["ok"].append(
            f"({block.at('day', i)}>0)*({block.at('day', i)}<={now('seen_on')})"
            f"*({block.at('last', i)}>={now('seen_on')})"
        )
        names = f"EXACT({block.first('name', max(i, 1))},{block.at('name', i)})"
        again = f"SUMPRODUCT({names}*{block.first('ok', max(i, 1))})=0"
        columns["fresh"].append(f"{block.at('ok', i)}*({again})" if i else block.at("ok", 0))
    return columns


def engaged() -> Formulas:
    """Return the engagements: which project (as a number), 種別, 役割, first and last day."""
    block = CALC["engaged"]
    columns: Formulas = {key: [] for key in block.keys}
    past = {"started_on": "started_on", "ended_on": "ended_on"}
    keys = block.all("key")
    for i, source in enumerate(_sources("my_engagements", past, PAST_ENGAGEMENTS)):
        start, end = source.cells["started_on"], source.cells["ended_on"]
        for key, formula in _about(i).items():
            columns[key].append(formula)
        columns["number"].append(
            f'IF({block.at("key", i)}="",0,SUMPRODUCT(MAX(EXACT({keys},{block.at("key", i)})'
            f"*ROW({keys}))))"
        )
        columns["start"].append(_date(start))
        seen = now("seen_on")
        columns["end"].append(f'IF({end}="",{seen},MIN({seen},{_date(end)}))')
        columns["ok"].append(
            f'({block.at("key", i)}<>"")*({block.at("start", i)}>0)'
            f"*({block.at('start', i)}<={seen})*({block.at('end', i)}>={block.at('start', i)})"
        )
    return columns


def _about(index: int) -> dict[str, str]:
    """Return the project of an engagement, what tells it from others, its 種別 and its 役割.

    The project is found by its number, else by a provisional name; the final number tells it from
    others, or the name where there is none.
    """
    typed, project = CALC["typed_engagements"], CALC["engaged"].at("project", index)
    if index >= typed.rows:
        past = index - typed.rows
        own = {key: _of_past("従事", key, past, BLANK) for key in ("key", "kind", "role")}
        return {"project": _of_past("従事", "place", past), **own}
    code, name, kind, role = (typed.at(key, index) for key in typed.keys)
    whole, first = position("project", code), position("project", head(code))
    unnamed = f'IF({name}="",0,{named("project", name)})'
    listed = f'"#"&INDEX(list_project_target,{project})'
    unlisted = f'IF({code}<>"","#"&{head(code)},IF({name}="","","@"&{name}))'
    known = f'INDEX(list_project_kind,{project})&""'
    return {
        "project": f'IF({code}="",{unnamed},IF({whole}>0,{whole},{first}))',
        "key": f"IF({project}>0,{listed},{unlisted})",
        "kind": f'IF({kind}<>"",{kind},IF({project}>0,{known},""))',
        "role": role,
    }


def away() -> Formulas:
    """Return the leave that stops the clock, clipped to 見る日; none if the switch is off."""
    columns: Formulas = {"start": [], "end": []}
    for i in range(ABSENCE_ROWS):
        start, end = absence("started_on", i), absence("ended_on", i)
        counts = f"{now('leave_stops_clock')}*N({start})*(N({start})<={now('seen_on')})"
        columns["start"].append(f"IF({counts}>0,N({start}),{UNKNOWN})")
        columns["end"].append(
            f'IF({counts}>0,IF({end}="",{now("seen_on")},MIN({now("seen_on")},N({end}))),0)'
        )
    return columns


_GRADED = {
    "levels": ("my_tool_levels", "level", "tool", "ツール習熟"),
    "ratings": ("my_skill_ratings", "rating", "skill", "スキル自己評価"),
}


def graded(block_name: str) -> Formulas:
    """Return levels or ratings: position of the tool or skill, and `year × 10 + level`.

    The largest of these is the latest year's level. The claims are of the form's own year.
    """
    block = CALC[block_name]
    table, grade, listed, title = _GRADED[block_name]
    columns: Formulas = {key: [] for key in block.keys}
    for i, source in enumerate(_sources(table, {grade: "amount"})):
        value = source.cells[grade]
        columns["code"].append(_listed(block_name, listed, title, i))
        if source.past:
            first_day = history("started_on", i - BY_KEY[table].rows)
            columns["year"].append(f"YEAR(N({first_day}))")
        else:
            columns["year"].append(now("fiscal_year"))
        columns["grade"].append(f"IF(ISNUMBER({value}),{value},-1)")
        held, year = block.at("grade", i), block.at("year", i)
        good = f"({held}>=0)*({held}<=3)*({held}=INT({held}))*({year}<={now('year')})"
        columns["rank"].append(f"IF({block.at('code', i)}=0,0,IF({good}=0,0,{year}*10+{held}))")
    return columns
