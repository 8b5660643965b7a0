"""The drawn cities are worth comparing on: many, close to the boundaries, every rule in them."""

import datetime as dt
import sys
from collections.abc import Iterable
from enum import StrEnum

import pytest

from ledger.model import terms
from oracle.boundaries import CLOSE, Share, expiry_share, goal_share, interval_share
from oracle.conftest import CITIES
from oracle.draft import SWITCHES
from oracle.generate import generate
from oracle.kpis import KpiOracle
from oracle.rates import RateOracle
from oracle.sheets import Row, code, number, text
from oracle.steps import StepOracle
from sampling import keep


class Survey:
    """What occurs in some cities: policies, people, boundaries, and every word of a column."""

    def __init__(self, seeds: list[int]) -> None:
        self.policies: set[str] = set()
        self.people = 0
        self.intervals = Share(0, 0)
        self.expiries = Share(0, 0)
        self.goals = Share(0, 0)
        self.words: dict[str, set[str | None]] = {}
        for seed in seeds:
            self._look_at(seed)

    def _look_at(self, seed: int) -> None:
        tables = generate(seed)
        settings = tables["settings"].set_index("key")["value"]
        steps = StepOracle(tables, dt.date.fromisoformat(settings["as_of"]))
        self.policies.add(repr([steps.sheets[t] for t in ("steps", "criteria", "trainings")]))
        self.people += len(steps.sheets["staff"])
        self.intervals = self.intervals.plus(interval_share(steps))
        self.expiries = self.expiries.plus(expiry_share(steps))
        self._look_at_sheets(steps)
        self._look_at_results(steps)

    def _look_at_sheets(self, steps: StepOracle) -> None:
        sheets = steps.sheets
        for key in (*SWITCHES, "lead_mode", "rate_basis", "day_carry", "match_level"):
            self._note(key, [sheets.settings[key]])
        for table, column in COLUMNS:
            self._note(f"{table}.{column}", (text(row, column) for row in sheets[table]))

    def _look_at_results(self, steps: StepOracle) -> None:
        verdicts = steps.verdicts()
        rates = RateOracle(steps, verdicts)
        printed = rates.rates().values()
        kpis = KpiOracle(rates).kpis()
        self.goals = self.goals.plus(goal_share(steps.sheets, kpis))
        self._note("Step判定", (found.state for found in verdicts.values()))
        self._note("率の状態", (rate.state for rate in printed))
        self._note("除外", (reason for rate in printed for _, reason in rate.excluded))
        self._note("判定", (kpi.verdict for kpi in kpis.values()))
        kinds = {label(row): code(row, "kind") for row in steps.sheets["criteria"]}
        for (_, persona, _), found in verdicts.items():
            self._note("充足", (kinds[persona, mark] for mark in found.met))
            self._note("未充足", (kinds[persona, mark] for mark in found.unmet))

    def _note(self, what: str, words: Iterable[str | None]) -> None:
        self.words.setdefault(what, set()).update(words)


COLUMNS = (
    ("personas", "scope"),
    ("personas", "active"),
    ("steps", "active"),
    ("tools", "active"),
    ("trainings", "active"),
    ("training_groups", "completion"),
    ("training_map", "requirement"),
    ("sessions", "state"),
    ("sections", "level"),
    ("leaves", "kind"),
    ("postings", "kind"),
    ("attendances", "source"),
    ("attendances", "confirmed"),
    ("engagements", "confirmed"),
    ("engagements", "role"),
    ("targets", "indicator"),
    ("targets", "horizon"),
)


def label(criterion: Row) -> tuple[str, str]:
    """Return the persona and the `Step-条件番号` of a criterion."""
    mark = f"{number(criterion, 'step')}-{number(criterion, 'criterion_no')}"
    return code(criterion, "persona_code"), mark


@pytest.fixture(scope="module")
def survey(drawn: list[int]) -> Survey:
    return Survey(drawn)


def test_there_are_as_many_policies_as_cities(survey: Survey, drawn: list[int]) -> None:
    assert len(survey.policies) == len(drawn)


def test_two_hundred_people_live_in_each_city(survey: Survey, drawn: list[int]) -> None:
    assert survey.people >= 200 * len(drawn)


def test_fifty_policies_and_ten_thousand_people_are_what_is_usual() -> None:
    assert CITIES >= 50
    assert 200 * CITIES >= 10_000


@pytest.mark.proof
def test_many_cases_lie_within_three_days_of_the_boundary(
    survey: Survey, capfd: pytest.CaptureFixture[str]
) -> None:
    both = survey.intervals.plus(survey.expiries)
    with capfd.disabled():
        sys.stderr.write(  # a worker's stdout is not the terminal
            f"\n{len(survey.policies)} policies, {survey.people} people;"
            f" within {CLOSE} days of a boundary: {both},"
            f" periods {survey.intervals}, expiries {survey.expiries},"
            f" goals within 0.1 {survey.goals}\n"
        )
    keep(
        "drawn cities, product against oracle",
        policies=len(survey.policies),
        people=survey.people,
    )
    assert survey.intervals.share >= 0.3
    assert survey.expiries.share >= 0.3
    assert survey.goals.share >= 0.3


def _words(choices: type[StrEnum]) -> set[str]:
    return {word.value for word in choices}


@pytest.mark.proof
@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        *((switch, {"○", "×"}) for switch in SWITCHES),
        ("lead_mode", _words(terms.LeadMode)),
        ("rate_basis", _words(terms.RateBasis)),
        ("day_carry", {"28", "29", "30", "31"}),
        ("match_level", {"1", "2", "3"}),
        ("personas.scope", _words(terms.Scope)),
        ("personas.active", {"○", "×", None}),
        ("steps.active", {"○", "×", None}),
        ("tools.active", {"○", "×", None}),
        ("trainings.active", {"○", "×", None}),
        ("training_groups.completion", _words(terms.GroupCompletion)),
        ("training_map.requirement", _words(terms.Requirement)),
        ("sessions.state", _words(terms.SessionState)),
        ("sections.level", _words(terms.SectionLevel)),
        ("leaves.kind", _words(terms.LeaveKind)),
        ("postings.kind", _words(terms.PostingKind)),
        ("attendances.source", _words(terms.Source)),
        ("attendances.confirmed", _words(terms.Confirmation)),
        ("engagements.confirmed", _words(terms.Confirmation)),
        ("engagements.role", _words(terms.Role)),
        ("targets.indicator", _words(terms.Indicator)),
        ("targets.horizon", _words(terms.Horizon)),
        ("充足", _words(terms.CriterionKind)),
        ("未充足", _words(terms.CriterionKind)),
        ("Step判定", _words(terms.VerdictState)),
        ("率の状態", _words(terms.RateState)),
        ("除外", _words(terms.Exclusion)),
        ("判定", _words(terms.TargetVerdict)),
    ],
)
def test_every_word_occurs(survey: Survey, what: str, wanted: set[str | None]) -> None:
    assert survey.words[what] >= wanted
