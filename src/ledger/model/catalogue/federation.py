"""Problems of 広域集計: packages of 公開データ that cannot be put together."""

from ledger.model.catalogue.entry import ERROR, WARNING, Entry

_AGAIN = "その団体に、「export --public」で作り直した公開データをもらってください。"

ENTRIES = {
    "no-packages": Entry(
        ERROR,
        "公開データがありません",
        "フォルダ「{name}」に、まとめられる公開データがありません。",
        "団体ごとのフォルダに、「公表用を作る」か「export --public」で作った公開データを、"
        "ファイルの名前を変えずに置いてください。",
    ),
    "package-incomplete": Entry(
        ERROR,
        "公開データのファイルがそろっていません",
        "「{table}」のファイルがないか、読めません。この団体は広域集計に入れていません。",
        _AGAIN,
    ),
    "package-stopped": Entry(
        ERROR,
        "公開データの読み取りを打ち切りました",
        "このフォルダの公開データの読み取りは終わりませんでした({reason})。この団体は広域集計に入れていません。",
        _AGAIN,
    ),
    "package-version": Entry(
        ERROR,
        "公開データの様式の版が違います",
        "様式の版は {found} です(読めるのは {expected})。この団体は広域集計に入れていません。",
        "同じ版の talent-ledger で作り直した公開データをもらうか、こちらの版を上げてください。",
    ),
    "package-mixed": Entry(
        ERROR,
        "公開データに団体か年度がいくつもあります",
        "指標値が空か、年度がないか、2つ以上の団体か年度の値が混ざっています。"
        "広域集計に入れていません。",
        _AGAIN,
    ),
    "package-word": Entry(
        ERROR,
        "公開データに、様式にない語があります",
        "「{header}」の「{found}」は、様式の版 {version} にない語です。"
        "この団体は広域集計に入れていません。",
        _AGAIN,
    ),
    "package-withheld-value": Entry(
        ERROR,
        "公開データの伏せた行に、値があります",
        "状態が「{found}」の行に、値が書いてあります。"
        "伏せるはずの値を足さないよう、この団体は広域集計に入れていません。",
        "その団体に、どの数を公表してよいかを確かめ、"
        "「export --public」で作り直した公開データをもらってください。",
    ),
    "package-other-year": Entry(
        WARNING,
        "ほかの年度の公開データ",
        "{found}の公開データです。{expected}の広域集計に入れていません。",
        "この年度をまとめるには、その年度の公開データだけを入れたフォルダを選ぶか、"
        "コマンドの --year で年度を指定してください。",
    ),
    "package-twice": Entry(
        ERROR,
        "同じ団体の公開データが2つ以上あります",
        "「{name}」の公開データが、フォルダ「{folders}」にあります。"
        "どれが正しいか分からないため、どれも広域集計に入れていません。",
        "正しい1つを残して、ほかをフォルダの外に移してください。",
    ),
    "sheet-full": Entry(
        ERROR,
        "シートに入りきらなくなります",
        "シート「{sheet}」が {rows} 行になります。"
        "Excelのシートの8割({most} 行)を超えるため、書き込んでいません。",
        "局や部ごとの台帳に分け、それぞれの「export --public」を「federate」でまとめてください。",
    ),
}
