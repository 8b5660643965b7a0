"""Formulas that hold the criteria of `_rules` against the facts, and find Step and next Step.

The rules are those of `judge/`; the policy comes as data, so the same formulas serve any policy.
Days are serial numbers; `UNKNOWN` stands for a day that cannot be known.
"""

from ledger.present.form.blocks import BLOCK_TOP, CALC, UNKNOWN, now
from ledger.present.form.calc_facts import Formulas
from ledger.present.form.calc_sessions import append_row, blank_columns
from ledger.present.form.kinds import ROWS, by_formula, chosen, is_one_of

SAID_AT_MOST = 3
"""Criteria that the panel names for one row; the sheet 次の一歩 shows all."""


def criteria() -> Formulas:
    """Return the criteria: how much there is, whether that is enough, and when it will be."""
    calc = CALC["criteria"]
    columns = blank_columns("criteria", ("kind", "object", "label"))
    for i in range(calc.rows):
        used, number = calc.at("row", i), calc.at("set", i)
        need, met = calc.at("need", i), calc.at("met", i)
        group = ",".join(f"{calc.all(key)},{calc.at(key, i)}" for key in ("row", "step", "any_of"))
        any_met = f"(COUNTIFS({group},{calc.all('met')},1)>0)*1"
        row = {
            "have": f"IF({used}=0,0,{_have(i)})",
            "days": f"IF({_is_period(i)},INDEX({CALC['periods'].all('days')},{number}),0)",
            "met": f"IF({used}=0,0,({calc.at('have', i)}>={need})*1)",
            "settled": f"IF({used}=0,1,IF({calc.at('any_of', i)}=0,{met},{any_met}))",
            "earliest": f"IF({used}=0,0,IF({met}=1,0,{_earliest(i)}))",
            "soonest": _group_earliest(i),
            **_sentence(i),
        }
        append_row(columns, row)
    return columns


def _is_period(i: int) -> str:
    return is_one_of(i, tuple(row for row in ROWS.values() if row.is_period))


def _have(i: int) -> str:
    return chosen(i, by_formula({term: row.have(i) for term, row in ROWS.items()}), "0")


def _earliest(i: int) -> str:
    known = by_formula({term: row.earliest(i) for term, row in ROWS.items()})
    known.pop(str(UNKNOWN), None)
    return chosen(i, known, str(UNKNOWN))


def _group_earliest(i: int) -> str:
    """Return when the criterion, or one of its 選択組, is met; 0 if it is."""
    calc = CALC["criteria"]
    settled, own = calc.at("settled", i), calc.at("earliest", i)
    same = "*".join(f"({calc.all(k)}={calc.at(k, i)})" for k in ("row", "step", "any_of"))
    top = UNKNOWN + 10
    soonest = f"({top}-SUMPRODUCT(MAX({same}*({top}-{calc.all('earliest')}))))"
    return f"IF({settled}=1,0,IF({calc.at('any_of', i)}=0,{own},{soonest}))"


def _sentence(i: int) -> dict[str, str]:
    """Return what the panel says of a criterion that the next Step still lacks."""
    calc = CALC["criteria"]
    row, any_of = calc.at("row", i), calc.at("any_of", i)
    following = f"INDEX({CALC['verdicts'].all('own_next')},{row})"
    wanted = f"AND({calc.at('settled', i)}=0,{calc.at('step', i)}={following})"
    have, days = calc.at("have", i), calc.at("days", i)
    period = f'"（いま"&{have}&"か月"&IF({days}>0,"と"&{days}&"日","")&"）"'
    count = f'"（いま"&{have}&"）"'
    progress = f'IF({_is_period(i)},{period},IF({have}>0,{count},""))'
    said, order = calc.at("said", i), calc.at("order", i)
    told, so_far, joint = '""', "0", '"、"'
    if i:
        above = f"{row}={calc.at('row', i - 1)}"
        told = f'IF({above},{calc.at("told", i - 1)},"")'
        so_far = f"IF({above},{calc.at('order', i - 1)},0)"
        together = f"AND({any_of}<>0,{any_of}={calc.at('any_of', i - 1)})"
        joint = f'IF({together}," または ","、")'
    shown = f'IF(OR({said}="",{order}>{SAID_AT_MOST}),"",IF({order}>1,{joint},"")&{said})'
    return {
        "said": f'IF({row}=0,"",IF({wanted},{calc.at("label", i)}&{progress},""))',
        "order": f'IF({row}=0,0,{so_far}+({said}<>""))',
        "told": f'IF({row}=0,"",{told}&{shown})',
    }


def steps() -> Formulas:
    """Return the Steps of each row: all criteria met, reached with those below, and when."""
    calc, listed = CALC["steps"], CALC["criteria"]
    columns = blank_columns("steps")
    for i in range(calc.rows):
        row, step = calc.at("row", i), calc.at("step", i)
        own = f"{listed.all('row')},{row},{listed.all('step')},{step}"
        same = f"({listed.all('row')}={row})*({listed.all('step')}={step})"
        latest = f"SUMPRODUCT(MAX({same}*{listed.all('soonest')}))"
        met = calc.at("met", i)
        below = f"IF({row}={calc.at('row', i - 1)},{calc.at('reached', i - 1)},1)" if i else "1"
        values = {
            "criteria": f"COUNTIFS({own})",
            "open": f"COUNTIFS({own},{listed.all('settled')},0)",
            "met": f"({calc.at('criteria', i)}>0)*({calc.at('open', i)}=0)",
            "reached": f"{met}*IF({now('cumulative')}=1,{below},1)",
            "earliest": f"IF({calc.at('criteria', i)}=0,{UNKNOWN},MIN({latest},{UNKNOWN}))",
        }
        append_row(columns, {key: f"IF({row}=0,0,{text})" for key, text in values.items()})
    return columns


