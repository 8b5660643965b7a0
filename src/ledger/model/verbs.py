"""The verbs: what the command line and the ribbon call the same act, with an example that runs.

The Japanese name is the label of the verb's button where it has one; the command line answers to
it and to the other words of its row, and sentences name the button by it.
"""

from typing import NamedTuple

from ledger.model.folding import name_key


class Verb(NamedTuple):
    """One verb.

    Attributes:
        name: What the command line calls it; a verb of `addin` with that word before it.
        label: What its button, and everybody, calls it.
        others: Other words that it answers to.
        example: Arguments behind `talent-ledger` that run as they stand.
    """

    name: str
    label: str
    others: tuple[str, ...]
    example: str


VERBS: tuple[Verb, ...] = (
    Verb("start", "はじめる", ("開始",), "start 育成台帳 --org 架空市 --year 令和8年度"),
    Verb("init", "台帳作成", ("新規",), "init 台帳.xlsx --year 2026 --org 架空市"),
    Verb("card", "人材像カード", ("カード",), "card 台帳.xlsx --persona DX推進員"),
    Verb("load", "名簿取込", ("取込", "取り込み"), "load 台帳.xlsx 職員 職員.csv"),
    Verb("export", "書き出し", ("書出",), "export 台帳.xlsx 書き出し"),
    Verb("check", "台帳点検", ("点検",), "check 台帳.xlsx"),
    Verb("status", "状況", ("今日やること",), "status 台帳.xlsx"),
    Verb("show-all", "すべて表示", (), "show-all 台帳.xlsx"),
    Verb("issue", "申告書配布", ("配布",), "issue 台帳.xlsx 配布 --section 総務課"),
    Verb("collect", "確認表作成", ("回収",), "collect 台帳.xlsx --from 提出 --to 確認"),
    Verb("confirm", "確認", (), "confirm 確認表.xlsx --by 00101"),
    Verb(
        "give-back",
        "差戻し",
        ("差し戻し",),
        "give-back 確認表.xlsx --staff 00123 --by 00101 --reason 証拠を書いてください",
    ),
    Verb(
        "consolidate",
        "集約とレポート",
        ("集約",),
        "consolidate 台帳.xlsx --from 提出 --reviews 確認 --report レポート.xlsx",
    ),
    Verb("report", "レポート", ("報告",), "report 台帳.xlsx レポート.xlsx"),
    Verb("remind", "督促文", ("督促",), "remind 台帳.xlsx --to 督促文.txt"),
    Verb("explain", "判定理由", ("理由",), "explain 台帳.xlsx 00123"),
    Verb("share", "DX部門へ共有", ("共有",), "share 台帳.xlsx DX部門共有.xlsx"),
    Verb("untrained", "未受講者一覧", ("未受講者",), "untrained 台帳.xlsx 未受講者"),
    Verb("plan", "次年度計画", ("予算要求",), "plan 台帳.xlsx"),
    Verb("try-transfers", "異動を試す", ("異動案", "内示"), "try-transfers 台帳.xlsx"),
    Verb("what-if", "試算", ("試す",), "what-if 台帳.xlsx --set リード期間の数え方=継続"),
    Verb("backcast", "目標を逆算", ("逆算", "中期目標ボード"), "backcast 台帳.xlsx"),
    Verb("publish", "公表用を作る", ("公表", "公表用"), "publish 台帳.xlsx 公表用"),
    Verb("federate", "広域集計", ("広域",), "federate 公開データ 広域集計.xlsx"),
    Verb("schedule", "日程を作る", ("日程", "策定スケジュール"), "schedule 台帳.xlsx --year 2027"),
    Verb("acquire", "確保を逆算", ("確保", "確保計画"), "acquire 台帳.xlsx"),
    Verb("freeze", "年度締め", ("締め",), "freeze 台帳.xlsx"),
    Verb("diff", "前年差", (), "diff 台帳.xlsx 台帳_令和9年度.xlsx"),
    Verb("rollover", "年度更新", (), "rollover 台帳.xlsx 台帳_令和9年度.xlsx"),
    Verb("verify", "検証", (), "verify 台帳.xlsx"),
    Verb("restore", "復元", ("控え",), "restore 台帳.xlsx"),
    Verb("undo", "元に戻す", (), "undo 台帳.xlsx"),
    Verb("demo", "見本", ("架空の市",), "demo 架空市 --staff 80"),
    Verb("key", "封印の鍵", ("鍵",), "key status"),
    Verb("key export", "鍵の書き出し", ("書き出し",), "key export 鍵の書き出し.ledgerkey"),
    Verb(
        "key import",
        "鍵の取り込み",
        ("取り込み", "取込"),
        "key import 鍵の書き出し.ledgerkey --passphrase-file 合言葉.txt",
    ),
    Verb("key status", "鍵の状態", ("状態",), "key status"),
    Verb("addin", "アドイン", (), "addin status"),
    Verb("addin build", "組み立て", (), "addin build --out talent-ledger.xlam"),
    Verb("addin install", "導入", (), "addin install"),
    Verb("addin status", "状態", (), "addin status"),
    Verb("addin remove", "取り除く", (), "addin remove"),
    Verb("addin doctor", "診断", (), "addin doctor"),
)
"""Every verb, in the order of the year."""

BY_NAME = {verb.name: verb for verb in VERBS}

_BY_WORD = {
    (verb.name.rpartition(" ")[0], name_key(word)): verb
    for verb in VERBS
    for word in (verb.name.rpartition(" ")[2], verb.label, *verb.others)
}


def verb_meant(word: str, group: str = "") -> str:
    """Return what the command line calls the verb that a word means; the word if none.

    Args:
        word: A verb's own name, its label, or another word of its row.
        group: The verb that it stands behind, such as `addin`.
    """
    verb = _BY_WORD.get((group, name_key(word)))
    return verb.name.rpartition(" ")[2] if verb else word
