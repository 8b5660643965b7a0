"""What the DX department gets (DX部門へ共有): every column that leaves the ledger, listed here.

The list is of what may go out, not of what must not: a new column of the ledger stays inside until
it is named here. No column names a person, and none holds free text of a person.
"""

from types import MappingProxyType

from ledger.layout.columns import Group, Table, choice, flag, number, text, whole
from ledger.layout.people_tables import STAFF
from ledger.layout.shared import PERSONA, SECTION, TOOL, TRAINING, may
from ledger.model.terms import CodeKind, RateScope, SharedState, Withheld

ROW_NO = whole("row_no", "行番号", required=True, low=1, width=9)
_WITHHELD = choice("withheld", "伏せた値", Withheld, width=16)
_SECTION_CODE = may(SECTION).but(refers="", synonyms=())
_SECTION_NAME = text("section_name", "所属名", width=22)
_GRADE = STAFF.column("grade")
_PERSONA = PERSONA.but(refers="", width=14)
_TOOL = TOOL.but(refers="", width=14)
_TRAINING = TRAINING.but(refers="", synonyms=())
_PERSONA_NAME = text("persona_name", "人材像名", width=24)
_TOOL_NAME = text("tool_name", "ツール名", width=20)
_TRAINING_NAME = text("training_name", "研修名", width=36)

NAMED = MappingProxyType(
    {"persona_name": "persona_code", "tool_name": "tool_code", "training_name": "training_code"}
)
"""Columns of names, and the column of codes that each stands beside; nobody reads them."""

ABOUT = Table(
    key="share_about",
    title="説明",
    group=Group.RESULTS,
    columns=(text("item", "項目", required=True, width=22), text("value", "内容", width=100)),
    note="何の抽出か",
)

STEPS = Table(
    key="share_steps",
    title="Step",
    group=Group.RESULTS,
    columns=(
        ROW_NO,
        _SECTION_CODE,
        _SECTION_NAME,
        _GRADE,
        _PERSONA,
        _PERSONA_NAME,
        _TOOL,
        _TOOL_NAME,
        whole("official_step", "正式Step", width=10),
        whole("next_step", "次のStep", width=10),
        _WITHHELD,
    ),
    note=(
        "レポートの対象と同じ職員の、人材像・ツールごとの正式Step。1人1行。"
        "所属と職層は、同じ人材像・ツールに少人数の秘匿の人数以上いるまとまりで書く。行番号はこの抽出だけのもの"
    ),
)

MISSING = Table(
    key="share_missing",
    title="次に要る研修",
    group=Group.RESULTS,
    columns=(
        ROW_NO,
        _TRAINING,
        _TRAINING_NAME,
        flag("any_of", "択一", note="ほかの条件か研修と、どれかを満たせばよいもの"),
    ),
    note=(
        "シート「Step」の行番号ごとに、次のStepまでに修了していない研修(名簿と確認済の実績による)。"
        "正式Stepを伏せた行と、修了の数を伏せた研修は載せない"
    ),
)

COMPLETIONS = Table(
    key="share_completions",
    title="修了",
    group=Group.RESULTS,
    columns=(
        ROW_NO,
        _SECTION_CODE,
        _SECTION_NAME,
        _GRADE,
        _TRAINING,
        _TRAINING_NAME,
        flag("completed", "修了"),
        whole("year", "修了年度", width=10),
        _WITHHELD,
    ),
    note=(
        "研修ごとの対象の職員の修了(基準日に有効なものが○。修了年度は最後の修了)。1人1行。"
        "所属と職層は、同じ研修に少人数の秘匿の人数以上いるまとまりで書く。"
        "行番号はこの表だけのもので、シート「Step」の行番号とは別"
    ),
)

RATES = Table(
    key="share_rates",
    title="受講率",
    group=Group.RESULTS,
    columns=(
        choice("scope", "範囲", RateScope, required=True, width=8),
        _SECTION_CODE,
        _SECTION_NAME,
        _TRAINING,
        _TRAINING_NAME,
        whole("times", "提供回数"),
        whole("numerator", "分子"),
        whole("denominator", "分母"),
        number("rate", "率(%)"),
        choice("state", "状態", SharedState, required=True),
        _WITHHELD,
    ),
    note="研修ごとの受講率、全体と課ごと",
)

PROJECTS = Table(
    key="share_projects",
    title="案件数",
    group=Group.RESULTS,
    columns=(
        _SECTION_CODE,
        _SECTION_NAME,
        whole("running", "進行中"),
        whole("completed", "今年度完了"),
    ),
    note="所属ごとの案件の数(統合した案件は1件。所属コードの空欄は、所属の記入のない案件)",
)

CODES = Table(
    key="share_codes",
    title="コード",
    group=Group.RESULTS,
    columns=(
        choice("kind", "区分", CodeKind, required=True),
        text("code", "コード", required=True, width=14),
        text("name", "名称", width=40),
    ),
    note="この抽出に出るコードの名称",
)

TABLES = (ABOUT, STEPS, MISSING, COMPLETIONS, RATES, PROJECTS, CODES)
BY_KEY = MappingProxyType({table.key: table for table in TABLES})

TAKEN = MappingProxyType(
    {
        "share_steps": (
            *("sections.section_code", "sections.section_name", "staff.grade"),
            *("personas.persona_code", "personas.persona_name"),
            *("tools.tool_code", "tools.tool_name"),
            *("verdicts.official_step", "steps.step"),
        ),
        "share_missing": ("trainings.training_code", "trainings.training_name"),
        "share_completions": (
            *("sections.section_code", "sections.section_name", "staff.grade"),
            *("trainings.training_code", "trainings.training_name"),
        ),
        "share_rates": (
            *("sections.section_code", "sections.section_name"),
            *("trainings.training_code", "trainings.training_name"),
            *("rates.times", "rates.numerator", "rates.denominator", "rates.rate", "rates.state"),
        ),
        "share_projects": ("sections.section_code", "sections.section_name"),
        "share_codes": (
            *("personas.persona_code", "personas.persona_name"),
            *("tools.tool_code", "tools.tool_name"),
            *("trainings.training_code", "trainings.training_name"),
        ),
    }
)
"""Columns of the ledger whose values stand in the extract as they are; all else is counted or
worked out (修了 and 修了年度 from 受講, 案件数 from 案件)."""
