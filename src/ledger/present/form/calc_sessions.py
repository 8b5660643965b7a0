"""Formulas that look ahead to planned sessions: what is completed on the day each is over.

A completion with 有効月数 may have expired by then, so each day is counted by itself, as in
`judge/criteria_trainings.py`. Days are serial numbers.
"""

from ledger.present.form.blocks import CALC, RULES, UNKNOWN, now
from ledger.present.form.calc_facts import Formulas, last_valid_day, mirrored


def blank_columns(name: str, texts: tuple[str, ...] = ()) -> Formulas:
    """Return the columns of a block, those of `_rules` repeated, the others still empty."""
    return {key: [] for key in CALC[name].keys} | mirrored(name, texts)


def append_row(columns: Formulas, row: dict[str, str]) -> None:
    """Append one row of formulas, by column."""
    for key, formula in row.items():
        columns[key].append(formula)


def sessions() -> Formulas:
    """Return the planned sessions to come: turn, when it is over, and what is completed by then.

    Two sessions of a training that end on one day are one. `held` is how many completions of the
    training hold on the day `over`: those there are, and one of each session so far.
    """
    calc, facts = CALC["sessions"], CALC["trained"]
    columns = blank_columns("sessions")
    trainings, turns = calc.all("training"), calc.all("turn")
    for i in range(calc.rows):
        training, held, last = (calc.at(key, i) for key in RULES["sessions"].keys)
        again = turn = "0"
        if i:
            above = f"{calc.first('training', i)},{training}"
            held_above, last_above = calc.first("held_on", i), calc.first("last_on", i)
            again = f'COUNTIFS({above},{held_above},">"&{now("seen_on")},{last_above},{last})'
            turn = f"COUNTIFS({above},{calc.first('fresh', i)},1)"
        fresh, own, over = (calc.at(key, i) for key in ("fresh", "turn", "over"))
        so_far = f"({trainings}={training})*({turns}>0)*({turns}<={own})"
        there = (
            f"COUNTIFS({facts.all('training')},{training},{facts.all('fresh')},1,"
            f'{facts.all("last")},">="&{over})'
        )
        taken = (
            f'COUNTIFS({trainings},{training},{turns},">0",{turns},"<="&{own},'
            f'{calc.all("until")},">="&{over})'
        )
        row = {
            "turn": f"{turn}+1",
            "until": last_valid_day(last, calc.at("valid", i)),
            "over": f"SUMPRODUCT(MAX({so_far}*{calc.all('last_on')}))",
            "held": f"{there}+{taken}",
        }
        valid = f"IF({training}=0,0,N(INDEX(list_training_valid,{training})))"
        append_row(
            columns,
            {
                "fresh": f"IF({training}=0,0,({held}>{now('seen_on')})*({again}=0))",
                "valid": valid,
                **{key: f"IF({fresh}=1,{text},0)" for key, text in row.items()},
            },
        )
    return columns


def members() -> Formulas:
    """Return each training of each criterion: done, on how many days, and its next session.

    `held` is how many trainings of the criterion are completed on the last day of that session:
    by what there is and holds until then (`last`), or by a next session that is over (`until`).
    """
    calc, facts, planned = CALC["members"], CALC["trained"], CALC["sessions"]
    columns = blank_columns("members")
    codes, days = facts.all("training"), facts.all("day")
    for i in range(calc.rows):
        number, training, ahead = (calc.at(key, i) for key in ("set", "training", "next"))
        first = f"{planned.all('training')},{training},{planned.all('turn')},1"
        following = f"SUMIFS({planned.all('last_on')},{first})"
        own = f"({codes}={training})*{facts.all('fresh')}"
        sets, lasts = f"{calc.all('set')},{number}", calc.all("last")
        there = f'COUNTIFS({sets},{lasts},">="&{ahead})'
        taken = (
            f'COUNTIFS({sets},{lasts},"<"&{ahead},{calc.all("next")},"<="&{ahead},'
            f'{calc.all("until")},">="&{ahead})'
        )
        row = {
            "done": f"(COUNTIFS({codes},{training},{facts.all('ok')},1)>0)*1",
            "days": f"COUNTIFS({codes},{training},{facts.all('fresh')},1)",
            "late": (
                f'COUNTIFS({codes},{training},{days},">0",{days},"<="&{now("seen_on")})'
                f"*({calc.at('done', i)}=0)"
            ),
            "last": f"SUMPRODUCT(MAX({own}*{facts.all('last')}))",
            "next": f"IF({following}=0,{UNKNOWN + 1},{following})",
            "until": f"SUMIFS({planned.all('until')},{first})",
            "held": f"IF({ahead}>{UNKNOWN},0,{there}+{taken})",
        }
        unused = {"next": str(UNKNOWN + 2)}
        append_row(
            columns,
            {key: f"IF({number}=0,{unused.get(key, 0)},{text})" for key, text in row.items()},
        )
    return columns
