"""What one wants to change, and the files that one touches: each change is written down and done.

`tests/test_changes.py` makes each change in a copy of the product and looks at what came of it;
`docs/build.py` draws the table of architecture.md from the same list.
"""

from typing import NamedTuple


class Edit(NamedTuple):
    """One place of a change.

    Attributes:
        file: The file, from the top of the checkout.
        before: What stands there.
        after: What stands there then.
    """

    file: str
    before: str
    after: str


class Change(NamedTuple):
    """A change that somebody will want.

    Attributes:
        title: What is changed.
        most: How many files it may touch.
        edits: An example of it.
        shown: Python that fails unless the example works everywhere.
        hint: Where to look, beyond the files.
    """

    title: str
    most: int
    edits: tuple[Edit, ...]
    shown: str
    hint: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it touches."""
        return tuple(dict.fromkeys(edit.file for edit in self.edits))


_KIND = Change(
    "A kind of Step条件 (種別)",
    3,
    (
        Edit(
            "src/ledger/model/terms/policy.py",
            '    LEAD_TIME = "リード期間"\n',
            '    LICENCES = "免許"\n    LEAD_TIME = "リード期間"\n',
        ),
        Edit(
            "src/ledger/judge/kinds/qualification.py",
            "KINDS = (Qualification(CriterionKind.QUALIFICATION),)",
            "KINDS = (\n    Qualification(CriterionKind.QUALIFICATION),\n"
            '    Qualification(CriterionKind.LICENCES, unit="枚"),\n)',
        ),
        Edit(
            "src/ledger/form/kinds.py",
            "    QualificationRow(KINDS[CriterionKind.QUALIFICATION]),\n",
            "    QualificationRow(KINDS[CriterionKind.QUALIFICATION]),\n"
            "    QualificationRow(KINDS[CriterionKind.LICENCES]),\n",
        ),
    ),
    """
import datetime as dt
import builders
from ledger.judge.advice import next_action
from ledger.judge.consistency.findings import check
from ledger.judge.explain import explain
from ledger.judge.steps import standings
from ledger.layout.ledger import BY_KEY
from ledger.model.terms import Phase
from ledger.model.verdicts import Lens
from ledger.form.blocks import shape
from ledger.form.content import prefill
from ledger.form.sizes import hidden_sizes

tables = builders.tables(
    personas=[{"persona_code": "P01"}],
    criteria=[{"persona_code": "P01", "step": 1, "kind": "免許", "amount": 2}],
    qualifications=[{"qualification": "甲", "acquired_on": "2025-05-01"}],
)
policy, day = builders.policy(tables), dt.date(2026, 3, 31)
(standing,) = standings(policy, tables, day, Lens.CLAIMED)
assert (standing.step, standing.outcomes[0].have) == (0, 1)
assert "あと1枚" in next_action(policy, standing)
assert "甲" in "".join(explain(policy, tables, day, builders.PERSON).lines())
assert "免許" in BY_KEY["criteria"].column("kind").choices
assert not [p for p in check(policy, tables) if p.code == "criterion-never"]
form = prefill(policy, tables, builders.PERSON, day, Phase.CLOSING)
assert form.rules["criteria"][0][3] == "免許"
own = shape(hidden_sizes(form.sizes, form.rules), form.kinds)
assert "qualified" in own.needed and "engaged" in own.needed
""",
    "its object in `judge/kinds/`; every formula of it in its row on the form",
)

_INDICATOR = Change(
    "A KPI indicator (指標)",
    2,
    (
        Edit(
            "src/ledger/model/terms/indicators.py",
            "    SHARE_OF = ",
            '    ONCE = "受講経験者数", IndicatorRule(\n        (PEOPLE,), About.TRAINING, '
            "counted=Counted.TO_DATE\n    )\n    SHARE_OF = ",
        ),
        Edit(
            "src/ledger/measure/indicators/training.py",
            "    Indicator.COMPLETERS: completers,\n",
            "    Indicator.COMPLETERS: completers,\n    Indicator.ONCE: completers,\n",
        ),
    ),
    """
