"""Problems of the files of lists: what they are, how they are written."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES = {
    "other-kind": Entry(
        ERROR,
        "一覧ではない種類のファイル",
        "このファイルの中身は{kind}です(ファイル名の末尾とは関係なく、中身で見分けています)。",
        "{remedy}",
    ),
    "csv-nul": Entry(
        ERROR,
        "壊れたCSV",
        "{line}行のあたりに、文字でないデータ(NUL)があります。書き出しか保存の途中で壊れています。",
        "元のシステムから、もう一度書き出してください。",
    ),
    "encoding-unknown": Entry(
        ERROR,
        "文字コードがわかりません",
        "CSVの文字コードが UTF-8 でも UTF-16 でも CP932(Shift_JIS)でもありません。",
        "Excelで正しく開けるなら「CSV UTF-8」として保存し直し、"
        "開けなければ元のシステムで文字コードを選んで書き出し直してください。",
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
