"""What a publication tells: its figures held against the report's, and as sums over counts."""

import csv
import io
import math
from collections.abc import Collection, Mapping
from typing import NamedTuple

from ledger.judge.curriculum import mandatory_of, personas_of, trainings_of
from ledger.model.policy import Policy, Target
from ledger.model.terms import Indicator, RateBasis
from small_numbers.books import Book, Row, steps_of
from small_numbers.solver import FREE, Hidden, Name, Reader

NAMES = frozenset(
    [
        *("全国地方公共団体コード", "団体名", "年度(西暦)", "年度(和暦)", "時点", "時点の区分"),
        *("区分", "項目", "単位", "状態"),
    ]
)
"""Columns that count nobody."""
ABOUT = ("目標コード", "研修コード", "人材像コード", "スキルコード", "ツールコード", "Step")
VALUE = "値"
PROTECTED = ("受講率", "修了率", "必須修了率", "Step分布", "スキルの参加率", "スキルの合致人数")
"""区分 whose numbers are of people by completion, Step or match."""
COUNTS = ("分子", "人数", "合致人数")
"""項目 that are such a number itself."""

Key = tuple[str, ...]


class Told(NamedTuple):
    """A figure as it was read: what stands there, and in which state."""

    value: float | None
    state: str


def figures(files: Mapping[str, bytes]) -> dict[Key, Told]:
    """Read figures.csv; every column must be classified, and every row must be another one."""
    rows = list(csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig"))))
    assert set(rows[0]) == NAMES | {*ABOUT, VALUE}, "a column is not classified"
    found: dict[Key, Told] = {}
    for row in rows:
        key = (row["区分"], row["項目"], *(row[of] for of in ABOUT))
        assert key not in found, key
        assert row["区分"] in {"目標", *PROTECTED}, row["区分"]
        found[key] = Told(float(row[VALUE]) if row[VALUE] else None, row["状態"])
    return found


def reported(report: Book, policy: Policy) -> dict[Key, object]:
    """Return what the report says at the same places; the names are turned back into codes."""
    found: dict[Key, object] = {}
    for row in report["kpis"]:
        for item, head in (("実績", "実績"), ("分子", "分子"), ("分母", "分母")):
            found[_key("目標", item, target=row["目標コード"])] = row[head]
    for kind, table in (("受講率", "attendance_rates"), ("修了率", "completion_rates")):
        for row in report[table]:
            found |= _share(kind, row, training=row["研修コード"])
    for row in report["mandatory_rates"]:
        found |= _share("必須修了率", row, persona=row["人材像コード"])
    return found | _steps(report, policy) | _skills(report, policy)


def _steps(report: Book, policy: Policy) -> dict[Key, object]:
    found: dict[Key, object] = {}
    personas = {one.persona_name: code for code, one in policy.personas.items()}
    tools = {one.tool_name: code for code, one in policy.tools.items()}
    for row in report["step_people"]:
        of = {"persona": personas.get(str(row["人材像"])), "tool": tools.get(str(row["ツール"]))}
        found[_key("Step分布", "分母", **of)] = row["対象(名)"]
        for step, value in steps_of(row, "名"):
            found[_key("Step分布", "人数", **of, step=step)] = value
    return found


def _skills(report: Book, policy: Policy) -> dict[Key, object]:
    found: dict[Key, object] = {}
    personas = {one.persona_name: code for code, one in policy.personas.items()}
    skills = {(one.persona_code, one.skill_name): code for code, one in policy.skills.items()}
    heads = {
        "gaps_by_training": ("スキルの参加率", ("分子", "分子(名)"), ("分母", "分母(名)")),
        "gaps_by_people": ("スキルの合致人数", ("合致人数", "合致(名)"), ("不足人数", "不足(名)")),
    }
    for table, (kind, *columns) in heads.items():
        for row in report[table]:
            persona = personas.get(str(row["人材像"]))
            skill = skills.get((str(persona), str(row["スキル"])))
            for item, head in columns:
                found[_key(kind, item, persona=persona, skill=skill)] = row[head]
    return found


def _share(kind: str, row: Row, **of: object) -> dict[Key, object]:
    items = (("分子", "分子(名)"), ("分母", "分母(名)"), ("率", "率(%)"))
    return {_key(kind, item, **of): row[head] for item, head in items}


def _key(group: str, item: str, **of: object) -> Key:
    said = (of.get(name) for name in ("target", "training", "persona", "skill", "tool", "step"))
    return (group, item, *("" if one is None else str(one) for one in said))


def read(
    told: Mapping[Key, Told],
    policy: Policy,
    highest: Collection[str],
) -> Reader:
    """Return what somebody knows who has the publication alone.

    They know the policy, too: which target is about which Step or training.
    """
    reader = Reader()
    for key, one in told.items():
        if key[0] in PROTECTED and key[1] in COUNTS:
            _count(reader, told, key, one)
    for key, one in told.items():
        if key[:2] == ("Step分布", "分母") and one.value is not None:
            names = [k for k in told if k[:2] == ("Step分布", "人数") and k[2:7] == key[2:7]]
            reader.between([(name, 1) for name in names], int(one.value), int(one.value))
    for key, one in told.items():
        if key[1] == "率" and one.value is not None:
            rated(reader, (key[0], "分子", *key[2:]), base_of(told, key), one.value)
    _targets(reader, told, policy)
    _tools(reader, told, highest)
    _trainings(reader, told, policy)
    return reader


def rated(reader: Reader, name: Name, base: float | None, rate: float) -> None:
    """Learn the 分子 of a rate in per cent, which is told to one decimal."""
    if base:
        low, high = ((rate + more) * base / 100 for more in (-0.05, 0.05))
        reader.within(name, max(math.ceil(low), 0), math.floor(high))


def base_of(told: Mapping[Key, Told], key: Key) -> float | None:
    """Return the 分母 beside a figure, if it is told."""
    base = told.get((key[0], "分母", *key[2:7], ""))
    return base.value if base else None


def _trainings(reader: Reader, told: Mapping[Key, Told], policy: Policy) -> None:
    """Learn how trainings, 必須研修 and skills hold each other, and what targets say of them.

    By 年度累計 rates are about other people than those who count on the day.
    """
    if policy.settings.rate_basis is RateBasis.WHOLE_YEAR:
        return
    for code, training in policy.trainings.items():
        year, held = _key("受講率", "分子", training=code), _key("修了率", "分子", training=code)
        months = training.valid_months
        if {year, held} <= told.keys() and (months is None or months >= _YEAR_LONG):
            reader.at_most(year, held)
    for persona in policy.personas:
        own = _key("必須修了率", "分子", persona=persona)
        for code in mandatory_of(policy, persona):
            held = _key("修了率", "分子", training=code)
            if {own, held} <= told.keys():
                reader.at_most(own, held)
    for key in told:
        if key[:2] == ("スキルの参加率", "分子"):
            _skill(reader, told, policy, key)
    for target in policy.targets.values():
        _completions(reader, told, policy, target)


_YEAR_LONG = 12
"""A completion of the year that holds so many months is one on the day, too."""


def _skill(reader: Reader, told: Mapping[Key, Told], policy: Policy, key: Key) -> None:
    """Learn that whoever took part in a skill took part in one of its trainings."""
    codes = trainings_of(policy, key[4], key[5])
    names = [_key("受講率", "分子", training=code) for code in codes]
    if names and told.keys() >= set(names):
        reader.between([*((name, 1) for name in names), (key, -1)], 0, FREE)


def _completions(reader: Reader, told: Mapping[Key, Told], policy: Policy, target: Target) -> None:
    """Learn what a target that is a share of who completed one training tells of them all."""
    kinds = {Indicator.ATTENDANCE_RATE: "受講率", Indicator.COMPLETION_RATE: "修了率"}
    kind = kinds.get(target.indicator)
    whole = _key(str(kind), "分子", training=target.object_code)
    base = base_of(told, whole)
    top, below = (
        told.get(_key("目標", item, target=target.target_code)) for item in ("分子", "分母")
    )
    if kind is None or base is None or not (top and below and below.value):
        return
    assert top.value is not None
    personas = personas_of(policy, whole[3])
    if target.persona_code is None and below.value == base:
        reader.within(whole, int(top.value), int(top.value))
    elif target.persona_code in personas:
        others = int(base - below.value)
        reader.between([(whole, 1)], int(top.value), int(top.value) + others)


def _targets(reader: Reader, told: Mapping[Key, Told], policy: Policy) -> None:
    """Learn what targets of a Step tell; by 年度累計 they count other people than the Steps."""
    if policy.settings.rate_basis is RateBasis.WHOLE_YEAR:
        return
    for target in policy.targets.values():
        item = "分子" if target.indicator is Indicator.STEP_RATE else "実績"
        number = told.get(_key("目標", item, target=target.target_code))
        parts = _parts(told, target)
        if number and number.value is not None and parts:
            reader.between([(part, 1) for part in parts], int(number.value), int(number.value))


def _tools(reader: Reader, told: Mapping[Key, Told], highest: Collection[str]) -> None:
    """Learn that a persona's Step is the highest over its tools."""
    steps = [key for key in told if key[:2] == ("Step分布", "人数")]
    for persona in highest:
        own = [key for key in steps if key[4] == persona]
        for step in sorted({int(key[7]) for key in own} - {0}):
            above = [key for key in own if int(key[7]) >= step]
            whole = [(key, 1) for key in above if not key[6]]
            tools = dict.fromkeys(key[6] for key in own if key[6])
            for tool in tools:
                reader.between([*whole, *((k, -1) for k in above if k[6] == tool)], 0, FREE)
            if tools:
                every = [(key, 1) for key in above if key[6]]
                reader.between([*every, *((key, -1) for key, _ in whole)], 0, FREE)


def _count(reader: Reader, told: Mapping[Key, Told], key: Key, one: Told) -> None:
    """Read a count: a number, or a marker."""
    base = told.get((key[0], "分母", *key[2:7], ""))
    most = int(base.value) if base and base.value is not None else FREE
    name: Name = key
    reader.within(name, 0, most)
    if one.value is not None:
        reader.within(name, int(one.value), int(one.value))
    elif one.state.endswith("人未満"):
        few = int(one.state.removesuffix("人未満")) - 1
        reader.within(name, 1, few)
        reader.hidden.append(Hidden(str(key), name, few))
    elif one.state == "秘匿":
        reader.hidden.append(Hidden(str(key), name, most + 1))
    else:
        assert one.state in {"", "掲載なし", "算定不能", "提供なし", "値なし"}, one.state


def _parts(told: Mapping[Key, Told], target: Target) -> list[Name]:
    """Return the counts of people on the Steps that a Step target counts."""
    if not target.indicator.rule.step or target.step is None:
        return []
    of = ("", "", str(target.persona_code), "", target.object_code or "")
    rows = [key for key in told if key[:2] == ("Step分布", "人数") and key[2:7] == of]
    return [key for key in rows if int(key[7]) >= target.step]


def untold_ends(told: Mapping[Key, Told], policy: Policy) -> list[Key]:
    """Return where 0 or 全員 is shown, though no KPI is about the same people and trainings."""
    found = []
    for key, one in told.items():
        base = told.get((key[0], "分母", *key[2:7], ""))
        whole = base.value if base else None
        if key[0] in PROTECTED and key[1] in COUNTS and one.value in {0.0, whole} and whole:
            asked = _stepped if key[0] == "Step分布" else _asked_by_target
            if not asked(key, policy):
                found.append(key)
    return found


def _stepped(key: Key, policy: Policy) -> bool:
    """Say whether a target counts people of a persona on its Steps, or those of its tools."""
    bases = {one.target_code: one.persona_code for one in policy.targets.values()}
    return any(
        key[4] in {target.persona_code, bases.get(target.condition_code or "")}
        for target in policy.targets.values()
        if target.indicator.rule.step or target.indicator in _OF_STEPS
    )


_OF_STEPS = (Indicator.SHARE_OF, Indicator.TOOL_COVERAGE, Indicator.PERSONA_COVERAGE)


def _asked_by_target(key: Key, policy: Policy) -> bool:
    """Say whether a target counts the training, or one of those of the persona or skill."""
    codes = (
        {key[3]}
        if key[3]
        else {
            entry.training_code
            for entry in policy.training_map
            if entry.persona_code == key[4] and key[5] in {"", entry.skill_code}
        }
    )
    groups = {code for code, group in policy.groups.items() if codes & set(group.training_codes)}
    return any(one.object_code in codes | groups for one in policy.targets.values())