import datetime as dt
import builders
from ledger.judge.consistency.findings import check
from ledger.judge.verdicts import verdicts
from ledger.layout.ledger import BY_KEY
from ledger.measure.kpis import kpis
from ledger.measure.participation import rates
from ledger.model.terms import Indicator

target = {"target_code": "K1", "target_type": "参加率目標型", "target_name": "目標",
          "indicator": "受講経験者数", "object_code": "T01", "unit": "名", "goal_value": 1,
          "due_year": 2026, "horizon": "基本方針"}
tables = builders.tables(
    trainings=[{"training_code": "T01"}],
    attendances=[{"training_code": "T01", "completed_on": "2024-05-01"}],
    targets=[target],
)
policy, day = builders.policy(tables), dt.date(2026, 3, 31)
judged = verdicts(policy, tables, day)
shown = rates(policy, tables, judged, day)[0]
assert kpis(policy, tables, judged, shown, day)["actual"].tolist() == [1.0]
assert "受講経験者数" in BY_KEY["targets"].column("indicator").choices
assert BY_KEY["targets"].column("unit").fitting.words[Indicator.ONCE] == ("名",)
assert not [p for p in check(policy, tables) if p.code == "target-incomplete"]
""",
    "its word, units, needs and what it counts in the first; how it is measured in the second",
)

_CHECK = Change(
    "A validation in the form (入力チェック)",
    2,
    (
        Edit(
            "src/ledger/form/formulas/checks.txt",
            "bad = [@need]+[@date]+[@twice]\n\n[rows_my_engagements]",
            'proof = flag(AND([@filled]=1,my_qualifications[@evidence]=""))\n'
            "bad = [@need]+[@date]+[@twice]+[@proof]\n\n[rows_my_engagements]",
        ),
        Edit(
            "src/ledger/form/check_lines.py",
            '    _rows(\n        "案件・役割・始めた日がそろっている",',
            '    _rows(\n        "資格の証跡がある",\n        "証跡を書いてください。",\n'
            '        Spot("my_qualifications", "proof", lambda filled: where(\n            '
            'filled.of("my_qualifications"), lambda row: not row["evidence"])),\n    ),\n'
            '    _rows(\n        "案件・役割・始めた日がそろっている",',
        ),
    ),
    """
import datetime as dt
import io
import builders
from openpyxl import load_workbook
from ledger.model.terms import Phase
from ledger.form.content import prefill
from ledger.form.issue import fill
from ledger.form.template import template

def said(**more):
    tables = builders.tables(
        personas=[{"persona_code": "P01"}],
        qualifications=[{"qualification": "甲", "acquired_on": "2025-05-01", **more}],
    )
    form = prefill(builders.policy(tables), tables, builders.PERSON, dt.date(2026, 3, 31),
                   Phase.CLOSING)
    book = fill(template(), form)
    books = (load_workbook(io.BytesIO(book), data_only=only) for only in (False, True))
    formulas, values = (one["次の一歩"] for one in books)
    (row,) = [c.row for c in formulas["C"] if c.value == "資格の証跡がある"]
    assert "_calc!" in formulas[f"B{row}"].value
    return values[f"B{row}"].value, values[f"E{row}"].value

assert said(evidence="写し") == ("○", None) or said(evidence="写し") == ("○", "")
assert said() == ("×", "「3 資格」の1行目。証跡を書いてください。")
""",
    "the flag as a formula; the line, and what it comes to where nothing calculates",
)

_SWITCH = Change(
    "A switch of judging (設定)",
    3,
    (
        Edit(
            "src/ledger/model/settings.py",
            "    rate_basis: RateBasis = _field(",
            "    expiry_counts: Switch = _field(\n"
            '        "有効期限を見る", "×なら、研修の有効月数を見ない", default=True\n    )\n'
            "    rate_basis: RateBasis = _field(",
        ),
        Edit(
            "src/ledger/judge/criteria_facts.py",
            "        if training is None or training.valid_months is None:\n            return 0",
            "        if not self.policy.settings.expiry_counts:\n            return 0\n"
            "        if training is None or training.valid_months is None:\n            return 0",
        ),
        Edit(
            "src/ledger/form/formulas/facts.txt",
            "valid = IF([@training]=0,0,N(INDEX(list_training_valid,[@training])))",
            "valid =\n  IF(OR([@training]=0,rules.settings[expiry_counts]=0),0,\n"
            "  N(INDEX(list_training_valid,[@training])))",
        ),
    ),
    """
