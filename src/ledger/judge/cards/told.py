"""Whom a card moves, in words: counts first, then names."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from ledger.judge.cards.carried import RowChange
from ledger.judge.cards.labels import CardNames, card_names
from ledger.judge.cards.moves import Mover, StepMoves, StepStanding
from ledger.judge.cards.sentences import criterion_said
from ledger.judge.cards.shown import criterion_texts
from ledger.judge.population import main_sections
from ledger.layout.columns import RowValues
from ledger.layout.frames import Tables
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import Flag

MANDATORY = "必須研修がまだ"


class ToldMover(NamedTuple):
    """Somebody who moves, in words.

    Attributes:
        name: 氏名; on a tool's row the tool too.
        section: 所属.
        before: Where the person stands now.
        after: Where the person would stand.
    """

    name: str
    section: str
    before: str
    after: str


def told_movers(moves: StepMoves, tables: Tables, as_of: dt.date) -> tuple[ToldMover, ...]:
    """Return who moves, by name.

    Args:
        moves: Who moves.
        tables: The ledger's tables.
        as_of: The day judged.
    """
    staff, sections = tables["staff"], tables["sections"]
    names = _texts(staff, "staff_no", "staff_name")
    titles = _texts(sections, "section_code", "section_name")
    own = main_sections(tables, as_of)
    return tuple(
        ToldMover(
            _name(one, names),
            titles.get(own.get(one.staff_no, ""), ""),
            stands(one.before),
            stands(one.after),
        )
        for one in moves.movers
    )


def _texts(data: pd.DataFrame, key: str, value: str) -> Mapping[str, str]:
    known = data.dropna(subset=[key, value])
    return dict(zip(known[key].tolist(), known[value].tolist(), strict=True))


def _name(mover: Mover, names: Mapping[str, str]) -> str:
    name = names.get(mover.staff_no, mover.staff_no)
    return f"{name}({mover.tool})" if mover.tool else name


def stands(one: StepStanding | None) -> str:
    """Return where somebody stands: `Step1`, `Step1(規則ではStep2)`; 「–」 where nowhere."""
    if one is None:
        return "–"
    apart = f"(規則ではStep{one.rule})" if one.rule != one.official else ""
    return f"Step{one.official}{apart}"


def counted(moves: StepMoves) -> Iterator[tuple[str, int, int]]:
    """Yield how many hold each Step now and would, then how many lack a 必須研修."""
    for step in moves.steps:
        yield f"Step{step}", moves.before.get(step, 0), moves.after.get(step, 0)
    yield MANDATORY, *moves.mandatory


def sentences(moves: StepMoves, movers: tuple[ToldMover, ...], most: int) -> Iterator[str]:
    """Say whom a card moves: counts first, then names.

    Args:
        moves: Who moves.
        movers: The same in words.
        most: So many are named at most.
    """
    said = "、".join(
        f"{label} {before}名→{after}名" if before != after else f"{label} {before}名"
        for label, before, after in counted(moves)
    )
    yield f"いまの人数 → 反映したあと: {said}。"
    if not movers:
        yield "判定(Step)が動く人はいません。"
        return
    people = len({one.staff_no for one in moves.movers})
    yield f"判定(Step)が動く人 {people}名:"
    for one in movers[:most]:
        place = f"({one.section})" if one.section else ""
        yield f"  {one.name}{place} {one.before} → {one.after}"
    if len(movers) > most:
        yield f"  ほか {len(movers) - most} 件"


def rows_said(rows: Iterable[RowChange], mode: str, policy: Policy, code: str) -> Iterator[str]:
    """Say what becomes of each row, by name.

    Args:
        rows: The rows that a card adds, changes and removes.
        mode: 通算 or 継続.
        policy: The policy as it will stand.
        code: The persona.
    """
    names = card_names(policy, code)
    for one in rows:
        yield f"{one.word} {one.table.title}: {_row_said(one, names, mode, policy)}"


def _row_said(one: RowChange, names: CardNames, mode: str, policy: Policy) -> str:
    row = one.row
    if one.table.key == "criteria":
        criterion = Criterion.model_validate(row)
        sentence = criterion_said(criterion_texts(criterion, names), mode)
        return f"Step{criterion.step}の{criterion.criterion_no} {sentence}"
    if one.table.key == "training_map":
        skill = policy.skill_name(str(row["skill_code"]))
        training = policy.training_name(str(row["training_code"]))
        return f"「{skill}」の{row['requirement']}研修 {training}"
    if one.table.key == "steps":
        return f"Step{row['step']} {row['step_name']}{_off(row)}"
    key = one.table.key.removesuffix("s")
    return f"{row[f'{key}_code']} {row[f'{key}_name']}{_off(row)}"


def _off(row: RowValues) -> str:
    return "(有効 ×)" if row.get("active") == Flag.NO.value else ""
