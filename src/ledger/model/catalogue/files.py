"""Problems of the files of lists: what they are, how they are written."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES = {
    "encoding-unknown": Entry(
        ERROR,
        "文字コードがわかりません",
        "CSVの文字コードが UTF-8 でも UTF-16 でも CP932(Shift_JIS)でもありません。",
        "Excelなどで「CSV UTF-8」として保存し直してください。",
    ),
    "csv-broken": Entry(
        ERROR,
        "CSVの形が壊れています",
        '{line}行のあたりで、引用符(")の対応がとれません。',
        "Excelなどで開いて確かめ、CSVとして保存し直してください。",
    ),
    "csv-columns": Entry(
        ERROR,
        "列の数が合いません",
        "この行には {found} 列ありますが、見出しは {expected} 列です。",
        '値の中のカンマや改行を引用符(")で囲んで、列の数をそろえてください。',
    ),
}
