"""Problems of days as they are written."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES = {
    "date-placeholder": Entry(
        ERROR,
        "日付の代わりの値",
        "「{header}」の「{value}」は、日付のない値を変換すると出る日で、日付として使えません。",
        "正しい日付に直すか、日付がなければ空欄にしてください。",
    ),
    "weekday-differs": Entry(
        ERROR,
        "日付と曜日が合いません",
        "「{header}」の「{value}」は曜日が合いません({day} は{weekday}曜日です)。",
        "日付か曜日の、違っているほうを直してください。",
    ),
    "date-era-only": Entry(
        ERROR,
        "年しか見えない日付",
        "「{header}」の書式が元号か年だけを出すもので、日付かどうかわかりません。",
        "書式を 2026/3/31 の形にして、日付を入れ直してください。",
    ),
}
