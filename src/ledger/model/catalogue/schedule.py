"""Problems of 策定スケジュール, 点検項目 and 分担."""

from ledger.model.catalogue.entry import NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "task-reversed": Entry(
        WARNING,
        "作業の月が逆です",
        "作業「{task}」は、終わり({end})が始まり({start})より前です。",
        "シート「策定スケジュール」の開始月か終了月を直してください。",
    ),
    "state-unclear": Entry(
        NOTICE,
        "状態の言葉が分かりません",
        "状態「{value}」が済んだことかどうか分からないため、まだのものとして扱います。",
        "済んだものは「済」、要らないものは「省略」、まだのものは空欄にしてください。",
    ),
    "task-unowned": Entry(
        WARNING,
        "担当のない業務",
        "分担の業務「{task}」に、実施部門がありません。",
        "どの部門が行うかを決めて、シート「分担」の実施部門に書いてください。",
    ),
    "published-unapproved": Entry(
        WARNING,
        "年度計画の決裁の前の公表",
        "「{task}」は済んだことになっていますが、{year}の年度計画の庁内決裁がまだです。",
        "公表してすぐ動けるように、先に年度計画の決裁を受け、シート「策定スケジュール」の"
        "その作業の状態に「済」と書いてください。",
    ),
    "published-ungated": Entry(
        WARNING,
        "年度計画の決裁のない公表",
        "「{task}」は済んだことになっていますが、{year}の年度計画に、庁内決裁の節目がありません。",
        "シート「策定スケジュール」の年度計画の作業で、決裁を受けるものの節目を○に、"
        "節目の種類を「庁内決裁」にしてください。",
    ),
    "publication-early": Entry(
        WARNING,
        "年度計画より先の公表",
        "「{task}」の終わり({day})が、年度計画の決裁「{approval}」の終わり({approved})より前です。",
        "公表を年度計画の決裁の後にするか、決裁を早めるよう、シート「策定スケジュール」の"
        "終了月を直してください。",
    ),
}
