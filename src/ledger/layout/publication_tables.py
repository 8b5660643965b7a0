"""What is published and what is not (公表), and what other surveys ask (調査対応, 調査回答)."""

from ledger.layout.columns import Group, Table, choice, code, date, number, text, whole
from ledger.layout.shared import PERSONA, STEP, may
from ledger.model.terms import Indicator

PUBLICATION = Table(
    key="publication",
    title="公表",
    group=Group.RESULTS,
    row_key=("group",),
    columns=(
        text("group", "区分", width=17),
        text("holds", "載せるもの", width=28),
        whole("shown", "載せた数", width=8),
        whole("few", "少人数", width=8),
        whole("ends", "0か全員", width=8),
        whole("follows", "ほかの数から分かる", width=10),
        whole("left_out", "掲載なし", width=8),
        whole("no_figure", "数がない", width=8),
        text("which", "伏せたもの", width=36),
        text("why", "説明", width=40),
    ),
    note="公表用の資料と公開データに載せた数と、伏せた数(少人数・0か全員・ほかの数から分かる)と、その理由",
    since=3,
)

SURVEY_MAP = Table(
    key="survey_map",
    title="調査対応",
    group=Group.POLICY,
    row_key=("question",),
    columns=(
        text("question", "設問", required=True, width=50, note="調査票の設問。同じ文は1行に"),
        code(
            "target_code",
            "目標コード",
            refers="targets.target_code",
            note="目標の実績で答えるとき。指標で答えるなら空欄",
        ),
        choice("indicator", "指標", Indicator, width=16, note="目標にない数で答えるとき"),
        code("object_code", "対象コード", width=16, note="指標が数えるもの(研修・ツールなど)"),
        may(PERSONA).but(note="人材像を数える指標のとき"),
        may(STEP).but(note="Stepを数える指標のとき"),
    ),
    note="国や都の調査の設問に、どの目標か、どの指標で答えるか。答えはシート「調査回答」に出る",
    since=3,
)

SURVEY_REPLIES = Table(
    key="survey_replies",
    title="調査回答",
    group=Group.RESULTS,
    row_key=("question",),
    columns=(
        text("question", "設問", width=36),
        number("value", "回答", width=9),
        text("unit", "単位", width=6),
        date("as_of", "時点"),
        text("source", "出どころ", width=28),
        text("basis", "算定根拠", width=46),
        text("remark", "注意", width=34),
    ),
    note=(
        "国や都の調査への答え。シート「調査対応」から計算する。"
        "公表される調査なら、シート「公表」で伏せた数でないかも確かめる"
    ),
    since=3,
)

TABLES = (SURVEY_MAP, SURVEY_REPLIES, PUBLICATION)
