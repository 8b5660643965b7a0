"""A rule is told once: changed in its one place, every telling of it changes, or a test fails.

Each drift is planted in a copy of the product. `TOGETHER`: what judge, advice, explanation, 点検,
form and rates say must all be another than before. `CAUGHT`: where Excel's formulas tell the rule
again there is a test that holds both together, and it must fail.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sampling import cases, keep

TOP = Path(__file__).parent.parent
LONGEST = 300
"""Seconds that one drift may take to show."""


class Drift(NamedTuple):
    """A change of a rule in its one place.

    Attributes:
        title: What is changed.
        file: Its place.
        before: What stands there.
        after: What is planted.
        shown: Python that prints what each telling says, as JSON; or the test that must fail.
    """

    title: str
    file: str
    before: str
    after: str
    shown: str


_SAID = """
import datetime as dt, json, builders
from ledger.judge.advice import next_action, unmet_entries
from ledger.judge.explain import explain
from ledger.judge.steps import standings
from ledger.judge.verdicts import verdicts
from ledger.measure.participation import rates
from ledger.model.terms import Phase
from ledger.model.verdicts import Lens
from ledger.form.content import prefill

DAY = dt.date(2026, 3, 31)

def told(tables, day=DAY):
    policy = builders.policy(tables)
    (standing,) = standings(policy, tables, day, Lens.CLAIMED)
    form = prefill(policy, tables, builders.PERSON, day, Phase.CLOSING)
    judged = verdicts(policy, tables, day)
    return {
        "judge": [standing.step, [(o.have, o.needed, o.met) for o in standing.outcomes]],
        "advice": [unmet_entries(policy, standing), next_action(policy, standing)],
        "explain": explain(policy, tables, day, builders.PERSON).lines(),
        "official": judged.astype(str).to_dict("records"),
        "rates": rates(policy, tables, judged, day)[0].astype(str).to_dict("records"),
        "form rules": [list(map(str, row)) for row in form.rules["criteria"]],
        "form past": [list(map(str, row)) for row in form.rules["past_trainings"]],
        "form results": {k: {a: str(v) for a, v in r.items()} for k, r in form.results.items()},
    }

def say(found, *keys):
    print(json.dumps({key: found[key] for key in keys}, ensure_ascii=False))

def town(done=(), kind="研修", code="T01", amount=1, **more):
    return builders.tables(
        personas=[{"persona_code": "P01"}],
        trainings=[{"training_code": one} for one in ("T01", "T02")],
        training_groups=[{"group_code": "G", "training_code": one, "completion": "全て"}
                         for one in ("T01", "T02")],
        criteria=[{"persona_code": "P01", "step": 1, "kind": kind, "object_code": code,
                   "amount": amount}],
        attendances=[{"training_code": "T01", **one} for one in done],
        **more,
    )
