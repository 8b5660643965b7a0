"""Columns that stand in many tables, declared once."""

from ledger.layout.columns import Column, choice, code, date, flag, stamp, text, whole
from ledger.model.terms import Confirmation, Department, Flag, Funding, Phase

STAFF_NO = code(
    "staff_no",
    "職員番号",
    required=True,
    refers="staff.staff_no",
    synonyms=("社員番号", "職員コード", "職員No", "職員NO"),
)
PERSONA = code("persona_code", "人材像コード", required=True, refers="personas.persona_code")
SKILL = code("skill_code", "スキルコード", required=True, refers="skills.skill_code")
TRAINING = code(
    "training_code",
    "研修コード",
    required=True,
    refers="trainings.training_code",
    synonyms=("研修番号", "講座コード"),
)
TOOL = code("tool_code", "ツールコード", refers="tools.tool_code")
SECTION = code(
    "section_code",
    "所属コード",
    required=True,
    refers="sections.section_code",
    synonyms=("部署コード", "課コード"),
)
STEP = whole("step", "Step", required=True, low=1, width=8)
YEAR = whole("year", "年度", required=True, low=1900, high=9999, width=8)
START = date("started_on", "開始日", required=True)
END = date("ended_on", "終了日")
ACTIVE = flag("active", "有効", default=Flag.YES)
DEPARTMENT = choice("department", "担当部門", Department)
FUNDING = choice("funding", "財源", Funding, width=22)
CONFIRMED = choice("confirmed", "確認", Confirmation, required=True, width=8)
SOURCE_FILE = text("source_file", "元ファイル", width=30)
EVIDENCE = text("evidence", "証跡", note="文書番号・URL・ファイル名など、確認できる場所")
ISSUE_NO = code("issue_no", "発行番号", width=16)
PHASE = choice("phase", "時期", Phase, required=True, width=8)
DIGEST = code("digest", "内容照合値", width=38, hidden=True)
DECISION_DIGEST = code("decision_digest", "決定照合値", width=38, hidden=True)
CONFIRMER = code("confirmer_no", "確認者", refers="staff.staff_no")
CONFIRMED_AT = stamp("confirmed_at", "確認日時")
REASON = text("reason", "理由", width=36)


def must(column: Column) -> Column:
    """Return a column as a required one."""
    return column.but(required=True)


def may(column: Column) -> Column:
    """Return a column as an optional one."""
    return column.but(required=False)
