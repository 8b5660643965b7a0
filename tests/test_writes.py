"""Every verb that writes: each call fails in turn, or the process dies there; nothing is lost.

The ledger is the old one or the new one, what is said is so, the states before stay, and the next
start leaves nothing lying about. What happens is drawn out of every call × every deed.
"""

import random
from collections import Counter
from unittest.mock import ANY

import pytest

import sampling
from failing_disk import FAULTS, KILLS, POWER, Deed
from writing_runs import VERBS, Look, Stage, at_once, run, stage_in, start_again

PARTS = 40
USUAL = 14
FAULTS_A_CALL = 3

Case = tuple[str, int, Deed]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return stage_in(tmp_path_factory.mktemp("office"))


def cases(stage: Stage) -> list[Case]:
    """Both deaths at every call, of process and machine, and three of the failures in turn."""
    return [
        (verb, k, deed)
        for verb in VERBS
        for k in range(1, stage.lengths[verb] + 1)
        for deed in (
            *KILLS,
            *POWER,
            *(FAULTS[(FAULTS_A_CALL * k + i) % len(FAULTS)] for i in range(3)),
        )
    ]


def drawn(stage: Stage, part: int) -> list[Case]:
    every = cases(stage)
    if sampling.WHOLE:
        return every[part::PARTS]
    return random.Random(sampling.SEED).sample(every, USUAL)  # noqa: S311 - a sample, no secret


def gone_through(stage: Stage, case: Case, counted: Counter[str]) -> list[str]:
    """Go through one case and the start after it; return what is wrong."""
    verb, k, deed = case
    ended = run(stage, verb, k, deed)
    first = Look(stage, verb)
    third = first.third_states()
    untrue = first.untrue(ended) if ended.code >= 0 else []
    again = start_again(stage, verb)
    second = Look(stage, verb)
    left, lost = second.left_over(), second.wrong_generations(first.now["台帳.xlsx"])
    parted = second.wrong_journal()
    copies = [name for name in first.left_over() if name.endswith(".tmp")]
    untold = copies if "書きかけのファイル" not in again.said else []
    met = "power_losses" if deed.powerless else "kills" if deed.kills else "failures"
    counted[met] += 1
    counted["third_states"] += bool(third)
    counted["false_sentences"] += bool(untrue)
    counted["generations_lost"] += bool(lost)
    counted["journal_parted"] += bool(parted)
    counted["left_by_them"] += bool(first.left_over())
    counted["left_after_next_start"] += bool(left)
    counted["left_and_not_told"] += bool(untold)
    wrong = [*third, *untrue, *left, *lost, *untold, *parted]
    return [f"{verb}, call {k}, {deed.title}: {one} | {ended} | {again}" for one in wrong]


@pytest.mark.parametrize("part", sampling.cases(PARTS, 1))
def test_どの呼び出しが失敗しても_どこで止まっても_台帳は新しいか元のまま(
    stage: Stage, part: int
) -> None:
    counted: Counter[str] = Counter()
    wrong = [line for case in drawn(stage, part) for line in gone_through(stage, case, counted)]
    sampling.keep("writes: kills and failures at every call of every verb", **counted)
    assert not wrong, "\n".join(wrong)


def test_8人が同時に取り込んでも_書けるのは1人で_ほかの人は断られる(stage: Stage) -> None:
    ended = at_once(stage, "load", 8)
    look = Look(stage, "load")
    assert sorted(one.code for one in ended) == [0, *[2] * 7]
    refused = [one.said for one in ended if one.code]
    assert all("ledger-locked" in said or "file-changed" in said for said in refused), refused
    assert look.is_new("台帳.xlsx")
    assert not [*look.third_states(), *look.left_over(), *look.wrong_generations()]


@pytest.mark.parametrize("verb", VERBS)
def test_何も失敗しなければ_全部書かれて何も残らない(stage: Stage, verb: str) -> None:
    ended = run(stage, verb)
    look = Look(stage, verb)
    assert ended.code in {0, 1}
    assert look.is_new(look.own)
    assert not [*look.third_states(), *look.untrue(ended), *look.left_over()]
    assert not [*look.wrong_generations(), *look.wrong_journal()]
    assert stage.lengths[verb] > len(look.job.plan.files)


def test_見る側は_第三の状態や偽りの言葉を見つける(stage: Stage) -> None:
    """The look itself: it must see what it is there to see."""
    ended = run(stage, "load")
    (stage.folder / "台帳.xlsx").write_bytes(b"torn")
    (stage.folder / ".台帳.xlsx.00000000.tmp").write_bytes(b"half")
    max((stage.folder / "backup").glob("*.xlsx")).unlink()
    look = Look(stage, "load")
    assert look.third_states() == ["台帳.xlsx"]
    assert look.left_over() == [".台帳.xlsx.00000000.tmp", ANY]
    assert look.wrong_generations()
    said = ended.said.replace("保存しました", "「台帳.xlsx」は変わっていません。保存しました")
    run(stage, "load")
    new = Look(stage, "load")
    assert new.untrue(ended._replace(said=said)) == ["台帳.xlsx is new"]
    assert new.untrue(ended._replace(said="")) == ["was written, and nobody said so"]
