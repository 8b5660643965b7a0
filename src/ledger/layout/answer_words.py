"""How forms ask for what a self-report says: data for the first proposal of a 取込定義 of answers.

A wording more is a line more here. What is not here is told as open, never guessed: a form may ask
for 担当 and mean the role, or the name of who is in charge.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ledger.layout.import_words import HEADERS, Meaning
from ledger.model.terms import Answer, EnteredBy, Flag, Role

Spot = tuple[str, str]
"""A column of a self-report: key of its table, key of the column."""

STATES: tuple[str, ...] = (
    *(
        "状態",
        "ステータス",
        "状況",
        "処理状況",
        "申請状況",
        "申請状態",
        "申請ステータス",
        "回答状況",
    ),
    *(
        "回答状態",
        "回答ステータス",
        "受付状況",
        "受付状態",
        "受付ステータス",
        "処理ステータス",
        "Status",
    ),
)
"""Headers under which a form service says what became of an answer."""
WITHDRAWN: tuple[str, ...] = (
    *(
        "取消",
        "取り消し",
        "取消し",
        "取消済",
        "取消済み",
        "取下げ",
        "取り下げ",
        "取下げ済",
        "取下げ済み",
    ),
    *(
        "取り下げ済み",
        "キャンセル",
        "キャンセル済",
        "キャンセル済み",
        "削除",
        "削除済",
        "削除済み",
        "無効",
    ),
    *(
        "下書き",
        "一時保存",
        "差戻し",
        "差し戻し",
        "差戻し中",
        "差し戻し中",
        "却下",
        "draft",
        "cancelled",
    ),
)
"""What it says there of an answer that is none any more, or none yet."""

ASKED: Mapping[Spot, tuple[str, ...]] = MappingProxyType(
    {
        ("answer", "staff_no"): HEADERS[Meaning.NUMBER],
        ("answer", "staff_name"): (
            *HEADERS[Meaning.NAME],
            *("お名前", "名前", "名", "記入者", "回答者", "回答者名", "申告者", "申告者名", "Name"),
        ),
        ("answer", "receipt"): (
            *("受付番号", "受付ID", "受付No", "回答ID", "回答番号", "回答No", "送信番号", "送信ID"),
            *("レコード番号", "申請番号", "申込番号", "申込ID", "Response ID", "Submission ID"),
            *("Record Number", "レコードID", "ID", "No", "番号", "#"),
        ),
        ("answer", "submitted_on"): (
            *("送信日時", "送信日", "タイムスタンプ", "Timestamp", "完了時刻", "Completion time"),
            *("提出日時", "提出日", "回答日時", "回答日", "回答送信日時", "受付日時", "受付日"),
            *("申請日時", "申告日", "記入日", "Submitted at", "作成日時", "Created datetime"),
            *("登録日時", "更新日時"),
        ),
        ("answer", "entered_by"): ("入力者区分", "入力区分", "本人代理", "本人代理区分"),
        ("answer", "proxy"): ("代理者", "代理入力者", "代理者名", "代理人", "代理入力者名"),
        ("my_goals", "goal"): (
            *("目標", "目標内容", "年間目標", "個人目標", "業務目標", "目標設定", "取組目標"),
            *("学習目標", "デジタル目標", "デジタルスキル目標", "デジタルに関する目標", "成長目標"),
        ),
        ("my_goals", "digital"): (
            *("デジタル", "デジタルの目標ですか", "デジタルに関する目標ですか", "デジタル該当"),
            *("デジタルに関する目標か", "デジタル関連", "デジタルの目標か", "デジタル区分"),
        ),
        ("my_goals", "progress"): (
            *("達成状況", "達成度", "目標の達成状況", "目標の達成度", "進捗状況", "目標の進捗"),
            *("振り返り", "ふりかえり", "目標の振り返り"),
        ),
        ("my_attendances", "training_code"): (
            *HEADERS[Meaning.TRAINING_CODE],
            *HEADERS[Meaning.TRAINING],
            *("研修", "受講研修", "修了研修", "受講研修名", "修了研修名", "講座", "eラーニング"),
        ),
        ("my_attendances", "completed_on"): (
            *(one for one in HEADERS[Meaning.COMPLETED] if one != "Completion Time"),
            *("修了した日", "受講した日", "研修の修了日", "研修の受講日", "研修日", "修了時期"),
        ),
        ("my_attendances", "session_no"): HEADERS[Meaning.SESSION],
        ("my_qualifications", "qualification"): (
            *("資格名", "資格", "取得資格", "保有資格", "取得資格名", "保有資格名", "合格した試験"),
            *("資格・試験", "資格試験名", "資格・検定"),
        ),
        ("my_qualifications", "acquired_on"): (
            *("取得日", "資格の取得日", "資格取得日", "取得した日", "合格日", "資格の合格日"),
        ),
        ("my_qualifications", "expires_on"): ("有効期限", "資格の有効期限", "有効期限日"),
        ("my_engagements", "project_no"): ("案件番号", "案件コード", "プロジェクト番号"),
        ("my_engagements", "project_name"): (
            *("案件名", "案件", "担当案件", "担当案件名", "従事案件", "従事案件名", "DX案件"),
            *("プロジェクト名", "プロジェクト", "DX案件名", "案件の名前"),
        ),
        ("my_engagements", "kind"): ("案件種別", "案件の種別", "案件の種類", "種別", "種類"),
        ("my_engagements", "role"): (
            *("役割", "案件での役割", "案件の役割", "担当した役割", "立場", "役割区分", "担当"),
        ),
        ("my_engagements", "started_on"): (
            *("開始日", "着手日", "案件の開始日", "従事開始日", "担当開始日", "開始年月日"),
        ),
        ("my_engagements", "ended_on"): (
            *("終了日", "案件の終了日", "従事終了日", "担当終了日", "終了年月日"),
        ),
        ("my_engagements", "outcome"): ("成果", "案件の成果", "成果・効果", "効果", "成果物"),
        ("my_tool_levels", "tool_code"): (
            *("ツールコード", "ツール名", "ツール", "使用ツール", "利用ツール", "デジタルツール"),
        ),
        ("my_tool_levels", "level"): (
            *("レベル", "水準", "習熟度", "習熟レベル", "ツールの習熟度", "ツールのレベル"),
            *("ツールの水準", "ツール習熟", "段階", "利用レベル", "活用レベル", "利用水準"),
            *("活用水準", "ツールの段階", "ツールの利用状況", "ツールの活用状況", "習熟の段階"),
        ),
        ("my_skill_ratings", "skill_code"): ("スキルコード", "スキル名", "スキル"),
        ("my_skill_ratings", "rating"): (
            *("合致度", "スキル自己評価", "スキルの自己評価", "スキル評価", "自己評価"),
            *("スキルの合致度", "スキルレベル", "スキルの水準", "レベル", "水準", "評価"),
        ),
        ("my_skill_ratings", "basis"): ("根拠", "評価の根拠", "自己評価の根拠", "スキルの根拠"),
        ("my_steps", "persona_code"): ("人材像コード", "人材像名", "人材像"),
        ("my_steps", "own_step"): (
            *("自己判定Step", "自己判定", "Step", "ステップ", "自己判定ステップ", "Stepの自己判定"),
            *("到達Step", "到達ステップ", "ステップの自己判定"),
        ),
        ("my_steps", "comment"): ("自己判定のコメント", "自己判定の理由"),
        ("my_answers", "answer"): (),
    }
)
"""Wordings by what they ask for, the surest first; one may stand in several tables.

