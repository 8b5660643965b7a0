"""Problems with a file as a whole: what the gate refuses before anything is read."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES: dict[str, Entry] = {
    "broken-zip": Entry(
        ERROR,
        "壊れたファイル",
        "Excelブックとして、壊れているか欠けているところがあります({reason})。",
        "Excelで開いて上書き保存し、もう一度入れてください。開けなければ、元のファイルをもらい直してください。",
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
    "rights-protected": Entry(
        ERROR,
        "秘密度ラベルかアクセス制限で暗号化されたファイル",
        "秘密度ラベルかアクセス制限(IRM)で暗号化されているため、読み取れません。パスワードではありません。",
        "作った人がExcelで開き、暗号化のない秘密度ラベルに変えるか、「ファイル」の「情報」にある"
        "「ブックの保護」の「アクセスの制限」を「アクセス制限なし」にして、保存し直してください。",
    ),
    "active-content": Entry(
        ERROR,
        "マクロや外部リンクのあるファイル",
        "受け取れないものが入っています: {reason}。",
        "{remedy}",
    ),
    "doctype": Entry(
        ERROR,
        "安全でない部品",
        "外部の定義(DOCTYPE)を含む部品があります({reason})。",
        "Excelで開いて上書き保存し(その定義は除かれます)、もう一度入れてください。",
    ),
    "too-heavy": Entry(
        ERROR,
        "大きすぎるファイル",
        "ふつうのファイルより極端に大きい内容です({reason})。",
        "要らない行・列・書式・画像を消して保存し直してください。"
        "様式なら、配ったものに書き直すのが早道です。",
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
        "Excelで開き(修復を勧められたら「はい」)、確かめて上書き保存し、もう一度入れてください。"
        "だめなら、台帳は「復元」で控えに戻し、様式は配ったものに書き直してください。",
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
        "{remedy}",
    ),
}
