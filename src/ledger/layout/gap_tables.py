"""Gaps beyond their figures: HR's own word on how one is closed, and who matches a skill."""

from ledger.layout.columns import Group, Table, choice, date, flag, text, whole
from ledger.layout.shared import PERSONA, REASON, SKILL, STAFF_NO, must
from ledger.model.terms import TOP_LEVEL, Direction, MatchBasis

GAP_DIRECTIONS = Table(
    key="gap_directions",
    title="方向性",
    group=Group.POLICY,
    row_key=("persona_code", "skill_code"),
    columns=(
        PERSONA,
        SKILL,
        choice("direction", "方向性", Direction, required=True, width=8),
        must(REASON).but(width=60, note="提案と違う理由。ギャップの表に出る"),
    ),
    note="提案と違う方向性にするスキルだけ、理由を付けて書く。書かないスキルは提案のまま",
    since=3,
)

SKILL_HOLDERS = Table(
    key="skill_holders",
    title="合致者",
    group=Group.RESULTS,
    row_key=("persona_code", "skill_code", "staff_no"),
    columns=(
        PERSONA,
        SKILL,
        STAFF_NO,
        whole("rating", "自己評価", required=True, high=TOP_LEVEL, width=8),
        choice("basis", "根拠区分", MatchBasis, required=True, width=12),
        text("own_words", "本人の根拠", width=36),
        text("qualifications", "資格", width=36),
        text("projects", "案件の経験", width=44),
        flag("alone", "この人だけ", width=10),
        date("leaves_on", "離れる日"),
        text("leaving", "12か月以内に離れるわけ", width=36),
        text("remark", "備考", width=30),
    ),
    note=(
        "把握方法が合致人数のスキルに、自己評価で合致する人。資格と案件の経験は、その人の確認済のもの"
        "すべて。順位でも評価でもなく、育成と引き継ぎのため"
    ),
    since=3,
)

TABLES = (GAP_DIRECTIONS, SKILL_HOLDERS)