import datetime as dt
import builders
from ledger.judge.steps import standings
from ledger.model.settings import Settings
from ledger.model.terms import Phase
from ledger.model.verdicts import Lens
from ledger.form.blocks import RULES, shape
from ledger.form.content import prefill
from ledger.form.sizes import hidden_sizes

def judged(**settings):
    tables = builders.tables(
        settings,
        personas=[{"persona_code": "P01"}],
        trainings=[{"training_code": "T01", "valid_months": 12}],
        criteria=[{"persona_code": "P01", "step": 1, "kind": "研修", "object_code": "T01"}],
        attendances=[{"training_code": "T01", "completed_on": "2020-05-01"}],
    )
    policy = builders.policy(tables)
    day = dt.date(2026, 3, 31)
    form = prefill(policy, tables, builders.PERSON, day, Phase.CLOSING)
    place = RULES["settings"].keys.index("expiry_counts")
    (standing,) = standings(policy, tables, day, Lens.CLAIMED)
    return standing.step, form.rules["settings"][0][place], form

assert Settings.model_fields["expiry_counts"].title == "有効期限を見る"
assert judged()[:2] == (0, 1)
step, cell, form = judged(expiry_counts=False)
assert (step, cell) == (1, 0)
own = shape(hidden_sizes(form.sizes, form.rules), form.kinds)
(run,) = own.places.formulas(own.written["trained"], own.places.blocks["trained"], "valid")
assert "_rules!" in run.at(0)
""",
    "the setting; the rule; the same in the form's formulas, which find it by its key",
)

_COLUMN = Change(
    "A column of a fact",
    1,
    (
        Edit(
            "src/ledger/layout/fact_tables.py",
            'choice("source", "出所", Source, required=True, width=8),\n        EVIDENCE,',
            'choice("source", "出所", Source, required=True, width=8),\n        EVIDENCE,\n'
            '        text("place", "会場", width=14, since=3),',
        ),
    ),
    """
import datetime as dt
import io
import builders
from openpyxl import load_workbook
from ledger.layout import ledger
from ledger.layout.migrations import LEDGER_VERSION, since
from ledger.layout.self_report import BY_KEY
from ledger.model.terms import Phase
from ledger.form.content import prefill
from ledger.form.issue import fill
from ledger.form.template import template
from ledger.read.codes import Codes
from ledger.read.self_reports.report import read_self_report
from ledger.present import ledger_book

