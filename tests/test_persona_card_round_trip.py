"""人材像カード: rows → card → rows is the identity, and what a card cannot show is never lost."""

from random import Random

import pytest

from builders import policy, tables
from ledger.judge.cards.carried import CARD_TABLES, carried
from ledger.judge.cards.sentences import SAYINGS
from ledger.judge.cards.shown import shown_card
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.layout.persona_card import (
    LINE_ROLES,
    CardField,
    CardSheet,
    content_fields,
    line_role,
)
from ledger.model.terms import CriterionKind
from persona_cards import ADDRESSES, after, carry
from sampling import cases

KINDS = {
    "研修": ("T1", "T2", "T3", "T4", "G1", "T99", None),
    "継続受講": ("T1", "G1"),
    "資格": ("ITパスポート", None),
    "リード期間": ("BPR", None),
    "担当期間": (None,),
    "案件数": ("RPA", None),
    "後進育成": (None,),
    "ツール": ("LOGO", "OLD", None),
    "スキル": ("K1", "K9"),
}
UNITS = ("回", "か月", "件", "レベル", "名", None)


def drawn(random: Random) -> Tables:
    """Draw a policy as towns keep them: also gaps, doubles, unknown codes, too many rows."""
    pick = random.choice
    trainings = [
        {"training_code": f"T{n}", "training_name": pick(["BPR研修", "デザイン研修", f"研修{n}"])}
        for n in range(1, 5)
    ]
    steps = [
        {"persona_code": code, "step": step, "step_name": pick(["基礎", "実践"])}
        | ({"active": "×"} if random.random() < 0.2 else {})
        for code in ("P1", "P2")
        for step in sorted({1, *random.sample(range(1, 7), random.randint(0, 4))})
    ]
    criteria = []
    for code in ("P1", "P2"):
        for step in range(1, 7):
            for number in random.sample(range(1, 30), pick([step == 1, 1, 2, 7])):
                kind = pick(list(KINDS))
                criteria.append(
                    {
                        "persona_code": code,
                        "step": step,
                        "criterion_no": number,
                        "kind": kind,
                        "object_code": pick(KINDS[kind]),
                        "amount": random.randint(1, 12),
                        "unit": pick(UNITS),
                        "tool_code": pick([None, None, "*", "LOGO", "OLD", "XX"]),
                        "any_of": pick([None, "A"]),
                    }
                )
    skills = [
        {
            "skill_code": f"K{n}",
            "persona_code": pick(["P1", "P2"]),
            "skill_name": pick(["業務分析", "設計", f"スキル{n}"]),
            "method": pick(["研修", "合致人数"]),
            "needed": pick([None, 0, 3]),
            "review_year": pick([None, 2027]),
            "active": pick([None, "×"]),
        }
        for n in range(1, 10)
    ]
    pairs = [(f"K{n}", f"T{m}") for n in range(1, 12) for m in range(1, 6)]
    entries = [
        {
            "persona_code": pick(["P1", "P2"]),
            "skill_code": skill,
            "training_code": training,
            "requirement": pick(["必須", "選択"]),
        }
        for skill, training in random.sample(pairs, random.randint(0, 45))
    ]
    random.shuffle(criteria)
    return tables(
        personas=[
            {"persona_code": "P1", "persona_name": "一般"},
            {"persona_code": "P2", "persona_name": "推進", "scope": "指名"},
        ],
        trainings=trainings,
        training_groups=[
            {"group_code": "G1", "group_name": "BPR研修", "training_code": "T1"},
        ],
        tools=[
            {"tool_code": "LOGO", "tool_name": "LoGoフォーム"},
            {"tool_code": "OLD", "tool_name": "LoGoフォーム", "active": "×"},
        ],
        steps=steps,
        criteria=criteria,
        skills=skills,
        training_map=entries,
    )


def rows_of(built: Tables, key: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in records(BY_KEY[key], built[key])]