"""

TOGETHER = [
    Drift(
        "数える単位の言葉",
        "src/ledger/judge/kinds/training.py",
        'TrainingKind(CriterionKind.TRAINING, unit="回")',
        'TrainingKind(CriterionKind.TRAINING, unit="度")',
        "say(told(town(amount=3)), 'advice', 'explain', 'form rules', 'form results')",
    ),
    Drift(
        "全ての組に要る研修の数",
        "src/ledger/judge/kinds/training.py",
        "    return len(group.training_codes) if whole else amount",
        "    return 1 if whole else amount",
        "say(told(town([{'completed_on': '2025-05-01'}], code='G')), 'judge', 'explain', "
        "'official', 'form rules', 'form results')",
    ),
    Drift(
        "判定の日より後の実績を数えない",
        "src/ledger/judge/fact_status.py",
        "    later = days > by.toordinal()",
        "    later = days > by.toordinal() + 900",
        "say(told(town([{'completed_on': '2025-05-01'}]), dt.date(2025, 4, 20)), 'judge', "
        "'explain', 'official', 'form results')",
    ),
    Drift(
        "名簿の実績は正式である",
        "src/ledger/judge/fact_status.py",
        '        found[rows.codes("source").where(Source.ROSTER.value)] = _OFFICIAL',
        '        found[rows.codes("source").where(Source.ROSTER.value)] = _CLAIMED',
        "say(told(town([{'completed_on': '2024-05-01', 'source': '名簿'}])), 'official', "
        "'form past', 'form results')",
    ),
    Drift(
        "条件がないときの言葉",
        "src/ledger/form/panel_words.py",
        'TOP_STEP = "めざすStepまで、すべて満たしています。"',
        'TOP_STEP = "もう上のStepはありません。"',
        "from ledger.form.blocks import panels\n"
        "found = told(town([{'completed_on': '2025-05-01'}]))\n"
        "found['formula'] = str(panels()['panel'].columns['missing'])\n"
        "say(found, 'form results', 'formula')",
    ),
    Drift(
        "パネルに挙げる条件の数",
        "src/ledger/form/panel_words.py",
        "SAID_AT_MOST = 3",
        "SAID_AT_MOST = 1",
        "from ledger.form.blocks import shape\n"
        "from ledger.form.sizes import USUAL\n"
        "tables = builders.tables(personas=[{'persona_code': 'P01'}], "
        "trainings=[{'training_code': 'T01'}], criteria=[{'persona_code': 'P01', 'step': 1, "
        "'criterion_no': n, 'kind': '研修', 'object_code': 'T01', 'amount': n} for n in (1, 2)])\n"
        "found = told(tables)\n"
        "found['formula'] = str(shape(USUAL).written['criteria'].columns['told'])\n"
        "say(found, 'form results', 'formula')",
    ),
    Drift(
        "名前の読みかえ",
        "src/ledger/model/folding.py",
        "def name_key(text: str) -> str:",
        "def name_key(text: str) -> str:\n    return _name_key(text.replace('ヶ', 'ケ'))\n\n\n"
        "def _name_key(text: str) -> str:",
        "from ledger.model.folding import name_key, same_name\n"
        "found = {'name': name_key('霞ヶ関'), 'same': same_name('霞ヶ関', '霞ケ関')}\n"
        "say(found, 'name', 'same')",
    ),
    Drift(
        "条件にない研修の点検",
        "src/ledger/judge/kinds/training.py",
        "        return None if code in policy.trainings else _nowhere(code)",
        "        return None if code in policy.trainings or code == 'T99' else _nowhere(code)",
        "from ledger.judge.consistency.findings import check\n"
        "tables = town(code='T99')\n"
        "found = {'check': [p.what for p in check(builders.policy(tables), tables)]}\n"
        "say(found, 'check')",
    ),
]

CAUGHT = [
    Drift(
        "期間の終わりの日(民法143条)",
        "src/ledger/model/calendar.py",
        "        return anniversary - dt.timedelta(days=1)\n",
        "        return anniversary\n",
        "tests/office/test_shown_as_calculated.py",
    ),
    Drift(
        "様式の数式の有効期限",
        "src/ledger/form/formulas/facts.txt",
        "ok = ([@training]>0)*([@day]>0)*([@day]<=now[seen_on])*([@last]>=now[seen_on])",
        "ok = ([@training]>0)*([@day]>0)*([@day]<=now[seen_on])*([@last]>now[seen_on])",
        "tests/office/test_panel.py",
    ),
    Drift(
        "様式の点検の数式",
        "src/ledger/form/formulas/checks.txt",
        "date =\n  flag(AND([@filled]=1,OR(NOT(ISNUMBER(my_attendances[@completed_on])),",
        "date =\n  flag(AND([@filled]=2,OR(NOT(ISNUMBER(my_attendances[@completed_on])),",
        "tests/office/test_answers_shown_as_calculated.py",
    ),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the product is made of, and of its tests."""
    folder = tmp_path_factory.mktemp("drift") / "product"
    ignored = shutil.ignore_patterns("__pycache__", "images")
    for part in ("src", "addin", "workbooks", "tests", "docs"):
        shutil.copytree(TOP / part, folder / part, ignore=ignored)
    shutil.copy(TOP / "pyproject.toml", folder)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python over a copy."""
    paths = os.pathsep.join(str(folder / part) for part in ("src", "tests"))
    return subprocess.run(  # noqa: S603 - our own code, in a copy
        [sys.executable, *arguments],
        cwd=folder,
        env={
            **{key: value for key, value in os.environ.items() if key != "LEDGER_PROOF"},
            "PYTHONPATH": paths,
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def tellings(folder: Path, code: str) -> dict[str, object]:
    made = run(folder, "-c", f"{_SAID}\n{code}")
    assert not made.returncode, made.stderr
    found: dict[str, object] = json.loads(made.stdout)
    return found


@contextlib.contextmanager
def planted(folder: Path, drift: Drift) -> Iterator[None]:
    """Let a drift stand in a copy for a while."""
    path = folder / drift.file
    text = path.read_text("utf-8")
    assert text.count(drift.before) == 1, "the rule does not stand there once"
    path.write_text(text.replace(drift.before, drift.after), "utf-8")
    try:
        yield
    finally:
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("number", cases(len(TOGETHER), 3))
def test_1か所を変えれば_どの言い方も変わる(number: int, whole: Path) -> None:
    drift = TOGETHER[number]
    before = tellings(whole, drift.shown)
    with planted(whole, drift):
        after = tellings(whole, drift.shown)
    unmoved = [telling for telling in before if before[telling] == after[telling]]
    keep("rules changed in their one place", drifts=1, unmoved=len(unmoved))
    assert not unmoved, drift.title


@pytest.mark.office
@pytest.mark.parametrize("number", cases(len(CAUGHT), 1))
def test_数式で言い直す所は_食い違えば検査が落ちる(number: int, whole: Path) -> None:
    drift = CAUGHT[number]
    with planted(whole, drift):
        made = run(whole, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", drift.shown)
    keep("formulas changed beside their rule", drifts=1, unnoticed=int(made.returncode != 1))
    assert made.returncode == 1, (drift.title, made.stdout[-2000:])
