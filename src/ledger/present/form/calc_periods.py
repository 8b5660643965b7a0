"""Formulas of リード期間, 担当期間, 案件数 and 後進育成: from intervals to months and counts.

One set of columns per (lead or duty, 種別): the intervals that qualify, the days on which an
unbroken stretch begins or ends, the stretches in order with their whole months and days left
(民法143条), and what they come to. The arithmetic is that of `judge/lead_time.py`.
"""

from ledger.model.folding import name_key
from ledger.model.terms import Role
from ledger.present.form import blocks
from ledger.present.form.blocks import CALC, COUNT_SETS, PERIOD_SETS, UNKNOWN, now
from ledger.present.form.calc_facts import Formulas, mirrored, period_end


def _role(row: int, *roles: Role) -> str:
    cell = CALC["engaged"].at("role", row)
    return "(" + "+".join(f'({cell}="{name_key(role)}")' for role in roles) + ")"


def _kind(row: int, wanted: str) -> str:
    return f'IF({wanted}="",1,EXACT({CALC["engaged"].at("kind", row)},{wanted})*1)'


def counted() -> Formulas:
    """Return, for each set of projects, whether an engagement belongs to it."""
    engaged, wanted = CALC["engaged"], CALC["counts"]
    columns: Formulas = {}
    for number in range(COUNT_SETS):
        mentor, kind = wanted.fixed("mentor", number), wanted.fixed("kind", number)
        columns[f"set_{number}"] = [
            f'IF({mentor}="",0,{engaged.at("ok", i)}*IF({mentor}=1,{_role(i, Role.MENTOR)},'
            f"{_role(i, Role.LEAD, Role.COLEAD, Role.MEMBER)})*{_kind(i, kind)})"
            for i in range(engaged.rows)
        ]
    return columns


def counts() -> Formulas:
    """Return how many distinct projects each set has."""
    numbers = CALC["engaged"].all("number")
    sets = [CALC["counted"].all(f"set_{number}") for number in range(COUNT_SETS)]
    return {
        **mirrored("counts", ("mentor", "kind")),
        "count": [_distinct(f"({own}*{numbers})") for own in sets],
    }


def _distinct(values: str) -> str:
    """Return how many different values other than 0 there are: of equal ones FREQUENCY counts one.

    COUNTIFS with many conditions at once would do, but not every program takes it.
    """
    kinds = f"SUMPRODUCT((FREQUENCY({values},{values})>0)*1)"
    return f"{kinds}-(SUMPRODUCT(({values}=0)*1)>0)"


def stretches(number: int) -> Formulas:
    """Return the intervals of one set, and the unbroken stretches that they come to."""
    block, engaged, away = CALC[f"period_{number}"], CALC["engaged"], CALC["away"]
    columns: Formulas = {key: [] for key in block.keys}
    lead, kind = (CALC["periods"].fixed(key, number) for key in ("lead", "kind"))
    for i in range(block.rows):
        if i < engaged.rows:
            leads = f"{_role(i, Role.LEAD)}+{_role(i, Role.COLEAD)}*{now('colead_counts')}"
            duties = _role(i, Role.LEAD, Role.COLEAD, Role.MEMBER)
            belongs = (
                f'IF({lead}="",0,{engaged.at("ok", i)}*IF({lead}=1,{leads},{duties})'
                f"*{_kind(i, kind)})"
            )
            columns["from"].append(f"IF({belongs}>0,{engaged.at('start', i)},{UNKNOWN})")
            own = block.at("from", i)
            columns["to"].append(f"IF({own}<{UNKNOWN},{engaged.at('end', i)},0)")
            first, last = own, block.at("to", i)
        else:
            row = i - engaged.rows
            columns["from"].append(f"{UNKNOWN}")
            columns["to"].append("0")
            first, last = f"({away.at('end', row)}+1)", f"({away.at('start', row)}-1)"
        columns["opens"].append(_edge(block, first, f"{first}-1"))
        columns["closes"].append(_edge(block, last, f"{last}+1"))
        _in_order(block, columns, i)
    return columns


def _edge(block: blocks.Block, day: str, beside: str) -> str:
    """Return a day if a stretch begins (ends) on it: it counts, the day beside it does not.

    A day counts inside an interval and outside every leave.
    """
    engaged, away = CALC["engaged"], CALC["away"]

    def within(starts: str, ends: str, on: str) -> str:
        return f'COUNTIFS({starts},"<="&{on},{ends},">="&{on})'

    intervals = (
        block.first("from", engaged.rows, ends="$"),
        block.first("to", engaged.rows, ends="$"),
    )
    leave = away.all("start"), away.all("end")
    here = f"{within(*intervals, day)}>0,{within(*leave, day)}=0"
    not_beside = f"OR({within(*intervals, beside)}=0,{within(*leave, beside)}>0)"
    return f"IF(AND({here},{not_beside}),{day},{UNKNOWN})"