Compared without signs, brackets, の, question numbers and the politeness of a question.
"""

SHARED: Mapping[str, tuple[Spot, ...]] = MappingProxyType(
    dict.fromkeys(
        ("証跡", "修了証", "修了証番号", "証明", "証拠", "エビデンス", "確認資料", "証跡資料"),
        tuple(
            (table, "evidence")
            for table in ("my_attendances", "my_qualifications", "my_engagements", "my_tool_levels")
        ),
    )
)
"""Wordings that belong to the question at their left."""

MAIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "my_goals": ("goal",),
        "my_attendances": ("training_code", "completed_on"),
        "my_qualifications": ("qualification",),
        "my_engagements": ("project_no", "project_name"),
        "my_tool_levels": ("tool_code", "level"),
        "my_skill_ratings": ("skill_code", "rating"),
        "my_steps": ("own_step",),
        "my_answers": ("answer",),
    }
)
"""The columns of which a form has one at least where it asks for a table at all."""

WEAK = ("ID", "No", "番号", "#")
"""Receipts only beside a time of sending: many lists number their rows."""
ACCOUNT = ("名前", "Name", "名", "ユーザー名")
"""Names that a service takes from an account: used where they are those of people we know."""
UNSURE = ("担当",)
"""Wordings that are used only where the words below are ours."""
ABOUT = (
    *("研修", "資格", "案件", "プロジェクト", "ツール", "スキル", "人材像", "目標", "修了", "受講"),
    *("自己評価", "自己判定", "水準", "習熟", "レベル", "Step", "ステップ"),
)
"""Words of a header that speaks of a self-report: where its column is not found out, it is told."""
NOT_ASKED = ("感想", "意見", "要望", "希望", "理由", "悩み", "自由記述", "コメント", "満足")
"""Words of a header that asks for an opinion, whatever else it names."""

BEFORE = (
    *("あなたの", "ご自身の", "自分の", "本人の", "回答者の", "申告者の", "貴方の", "お持ちの"),
    *("今年度に", "今年度の", "今年度", "本年度に", "本年度の", "本年度", "当年度の", "主な"),
    *("受講した", "修了した", "受けた", "取得した", "保有する", "保有している", "持っている"),
    *("担当した", "担当している", "従事した", "従事している", "参加した", "関わった", "携わった"),
    *("使用した", "使用している", "利用した", "利用している", "使っている", "使える", "現在の"),
)
"""What may stand before what is asked for."""
AFTER = (
    r"(?:を|は|について)?(?:ご|お)?(?:選択|選ん|選び|入力|記入|教え|答え|記載|回答|書い|書き).*",
    r"は(?:何|なん|いつ|どれ|どの|どこ|ありますか).*",
    r"(?:をすべて|を全て|すべて|全て)$",
)
"""What may stand behind it (patterns)."""

ROLE_BEFORE: Mapping[str, str] = MappingProxyType(
    {"リードした": Role.LEAD.value, "共同リードした": Role.COLEAD.value}
)
"""What says the role where a form asks for 案件."""

WORDS: Mapping[Spot, Mapping[str, str]] = MappingProxyType(
    {
        ("my_engagements", "role"): {
            "リーダー": Role.LEAD.value,
            "プロジェクトリーダー": Role.LEAD.value,
            "メンバー": Role.MEMBER.value,
        },
        ("answer", "entered_by"): {
            "本人入力": EnteredBy.SELF.value,
            "代理入力": EnteredBy.PROXY.value,
        },
        ("my_goals", "digital"): {
            **dict.fromkeys(("はい", "Yes", "有", "該当", "該当する", "TRUE"), Flag.YES.value),
            **dict.fromkeys(("いいえ", "No", "無", "非該当", "該当しない"), Flag.NO.value),
            "FALSE": Flag.NO.value,
        },
        ("my_answers", "answer"): {
            **dict.fromkeys(("Yes", "○", "TRUE"), Answer.YES.value),
            **dict.fromkeys(("No", "×", "FALSE"), Answer.NO.value),
        },
    }
)
"""Words of forms that nobody doubts; どちらともいえない, サブリーダー … are asked for."""
