"""Problems at the turn of the year."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "rollover-early": Entry(
        ERROR,
        "基準日がまだ来ていません",
        "{day} に見た結果では、基準日 {key_date} の年度はまだ終わっていません。",
        (
            "{key_date} が来てから、その日か後の日で年度更新をしてください。"
            "もっと早く締めるなら、シート「設定」の基準日を書き直してください。"
        ),
    ),
    "reports-open": Entry(
        WARNING,
        "確認済ではない申告があります",
        "{year}の{phase}の申告のうち {count} 名分が、確認済ではありません({states})。",
        "確認が済んでから年度更新をやり直すか、済んだ分だけで進めるかを決めてください。",
    ),
    "facts-pending": Entry(
        WARNING,
        "確認前の実績があります",
        "「{table}」に、確認が「未」の行が {count} 行あります。",
        "確認が済んでから年度更新をやり直すか、新しい年度の申告書で申告し直してもらってください。",
    ),
    "due-passed": Entry(
        WARNING,
        "期限が前の年度のままです",
        "設定「{item}」は {day} のまま引き継ぎます。",
        "申告書を配る前に、新しい台帳のシート「設定」で直してください。",
    ),
    "prior-kept": Entry(
        NOTICE,
        "前の年度の判定を残します",
        "基準日にStep判定のない {count} 行は、前年度判定をそのまま引き継ぎます。",
        "対応は要りません。人材像の付与が終わっていても、あとで戻ったときに黙って下がりません。",
    ),
}