def _in_order(block: blocks.Block, columns: Formulas, i: int) -> None:
    """Append the i-th stretch: the next larger beginning and end, each once."""
    for edge, key in (("opens", "start"), ("closes", "end")):
        edges = block.all(edge)
        before = f'COUNTIF({edges},"<="&{block.at(key, i - 1)})+1' if i else "1"
        columns[key].append(f"IFERROR(SMALL({edges},{before}),{UNKNOWN})")
    start, end, months = (block.at(key, i) for key in ("start", "end", "months"))
    columns["months"].append(f'IF({start}={UNKNOWN},0,DATEDIF({start},{end}+1,"m"))')
    columns["days"].append(f"IF({start}={UNKNOWN},0,{end}-{period_end(start, months)})")


def periods() -> Formulas:
    """Return what the stretches of each set come to, in months and days left over.

    A single stretch is judged by 民法143条 alone; 通算 adds Σ min(d, carry - 1) / carry whole
    months; 継続 takes the longest one.
    """
    summary = CALC["periods"]
    wanted = mirrored("periods", ("lead", "kind"))
    columns: Formulas = {key: list(wanted.get(key, ())) for key in summary.keys}
    carry, continuous = now("day_carry"), now("continuous")
    for p in range(PERIOD_SETS):
        block = CALC[f"period_{p}"]
        at = {key: summary.at(key, p) for key in summary.keys}
        starts, ends, months, days = (block.all(k) for k in ("start", "end", "months", "days"))
        running = f"(({ends}={now('seen_on')})*({starts}<{UNKNOWN}))"
        capped = f"(({days}<{carry})*{days}+({days}>={carry})*({carry}-1))"
        ranked = f"SUMPRODUCT(MAX({months}*100+{days}))"
        row = {
            "pieces": f'COUNTIF({starts},"<{UNKNOWN}")',
            "running": f"SUMPRODUCT({running}*1)",
            "start": f"IF({at['running']}>0,SUMPRODUCT({running}*{starts}),{now('seen_on')}+1)",
            "closed": f"{at['pieces']}-{at['running']}",
            "closed_months": f"SUM({months})-{at['run_months']}",
            "closed_days": f"SUMPRODUCT({capped})-MIN({at['run_days']},{carry}-1)",
            "run_months": f"SUMPRODUCT({running}*{months})",
            "run_days": f"SUMPRODUCT({running}*{days})",
            "longest": f"INT({ranked}/100)",
            "longest_days": f"MOD({ranked},100)",
            "months": (
                f"IF(({at['pieces']}<2)+({continuous}=1)>0,{at['longest']},"
                f"SUM({months})+INT(SUMPRODUCT({capped})/{carry}))"
            ),
            "days": (
                f"IF(({at['pieces']}<2)+({continuous}=1)>0,{at['longest_days']},"
                f"MOD(SUMPRODUCT({capped}),{carry}))"
            ),
        }
        for key, formula in row.items():
            columns[key].append(formula)
    return columns


def earliest(index: str, need: str) -> str:
    """Return the first day on which a set of periods comes to some months.

    The stretch that reaches 見る日 goes on, or one starts the day after: either it brings every
    month that is missing, or one month less and the days that complete a carried one.

    Args:
        index: Reference to the number of the set, from 1.
        need: Reference to 必要数.
    """

    def value(key: str) -> str:
        return f"INDEX({CALC['periods'].all(key)},{index})"

    carry = now("day_carry")
    start, rest = value("start"), f"MOD({value('closed_days')},{carry})"
    missing = f"({need}-{value('closed_months')}-INT({value('closed_days')}/{carry}))"
    alone = f"(({value('closed')}=0)+({now('continuous')}=1)>0)"
    base = f"IF({missing}>1,{period_end(start, f'{missing}-1')},{start}-1)"
    carried = f"IF({rest}=0,{UNKNOWN},{base}+{carry}-{rest})"
    together = f"MIN({period_end(start, missing)},{carried})"
    return f"IFERROR(IF({alone},{period_end(start, need)},{together}),{UNKNOWN})"
