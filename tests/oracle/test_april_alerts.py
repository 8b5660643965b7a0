"""異動を試す of drawn cities, against the slow oracle: every alert, row for row."""

import datetime as dt
from collections import Counter

import pytest

from ledger.layout.policy import policy_of
from ledger.measure.transfer_rows import transfer_rows
from ledger.measure.transfers import Judged, TransferTrial, transfer_trial
from oracle.april import April, sums_up
from oracle.april_draft import PEOPLE, AprilCity
from oracle.generate import generate
from oracle.sheets import sheets_of
from sampling import cases, keep

CITIES, USUAL = 36, 3
"""Drawn municipalities: all in `make proof`, some of them in a usual run."""


def tried(city: AprilCity) -> tuple[TransferTrial, April]:
    policy, _ = policy_of(city.tables)
    judged = min(city.today, policy.settings.as_of)
    rows = transfer_rows(policy.settings, city.tables, city.today)
    trial = transfer_trial(
        policy, city.tables, rows.moves, city.today, Judged(city.tables["verdicts"], judged)
    )
    return trial, April(sheets_of(city.tables), city.today, judged)


@pytest.mark.parametrize("number", cases(CITIES, USUAL))
def test_異動案の知らせは_表からゆっくり読んだものと同じ(number: int) -> None:
    trial, oracle = tried(AprilCity(number, generate(number, PEOPLE)))
    gaps = Counter(
        (gap.section_code, gap.wanted.persona_code, gap.wanted.needed, gap.before, gap.after)
        for on in trial.on_days
        for gap in on.gaps
    )
    assert gaps == oracle.gaps()
    moved = {
        (one.move.staff_no, one.move.on, ahead): {
            (own.training_code, own.completed_on, own.pending) for own in one.completions
        }
        for ahead, listed in ((True, trial.planned), (False, trial.past))
        for one in listed
    }
    assert moved == oracle.after_training()
    terms = {(one.staff_no, one.persona_code, one.ends_on) for one in trial.terms}
    assert terms == oracle.terms(trial.until)
    assert trial.until >= trial.on_days[-1].days.after - dt.timedelta(days=1)
    changes = {
        (on.days.after, who): (one.before, one.after)
        for on in trial.on_days
        for one in on.changes
        for who in one.people
    }
    assert changes == oracle.confirmer_changes()
    for on in trial.on_days:
        whole = sum(at == on.days.after for at, _ in changes)
        assert sums_up([one.people for one in on.changes], whole)
    keep(
        "異動を試す, product against oracle",
        cities=1,
        differences=0,
        gaps=sum(gaps.values()),
        after_training=len(moved),
        terms=len(terms),
        confirmers=len(changes),
    )


@pytest.mark.parametrize("number", cases(CITIES, 1))
def test_引いた市には_どの知らせもある(number: int) -> None:
    trial, _ = tried(AprilCity(number, generate(number, PEOPLE)))
    assert len(trial.moves) > 10
    assert any(on.gaps for on in trial.on_days)
    assert any(on.changes for on in trial.on_days)