@pytest.mark.parametrize("number", cases(2000, 8))
def test_a_card_that_nobody_touched_changes_nothing(number: int) -> None:
    built = drawn(Random(number))  # noqa: S311 - a sample, no secret
    for persona in ("P1", "P2"):
        done = carry(built, persona, {})
        assert (done.rows, done.problems) == ((), ())


@pytest.mark.parametrize("number", cases(2000, 8))
def test_one_cell_touches_the_rows_of_its_own_line_only(number: int) -> None:
    """Whatever else the policy holds, also rows without a place on the card, stays as it was."""
    random = Random(number)  # noqa: S311 - a sample, no secret
    built = drawn(random)
    shown = shown_card(policy(built), "P1")
    role = random.choice(list(shown.criteria))
    done = carry(
        built, "P1", {f"{role}.kind": "資格", f"{role}.unit": "", f"{role}.object": "簿記"}
    )
    assert done.usable, done.problems
    then = after(built, done)
    own = shown.criteria[role]
    for key in CARD_TABLES:
        gone = set(rows_of(built, key)) - set(rows_of(then, key))
        new = set(rows_of(then, key)) - set(rows_of(built, key))
        assert len(gone) == len(new) <= (key == "criteria"), key
        assert len(rows_of(then, key)) == len(rows_of(built, key))
    (row,) = [
        one
        for one in records(BY_KEY["criteria"], then["criteria"])
        if (one["persona_code"], one["step"], one["criterion_no"])
        == ("P1", own.step, own.criterion_no)
    ]
    stays = own.kind is CriterionKind.QUALIFICATION and own.unit is None
    unit = None if stays else "件"
    assert (row["kind"], row["object_code"], row["unit"]) == ("資格", "簿記", unit)
    assert (row["tool_code"], row["any_of"]) == (own.tool_code, own.any_of), "触っていない欄"


@pytest.mark.parametrize("number", cases(2000, 8))
def test_a_card_typed_anew_makes_the_same_rows(number: int) -> None:
    """What a card says is enough: on a blank card it makes a persona with the same card."""
    built = drawn(Random(number))  # noqa: S311 - a sample, no secret
    content = _sound(dict(shown_card(policy(built), "P1").content))
    content[CardField("name", "persona_name")] = "写した人材像"
    for step in range(1, 4):
        content.setdefault(CardField(f"S{step}", "step_name"), "間のStep")
        content.setdefault(CardField(f"S{step}", "active"), "○")
    reason = CardField("reason", "reason")
    content[reason] = "昇任の前の段階を分けるため"
    done = carried(policy(built), built, CardSheet("", "", content, {}, ADDRESSES), None)
    assert done.usable, done.problems
    again = shown_card(policy(after(built, done)), done.persona_code).content
    del content[reason]
    assert {k: v for k, v in again.items() if v} == {k: v for k, v in content.items() if v}


def _sound(content: dict[CardField, str]) -> dict[CardField, str]:
    """Leave out the criteria that nobody could type on a blank card, and close the gaps.

    Unknown names and tools go; skills too, whose names are no longer one where a second persona
    has them as well. Units become the usual ones.
    """
    lines = {role for roles in LINE_ROLES.values() for role in roles}
    kept = {field: text for field, text in content.items() if field.role not in lines}
    for step, roles in LINE_ROLES.items():
        own = [{f.key: content.get(f, "") for f in content_fields(role)} for role in roles]
        sound = [line for line in own if _can_be_typed(line)]
        for at, line in enumerate(sound, start=1):
            line["unit"] = SAYINGS[CriterionKind(line["kind"])].units[0]
            role = line_role(step, at)
            kept |= {CardField(role, key): text for key, text in line.items()}
    return kept


def _can_be_typed(line: dict[str, str]) -> bool:
    needs = line["kind"] in {"研修", "継続受講"} or (line["kind"] == "ツール" and not line["tool"])
    known = line["kind"] not in {"", "スキル"} and line["tool"] != "XX" and line["object"] != "T99"
    return known and (bool(line["object"]) or not needs)
