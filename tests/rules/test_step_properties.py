"""What holds whatever the facts are: more facts, other orders, many people at once."""

import datetime as dt
from random import Random

from hypothesis import HealthCheck, given, settings, strategies as st

from builders import policy, tables
from ledger.judge.steps import standings
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables
from ledger.model.verdicts import Lens
from sampling import WHOLE, whole_set
from scene import P01, Row, criterion

CRITERIA = [
    criterion("1-1", "研修", "A"),
    criterion("1-2", "研修", "B", any_of="a"),
    criterion("1-3", "資格", any_of="a"),
    criterion("2-1", "リード期間", amount=4),
    criterion("2-2", "研修", "G", 2, any_of="b"),
    criterion("2-3", "案件数", amount=2, any_of="b"),
    criterion("3-1", "担当期間", "BPR", 3),
    criterion("3-2", "後進育成"),
]
SETTINGS = {"lead_mode": "継続"}
"""通算 can lose a month where a fact joins two fragments: see the test of that name."""

days = st.integers(0, 700).map(lambda n: (dt.date(2024, 6, 1) + dt.timedelta(days=n)).isoformat())
states = st.sampled_from(["済", "未", "否認"])
people = st.sampled_from(["1", "2", "3"])


def rows(**columns: st.SearchStrategy[object]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({"staff_no": people, "confirmed": states, **columns})


FACTS: dict[str, st.SearchStrategy[Row]] = {
    "attendances": rows(
        training_code=st.sampled_from("ABC"),
        completed_on=days,
        source=st.sampled_from(["名簿", "申告"]),
    ),
    "qualifications": rows(qualification=st.sampled_from(["簿記", "基本"]), acquired_on=days),
    "engagements": rows(
        project_no=st.sampled_from(["1", "2", "3"]),
        kind=st.sampled_from(["BPR", "RPA", None]),
        role=st.sampled_from(["リード", "共同リード", "担当", "後進育成"]),
        started_on=days,
        ended_on=st.none() | days,
    ),
}
several = st.fixed_dictionaries({table: st.lists(one, max_size=6) for table, one in FACTS.items()})
one_more = st.sampled_from(sorted(FACTS)).flatmap(
    lambda table: FACTS[table].map(lambda row: (table, {**row, "confirmed": "済"}))
)


def ledger(facts: dict[str, list[Row]]) -> Tables:
    return tables(
        SETTINGS,
        personas=[P01],
        staff=[{"staff_no": number} for number in "123"],
        trainings=[{"training_code": "A"}, {"training_code": "B", "valid_months": 12}],
        training_groups=[
            {"group_code": "G", "training_code": code, "completion": "いずれか"} for code in "ABC"
        ],
        criteria=CRITERIA,
        **facts,
    )


def steps(built: Tables, lens: Lens) -> list[int]:
    found = policy(built)
    return [one.step for one in standings(found, built, found.settings.as_of, lens)]


many = settings(
    max_examples=200 if WHOLE else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@whole_set
@many
@given(several, one_more)
def test_a_confirmed_fact_more_never_lowers_a_step(
    facts: dict[str, list[Row]], more: tuple[str, Row]
) -> None:
    table, row = more
    richer = {**facts, table: [*facts[table], row]}
    for lens in Lens:
        before, after = steps(ledger(facts), lens), steps(ledger(richer), lens)
        assert all(a <= b for a, b in zip(before, after, strict=True))


@whole_set
@many
@given(several)
def test_the_wider_lens_never_shows_less(facts: dict[str, list[Row]]) -> None:
    built = ledger(facts)
    official, pending, claimed, lasting = (
        steps(built, lens) for lens in (Lens.OFFICIAL, Lens.PENDING, Lens.CLAIMED, Lens.LASTING)
    )
    assert all(a <= b <= c for a, b, c in zip(official, pending, claimed, strict=True))
    assert all(a <= b for a, b in zip(official, lasting, strict=True))


@whole_set
@many
@given(several, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(facts: dict[str, list[Row]], random: Random) -> None:
    shuffled = {table: random.sample(listed, len(listed)) for table, listed in facts.items()}
    one, two = ledger(facts), ledger(shuffled)
    found = policy(one)
    first = verdicts(found, one, found.settings.as_of)
    second = verdicts(found, two, found.settings.as_of)
    assert first.equals(second)


@whole_set
@many
@given(several)
def test_many_people_are_judged_as_each_alone(facts: dict[str, list[Row]]) -> None:
    built = ledger(facts)
    found = policy(built)
    day = found.settings.as_of
    for lens in Lens:
        together = standings(found, built, day, lens)
        alone = [one for no in "123" for one in standings(found, built, day, lens, [no])]
        assert list(together) == alone


def test_a_later_lower_level_lowers_a_step() -> None:
    levels = [{"tool_code": "RPA", "year": 2024, "level": 2}]
    for listed, step in ((levels, 1), ([*levels, {**levels[0], "year": 2025, "level": 1}], 0)):
        built = tables(
            personas=[P01], criteria=[criterion("1-1", "ツール", "RPA", 2)], tool_levels=listed
        )
        assert steps(built, Lens.OFFICIAL) == [step]


def test_joining_fragments_may_lose_a_carried_month() -> None:
    # 21日 + 1か月3日 + 1か月7日 = 2か月31日 = 3か月1日
    # joined by 2/3: 1か月22日 + 1か月7日 = 2か月29日
    leads = [
        {"project_no": "1", "started_on": "2023-01-13", "ended_on": "2023-02-02"},
        {"project_no": "2", "started_on": "2023-02-04", "ended_on": "2023-03-06"},
        {"project_no": "3", "started_on": "2023-03-08", "ended_on": "2023-04-14"},
    ]
    joint = {"project_no": "4", "started_on": "2023-02-03", "ended_on": "2023-02-03"}
    for listed, step in ((leads, 1), ([*leads, joint], 0)):
        built = tables(
            personas=[P01],
            criteria=[criterion("1-1", "リード期間", amount=3)],
            engagements=listed,
        )
        assert steps(built, Lens.OFFICIAL) == [step]
