"""Problems found in lists of people: results, lines that are no rows, whose row or file it is."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    # results
    "result-negative": Entry(
        NOTICE,
        "欠席・未修了の行",
        "欠席・未修了 {count} 行は数えませんでした({where}。見た列: {headers})。",
        "修了した人が含まれていれば、その列を直して読み直してください。",
    ),
    "result-unknown": Entry(
        ERROR,
        "修了したかどうかわかりません",
        "「{header}」の「{value}」が、修了したという意味かどうか決められません。",
        "「修了」「合格」「欠席」「未修了」などの言葉に直して、読み直してください。",
    ),
    "result-blank": Entry(
        ERROR,
        "修了したかどうかわかりません",
        "「{header}」が空です。この列には修了・出席などの印が1つもないので、空欄の意味を決められません。",
        "修了した人に「修了」か「○」を記入するか、要らない列なら消して、読み直してください。",
    ),
    "result-elsewhere": Entry(
        ERROR,
        "結果の列でない列に欠席などの言葉",
        "「{header}」に「{value}」とあります。修了したかどうか決められません。",
        "修了していなければ行を消し、修了していれば「{header}」のその言葉を消して、読み直してください。",
    ),
    "marks-unused": Entry(
        WARNING,
        "結果かもしれない列",
        "「{header}」は○・×などの印だけの列ですが、何の列かわからないので使いませんでした。",
        "出欠や合否なら、見出しを「出欠」「合否」に直して読み直してください。違えば対応は要りません。",
    ),
    "attendance-counted": Entry(
        NOTICE,
        "出席を修了としました",
        "修了や合否の列がないので、出席した {count} 行を修了として数えました({where})。",
        "出席だけでは修了にならない研修なら、修了の列を加えて読み直してください。",
    ),
    "session-partial": Entry(
        ERROR,
        "別の日に欠席しています",
        "職員 {staff_no} は、同じ開催回の別の日が欠席・未修了です({others})。",
        "修了と認めるなら欠席などの行を消し、認めないならこの行を消して、読み直してください。",
    ),
    "session-days": Entry(
        NOTICE,
        "開催回の日ごとの行",
        "1つの開催回の日ごとの行のうち {count} 行({where})は、その人の最後の日の修了に"
        "まとめました。",
        "別々の修了なら、開催回番号を分けて読み直してください。",
    ),
    # lines
    "days-missing": Entry(
        ERROR,
        "修了日のない行",
        "修了日のない行が {count} 行あります({where})。数えていません。",
        "修了した人の行なら、修了日を記入して読み直してください。まだの人の行なら対応は要りません。",
    ),
    "lines-skipped": Entry(
        NOTICE,
        "行ではない行",
        "合計・「以上」・くり返しの見出しなど {count} 行は、行として読みませんでした({where})。",
        "対応は要りません。",
    ),
    "cells-read-down": Entry(
        NOTICE,
        "縦に結合したセル",
        "縦に結合したセルの値を、結合した行のそれぞれの値として読みました({range})。",
        "違っていれば、結合を解いて1行ずつ記入し直してください。",
    ),
    # people
    "name-differs": Entry(
        ERROR,
        "職員番号と氏名が合いません",
        "職員番号 {staff_no} は「{name}」ですが、この行の{header}は「{found}」です。",
        "どちらが正しいか、一覧を作ったところに確かめ、職員番号か{header}を直して読み直してください。",
    ),
    "name-family-differs": Entry(
        WARNING,
        "姓だけが職員の表と違います",
        "職員番号 {staff_no} は「{name}」ですが、この行の{header}は「{found}」です。"
        "名が同じなので、本人として数えました。",
        "改姓・旧姓なら対応は要りません。別の人なら、職員番号を直して読み直してください。{others}",
    ),
    "file-name-differs": Entry(
        WARNING,
        "ファイル名が別の人のものです",
        "中身は職員 {staff_no}「{name}」の申告書ですが、ファイル名は {others} を指しています。",
        "ファイル名の人の申告書がまだ出ていなければ、出してもらってください。出ていれば対応は要りません。",
    ),
    "character-lost": Entry(
        WARNING,
        "失われた文字があるようです",
        "「{header}」の「{value}」に「?」などがあります。別の文字コードで保存したときに失われた字かもしれません。",
        "元の一覧で字を確かめて直すか、「CSV UTF-8」で保存し直したファイルを読み直してください。",
    ),
    "code-mangled": Entry(
        ERROR,
        "コードが別の値に変わっています",
        "「{header}」の「{value}」は、Excelなどが日付・指数・数式に変えた値のようです。コードとして使えません。",
        "列の書式を「文字列」にしてから、元の一覧のとおりのコードを入れ直してください。",
    ),
    "code-ambiguous": Entry(
        ERROR,
        "コードを1つに決められません",
        "「{header}」の「{value}」は {candidates} のどれか、決められません。",
        "先頭の0も含めて、コードを書き直してください。",
    ),
}
