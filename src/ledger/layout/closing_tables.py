"""The years that are closed (年度締め), who was counted then, and what changed since (前年差)."""

from ledger.layout.columns import Group, Table, code, date, flag, number, stamp, text, whole
from ledger.layout.shared import SECTION, STAFF_NO, YEAR, may

CLOSINGS = Table(
    key="closings",
    title="年度締め",
    group=Group.RESULTS,
    row_key=("year", "correction_no"),
    columns=(
        YEAR,
        date("as_of", "基準日", required=True),
        stamp("closed_at", "日時", required=True),
        code("digest", "照合値", required=True, width=38, hidden=True),
        whole("correction_no", "訂正番号", low=1, note="空欄は、はじめに締めた行"),
        text("reason", "理由", width=60, note="訂正の理由。未確認を残して締めたときは、その理由"),
    ),
    note="締めた年度。その実績はあとから変わらず、直すときは訂正の行が増える",
    since=3,
)

CLOSING_PEOPLE = Table(
    key="closing_people",
    title="締めの明細",
    group=Group.RESULTS,
    row_key=("year", "staff_no"),
    columns=(
        YEAR,
        STAFF_NO,
        may(SECTION),
        code("facts", "実績の照合値", required=True, width=20),
        flag("reviewed", "上長判定"),
        text("counted_in", "数えた所", width=60),
    ),
    note="締めた日に、だれがどの数に入っていたか。前年差の内訳に使い、書き出さない",
    since=3,
    exported=False,
)


YEAR_CHANGES = Table(
    key="year_changes",
    title="前年差",
    group=Group.RESULTS,
    row_key=("code",),
    columns=(
        text("kind", "区分", width=8),
        code("code", "コード", required=True, width=28, hidden=True),
        text("what", "数", width=44),
        number("last_year", "前年度", width=9),
        number("this_year", "今年度", width=9),
        number("difference", "差", width=8),
        text("unit", "単位", width=6),
        text("told", "説明", width=60),
        *(
            number(key, header, width=9)
            for key, header in (
                ("hired", "採用"),
                ("retired", "退職"),
                ("moved", "異動"),
                ("step_up", "Step上昇"),
                ("completed", "修了"),
                ("lapsed", "失効"),
                ("corrected", "訂正"),
                ("policy", "方針変更"),
                ("other", "実績の差"),
            )
        ),
    ),
    note="締めた前年度の数と今年度の数の差を、理由ごとに分けたもの。足すと差になる",
    since=3,
)

TABLES = (CLOSINGS, CLOSING_PEOPLE, YEAR_CHANGES)