def verdicts() -> Formulas:
    """Return each row's Step, next Step and its earliest day, and what is still missing.

    The row of a persona with tools shows its leading tool: the highest Step, then the earliest
    day, then the order of the sheet.
    """
    calc = CALC["verdicts"]
    columns = blank_columns("verdicts", ("persona",))
    for i in range(calc.rows):
        used, parents = calc.at("persona", i), calc.all("parent")
        number = f"(ROW({used})-{BLOCK_TOP - 1})"
        leading = f"SUMPRODUCT(MAX(({parents}={number})*{calc.all('weight')}))"
        position = (
            f"SUMPRODUCT(({parents}={number})*({calc.all('weight')}={leading})*(ROW({parents})))"
        )
        first = f"ROW({calc.fixed('parent', 0)})-1"
        source = calc.at("source", i)

        def of_source(key: str, source: str = source) -> str:
            return f"INDEX({calc.all(key)},{source})"

        row = {
            **_own(i),
            "source": f"IF(COUNTIF({parents},{number})=0,{number},{position}-({first}))",
            "step": of_source("own_step"),
            "next": of_source("own_next"),
            "earliest": of_source("own_earliest"),
            "missing": _missing(i),
            **_mandatory_left(i),
        }
        blank = {"missing": '""', "names": '""'}
        append_row(
            columns,
            {key: f'IF({used}="",{blank.get(key, "0")},{text})' for key, text in row.items()},
        )
    return columns


def _own(i: int) -> dict[str, str]:
    """Return the Step and the next Step of a row by its own criteria."""
    calc, steps_ = CALC["verdicts"], CALC["steps"]
    number = f"(ROW({calc.at('persona', i)})-{BLOCK_TOP - 1})"
    rows, levels = steps_.all("row"), steps_.all("step")
    mine, criteria_ = f"({rows}={number})", CALC["criteria"].all("row")
    step, following = calc.at("own_step", i), calc.at("own_next", i)
    above = f"{mine}*({levels}>{step})"
    nearest = f"SUMPRODUCT(MAX({above}*({UNKNOWN}-{levels})))"
    on = f"{rows},{number},{levels},{following}"
    ahead = calc.at("own_earliest", i)
    return {
        "own_step": f"SUMPRODUCT(MAX({mine}*{steps_.all('reached')}*{levels}))",
        "own_next": f"IF({nearest}=0,0,{UNKNOWN}-{nearest})",
        "own_earliest": f"IF({following}=0,{UNKNOWN},SUMIFS({steps_.all('earliest')},{on}))",
        "weight": f"{step}*10^10+({UNKNOWN}-{ahead})*100+{calc.rows}-{number}",
        "upper": f"SUMPRODUCT(MAX({above}*{steps_.all('met')}*{levels}))",
        "last": f"SUMPRODUCT(MAX(({criteria_}={number})*(ROW({criteria_})-{BLOCK_TOP - 1})))",
    }


def _missing(i: int) -> str:
    """Return the criteria that the next Step lacks, the first few in words."""
    calc, found = CALC["verdicts"], CALC["criteria"]
    last = f"INDEX({calc.all('last')},{calc.at('source', i)})"
    order = f"INDEX({found.all('order')},{last})"
    rest = f'IF({order}>{SAID_AT_MOST},"　ほか"&({order}-{SAID_AT_MOST})&"件","")'
    return f'IF({last}=0,"",INDEX({found.all("told")},{last})&{rest})'


def _mandatory_left(i: int) -> dict[str, str]:
    calc = CALC["mandatory"]
    number, rows = i + 1, calc.all("row")
    last = f"SUMPRODUCT(MAX(({rows}={number})*(ROW({rows})-{BLOCK_TOP - 1})))"
    return {
        "open": f"SUMIF({rows},{number},{calc.all('open')})",
        "names": f'IF({last}=0,"",INDEX({calc.all("told")},MAX({last},1)))',
    }


def mandatory() -> Formulas:
    """Return which 必須研修 are not completed, and their names one after another."""
    calc, facts = CALC["mandatory"], CALC["trained"]
    columns = blank_columns("mandatory", ("name",))
    for i in range(calc.rows):
        row = calc.at("row", i)
        done = f"COUNTIFS({facts.all('training')},{calc.at('training', i)},{facts.all('ok')},1)"
        told, so_far = '""', "0"
        if i:
            same = f"{row}={calc.at('row', i - 1)}"
            told = f'IF({same},{calc.at("told", i - 1)},"")'
            so_far = f"IF({same},{calc.at('order', i - 1)},0)"
        is_open, order = calc.at("open", i), calc.at("order", i)
        named = f'IF({is_open}=1,IF({order}>1,"、","")&{calc.at("name", i)},"")'
        append_row(
            columns,
            {
                "open": f"IF({row}=0,0,({done}=0)*1)",
                "order": f"IF({row}=0,0,{so_far}+{is_open})",
                "told": f'IF({row}=0,"",{told}&{named})',
            },
        )
    return columns
