"""Problems while a first ledger is made (はじめる), and while a person is asked for it."""

from ledger.model.catalogue.entry import ERROR, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "start-needs": Entry(
        ERROR,
        "はじめるのに要る答えがありません",
        "「{what}」が分からないので、台帳を作れません。何も書き込んでいません。",
        "{option} を付けて、もう一度実行してください。例: {example}",
    ),
    "start-year": Entry(
        ERROR,
        "年度が読めません",
        "「{value}」は、年度として読めません。",
        "2026 か、令和8年度 か、R8 のように書いてください({first}年度から{last}年度まで)。",
    ),
    "start-due": Entry(
        ERROR,
        "提出期限が、その年度の日ではありません",
        "提出期限 {day} は、{year}の申告書の期限になりません。",
        "{first} から {last} までの日を書いてください。",
    ),
    "start-file": Entry(
        ERROR,
        "答えたファイルがありません",
        "「{name}」というファイルは、見つかりません。",
        "ファイルの場所と名前を確かめて、もう一度入れてください。",
    ),
    "start-confirmer": Entry(
        ERROR,
        "確認する人の書き方が読めません",
        "「{value}」が読めません。",
        "職員番号だけを書く(全員に同じ人)か、「0110=000102」のように所属と職員番号を書いてください。",
    ),
    "section-ambiguous": Entry(
        ERROR,
        "同じ名前の所属がいくつもあります",
        "「{value}」という名前の所属は、いくつもあります。",
        "所属コードで書いてください: {codes}",
    ),
    "start-set-aside": Entry(
        WARNING,
        "一覧をまだ取り込んでいません",
        "「{file}」は、まだ取り込んでいません: {reason}",
        "{remedy}そのあと、台帳で「名簿取込」を押して、同じファイルを取り込んでください。",
    ),
}
