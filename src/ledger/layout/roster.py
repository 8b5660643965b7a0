"""An organiser's roster (名簿): which columns it may have, under which headers.

Columns that say whether somebody completed (出欠, 合否 …) are declared in `roster_words.py`.
"""

from ledger.layout.columns import Group, Table, code, text
from ledger.layout.fact_tables import ATTENDANCES, SESSION_NO
from ledger.layout.shared import EVIDENCE, STAFF_NO, TRAINING

ROSTER = Table(
    key="roster",
    title="名簿",
    group=Group.FACTS,
    columns=(
        STAFF_NO.but(
            synonyms=(
                *STAFF_NO.synonyms,
                "職員ID",
                "受講者番号",
                "受講者職員番号",
                "職員番号(受講者)",
            )
        ),
        text(
            "staff_name",
            "氏名",
            synonyms=(
                "名前",
                "お名前",
                "受講者氏名",
                "受講者名",
                "受講者",
                "参加者氏名",
                "参加者名",
                "職員氏名",
                "職員名",
                "社員名",
                "漢字氏名",
                "氏名漢字",
                "氏名(漢字)",
                "フルネーム",
                "Name",
                "Full Name",
            ),
        ),
        text("family_name", "姓", synonyms=("氏", "苗字", "名字", "Last Name")),
        text("given_name", "名", synonyms=("First Name",)),
        text(
            "kana",
            "フリガナ",
            synonyms=(
                "ふりがな",
                "カナ",
                "かな",
                "カナ氏名",
                "氏名カナ",
                "氏名(カナ)",
                "氏名(フリガナ)",
                "氏名フリガナ",
                "ヨミガナ",
                "よみがな",
                "読み仮名",
            ),
        ),
        code(
            "training_code",
            "研修コード",
            refers=TRAINING.refers,
            synonyms=(*TRAINING.synonyms, "研修ID", "コースコード", "科目コード"),
        ),
        text(
            "training_name",
            "研修名",
            refers=TRAINING.refers,
            synonyms=("研修", "研修名称", "講座名", "講座", "コース名", "科目名"),
        ),
        ATTENDANCES.column("completed_on").but(
            synonyms=("受講日", "完了日", "修了年月日", "受講年月日", "受講修了日")
        ),
        SESSION_NO.but(synonyms=("開催回", "実施回番号", "回番号")),
        EVIDENCE,
    ),
)
"""修了日 is required of a row that counts; rows without it are told in one line."""
