"""Problems with disks, locks and saving, and with what a command was asked for."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "file-exists": Entry(
        ERROR,
        "同じ名前のファイルがあります",
        "「{name}」は、すでにあります。",
        "別の名前にするか、今あるファイルを別の場所に移してください。",
    ),
    "folder-used": Entry(
        ERROR,
        "フォルダが空ではありません",
        "フォルダ「{name}」には、すでにファイルがあります。",
        "空のフォルダか、まだないフォルダを指定してください。",
    ),
    "folder-missing": Entry(
        ERROR,
        "フォルダがありません",
        "フォルダ「{name}」が見つかりません。",
        "フォルダの場所を確かめて、もう一度実行してください。",
    ),
    "folder-vanished": Entry(
        ERROR,
        "フォルダが途中で見えなくなりました",
        "フォルダ「{name}」が、読み取りの途中で見えなくなりました。読めたものも使わず、何も書いていません。",
        "共有フォルダにつながっているか、フォルダが移されていないかを確かめて、もう一度実行してください。",
    ),
    "folder-is-file": Entry(
        ERROR,
        "フォルダではありません",
        "「{name}」はファイルです。フォルダではありません。",
        "フォルダを指定して、もう一度実行してください。",
    ),
    "ending-wrong": Entry(
        ERROR,
        "ファイル名の終わりが違います",
        "「{name}」の終わりが「{ending}」ではありません。",
        "ファイル名の終わりを「{ending}」にして、もう一度実行してください。",
    ),
    "target-foreign": Entry(
        ERROR,
        "別のファイルがあるところには書けません",
        "「{name}」は{found}なので、{wanted}で置き換えません。",
        "別の名前を指定してください。置き換えるのは、前に作った{wanted}だけです。",
    ),
    "left-open": Entry(
        WARNING,
        "開いたままのブックがあります",
        "このブックは、まだExcelで開かれています。保存前の内容は読み取れません。",
        "開いている人に保存して閉じてもらい、もう一度実行してください。",
    ),
    "not-a-form": Entry(
        NOTICE,
        "申告書ではないファイルです",
        "Excelブックではないので、読み取っていません。",
        "申告書であれば、Excelブック(.xlsx)で提出し直してもらってください。",
    ),
    "not-regular": Entry(
        NOTICE,
        "ふつうのファイルではありません",
        "リンクか特別なファイルなので、読み取っていません。",
        "申告書であれば、元のファイルそのものを提出フォルダに入れてください。",
    ),
    "vanished": Entry(
        ERROR,
        "ファイルがなくなりました",
        "一覧した後に、移されたか名前が変わりました。",
        "ファイルを提出フォルダに戻し、もう一度実行してください。",
    ),
    "reader-stopped": Entry(
        ERROR,
        "読み取りを打ち切りました",
        "このファイルの読み取りは終わりませんでした({reason})。ほかのファイルは処理しています。",
        "Excelで開いて、新しい様式に値だけを貼り付け、提出し直してもらってください。",
    ),
    "file-stopped": Entry(
        ERROR,
        "読み取りを打ち切ったファイル",
        "「{name}」の読み取りは終わりませんでした({reason})。何も取り込まず、何も書いていません。",
        "Excelで開き、新しいブックに値だけを貼り付けて保存し、それを指定してください。"
        "台帳なら、「復元」で控えに戻せます。",
    ),
    "file-unreadable": Entry(
        ERROR,
        "ファイルを開けません",
        "「{name}」を読み取れません。",
        "ほかの人が開いていないか、読み取りの権限があるかを確かめてください。",
    ),
    "file-odd": Entry(
        ERROR,
        "ファイルではありません",
        "「{name}」はフォルダか特別なもので、ふつうのファイルではありません。読み取っていません。",
        "中のファイルか、もとのファイルを指定して、もう一度実行してください。",
    ),
    "file-too-large": Entry(
        ERROR,
        "読める大きさを超えたファイル",
        "「{name}」は、読める大きさ({most}MB)を超えています。読み取っていません。",
        "違うファイルを選んでいないかを確かめ、要らない行・列・画像を消すか、"
        "行を分けて保存し直してください。",
    ),
    "file-open": Entry(
        ERROR,
        "ファイルが開かれています",
        "「{name}」が、Excelで開かれています。",
        "保存して閉じてから、もう一度実行してください。",
    ),
    "file-unwritable": Entry(
        ERROR,
        "保存できません",
        "「{name}」に保存できません。元のファイルは変わっていません。",
        "空き容量、書き込みの権限、ほかの人が開いていないかを確かめてください。",
    ),
    "rows-unreadable": Entry(
        ERROR,
        "読めない行のある表",
        "表「{table}」に読めない行があり({rows})、書き直すと失われます。",
        "「台帳点検」で出る行を直してから、もう一度実行してください。",
    ),
    "write-unverified": Entry(
        ERROR,
        "書いた内容を確かめられません",
        "「{name}」の表「{table}」が、書いたとおりに読み返せません。元のファイルは変わっていません。",
        "この記録と台帳の写しを、情報システム担当に渡してください。",
    ),
    "table-unknown": Entry(
        ERROR,
        "取り込めない表です",
        "「{table}」は取り込める表の名前ではありません。",
        "次の名前から選んでください: {tables}",
    ),
    "usage-wrong": Entry(
        ERROR,
        "使い方が違います",
        "{what}",
        "「{command} --help」で使い方を確かめてください。",
    ),
    "year-impossible": Entry(
        ERROR,
        "使えない年度です",
        "年度「{value}」は使えません。",
        "西暦の4桁で、{first} から {last} までを指定してください(2026 は令和8年度)。",
    ),
    "choice-unknown": Entry(
        ERROR,
        "選べない値です",
        "{option} に「{value}」は使えません。",
        "{choices} から選んでください。",
    ),
    "load-all-failed": Entry(
        ERROR,
        "使える行がありません",
        "「{name}」に使える行がありません(理由: {reasons})。表「{table}」は変わっていません。",
        "CSVを直して、もう一度取り込んでください。",
    ),
    "load-empty": Entry(
        ERROR,
        "データの行がありません",
        "「{name}」に行がありません。表「{table}」の {count} 行は、そのまま残しました。",
        "行のあるCSVを取り込んでください。",
    ),
    "options-together": Entry(
        ERROR,
        "同時に使えない指定です",
        "{options} は、同時に指定できません。",
        "どちらか1つだけを指定してください。",
    ),
    "parquet-missing": Entry(
        ERROR,
        "Parquetで書き出せません",
        "Parquetの書き出しに要る pyarrow が入っていません。",
        "CSVで書き出すか、情報システム担当に pyarrow の導入を頼んでください。",
    ),
}
