"""標準対応: what of other frameworks each persona and skill stands for (S06, S19)."""

from ledger.layout.columns import Group, Table, text
from ledger.layout.shared import PERSONA, SKILL, may

STANDARDS_MAP = Table(
    key="standards_map",
    title="標準対応",
    group=Group.POLICY,
    row_key=("framework", "item", "persona_code", "skill_code"),
    columns=(
        text(
            "framework",
            "体系",
            required=True,
            width=24,
            note="庁内コンピテンシー、デジタルスキル標準、都のスキルマップ、DX推進計画など",
        ),
        text("item", "項目", required=True, width=40),
        may(PERSONA).but(note="当たる人材像。スキルだけなら空欄"),
        may(SKILL).but(note="当たるスキル。人材像だけなら空欄"),
        text("remark", "備考", width=40),
    ),
    note="ほかの体系の項目が、どの人材像・スキルに当たるか。取り込んで、対応のないものを点検する",
    since=3,
)

TABLES = (STANDARDS_MAP,)
