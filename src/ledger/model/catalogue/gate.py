"""Problems with a file as a whole: what the gate refuses before anything is read."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES: dict[str, Entry] = {
    "broken-zip": Entry(
        ERROR,
        "壊れたファイル",
        "ファイルが壊れているか、途中で切れています({reason})。",
        "Excelで開いて保存し直すか、もう一度提出してもらってください。",
    ),
    "old-format": Entry(
        ERROR,
        "古い形式のファイル",
        "古い形式(.xls・.xlsb)のファイルです。",
        "Excelで開き、「Excelブック(.xlsx)」として保存し直してください。",
    ),
    "strict-format": Entry(
        ERROR,
        "Strict形式のファイル",
        "「Strict Open XML」の形式で保存されています。",
        "Excelで開き、「Excelブック(.xlsx)」として保存し直してください。",
    ),
    "password": Entry(
        ERROR,
        "パスワードのあるファイル",
        "パスワードで保護されているため、読み取れません。",
        "パスワードを外して、もう一度提出してもらってください。",
    ),
    "active-content": Entry(
        ERROR,
        "マクロや外部リンクのあるファイル",
        "マクロ、外部リンク、埋め込みオブジェクトのどれかが入っています。",
        "配った様式に書き直して、もう一度提出してもらってください。",
    ),
    "doctype": Entry(
        ERROR,
        "安全でない部品",
        "外部の定義(DOCTYPE)を含む部品があります。",
        "配った様式に書き直して、もう一度提出してもらってください。",
    ),
    "too-heavy": Entry(
        ERROR,
        "大きすぎるファイル",
        "ふつうの様式より極端に大きい内容です({reason})。",
        "配った様式に書き直して、もう一度提出してもらってください。",
    ),
    "text-too-heavy": Entry(
        ERROR,
        "長すぎる文字列",
        "セルに入らない長さの文字列があります。",
        "文章を短くして、もう一度提出してもらってください。",
    ),
    "sheet-broken": Entry(
        ERROR,
        "壊れたシート",
        "シートの中身が壊れています({reason})。",
        "配った様式に書き直して、もう一度提出してもらってください。",
    ),
    "stray-cell": Entry(
        ERROR,
        "遠くのセルの値",
        "表から遠く離れたセルに値があります。",
        "そのセルを空にして保存し、もう一度提出してもらってください。",
    ),
    "unreadable": Entry(
        ERROR,
        "読み取れないファイル",
        "読み取りの途中で止まりました({reason})。",
        "配った様式に書き直して、もう一度提出してもらってください。",
    ),
    "not-xlsx": Entry(
        ERROR,
        "Excelブックではありません",
        "Excelブック(.xlsx)として読めません({reason})。",
        "Excelで開き直し、「Excelブック(.xlsx)」として保存してから、もう一度入れてください。",
    ),
}