tables = builders.tables(
    personas=[{"persona_code": "P01"}],
    trainings=[{"training_code": "T01"}],
    attendances=[{"training_code": "T01", "completed_on": "2025-05-01", "place": "本庁舎"}],
)
policy = builders.policy(tables)
form = prefill(policy, tables, builders.PERSON, dt.date(2026, 3, 31), Phase.CLOSING)
report = read_self_report(fill(template(), form.sealed("2025-1", "封")), "a.xlsx", Codes.of(policy))
(row,) = [one for one in report.rows if one.table == "my_attendances"]
assert row.values["place"] == "本庁舎"
assert "会場" in BY_KEY["my_attendances"].table.headers
book = load_workbook(io.BytesIO(ledger_book.build(tables, policy.settings)))
assert "会場" in [cell.value for rows in book["受講"].iter_rows(max_row=9) for cell in rows]
assert LEDGER_VERSION == "3"
assert "place" in [one.column.key for one in since("2").columns["attendances"]]
""",
    "ledger, form, readers, CSV, docs and the step for older ledgers follow",
)

_BUTTON = Change(
    "A ribbon button",
    4,
    (
        Edit(
            "addin/ribbon/customUI14.xml",
            '          <button id="btnRollover"',
            '          <button id="btnToday" tag="today" label="今日やること" keytip="T"\n'
            '            imageMso="TaskList" screentip="今日やることを見る" supertip="足りないもの'
            'を順に見せます。何も変更しません。"\n            onAction="RibbonLedger.OnPress" '
            'getEnabled="RibbonLedger.GetEnabled" />\n          <button id="btnRollover"',
        ),
        Edit(
            "addin/ribbon/availability.csv",
            "consolidate,ledger,",
            "today,ledger,status,今は使えません。人事の台帳を開くと使えます。\nconsolidate,ledger,",
        ),
        Edit(
            "src/ledger/buttons/registry.py",
            '    "rollover": Button(',
            '    "today": Button("今日やること", _LEDGER, Deed("ledgers", "today")),\n'
            '    "rollover": Button(',
        ),
        Edit(
            "src/ledger/buttons/ledgers.py",
            "def rollover(click: Click) -> None:",
            "def today(click: Click) -> None:\n"
            '    """今日やること: what is missing, in order; nothing is written."""\n'
            '    click.desk.tell("今日やること", click.pages.name)\n\n\n'
            "def rollover(click: Click) -> None:",
        ),
    ),
    """
from ledger.addin.ribbon_controls import buttons, sheet_texts
from ledger.buttons.registry import BUTTONS

(button,) = [one for one in buttons() if one.verb == "today"]
assert (button.label, button.kinds) == (BUTTONS["today"].label, ("ledger",))
assert "今日やること" in str(sheet_texts())
told = []
class Desk:
    def tell(self, title, text, wrong=False):
        told.append((title, text))
class Pages:
    name = "台帳.xlsx"
class Click:
    desk, pages = Desk(), Pages()
BUTTONS["today"].act(Click())
assert told == [("今日やること", "台帳.xlsx")]
""",
    "then `make addin docs`; the whole-click tests find it by themselves",
)

_PROBLEM = Change(
    "A problem (code, sentence, remedy)",
    1,
    (
        Edit(
            "src/ledger/model/catalogue/flow.py",
            "    # commands\n",
            '    "goal-far": Entry(\n        NOTICE,\n        "遠い目標",\n'
            '        "目標「{goal}」の期限が遠い先です。",\n'
            '        "期限を確かめてください。",\n    ),\n    # commands\n',
        ),
    ),
    """
from ledger.model.catalogue import CATALOGUE
from ledger.model.problems import Place, Problem, Severity

found = Problem.of("goal-far", Place(sheet="目標"), goal="K1")
assert (found.severity, found.what) == (Severity.NOTICE, "目標「K1」の期限が遠い先です。")
assert CATALOGUE["goal-far"].title == "遠い目標"
""",
    "where it is found: `Problem.of(code, place, …)`; its group: `model/finding_groups.py`",
)

CHANGES = (_KIND, _INDICATOR, _CHECK, _SWITCH, _COLUMN, _BUTTON, _PROBLEM)
"""Changes that are done in a copy by a test."""
AS_DATA = (
    (
        "The layout of a roster or of another system's file",
        "取込列 and 取込値 of the ledger: data, no file (`tests/test_import_load.py`)",
    ),
)
"""Changes that touch no file."""


def table() -> str:
    """Return the table of architecture.md."""
    lines = ["| what you want to change | files you touch | where |", "|---|---|---|"]
    for change in CHANGES:
        files = "<br>".join(f"`{file}`" for file in change.files)
        lines.append(f"| {change.title} | {len(change.files)}: {files} | {change.hint} |")
    lines += [f"| {title} | 0 | {how} |" for title, how in AS_DATA]
    return "\n".join(lines)
