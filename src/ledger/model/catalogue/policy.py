"""Problems in policy and people: what `check` finds in the ledger itself."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES: dict[str, Entry] = {
    "settings-invalid": Entry(
        ERROR,
        "設定を読めません",
        "設定「{key}」の値「{value}」は使えません。",
        "シート「設定」の説明のとおりに書き直してください。",
    ),
    "policy-row": Entry(
        ERROR,
        "方針の行を使えません",
        "「{header}」の「{value}」が使えないため、この行を除いて処理しました。",
        "この行を直してください。",
    ),
}
