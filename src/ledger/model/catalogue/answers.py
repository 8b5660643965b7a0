"""Problems of the answers of a form service, which become self-reports."""

from ledger.model.catalogue.entry import ERROR, NOTICE, Entry

ENTRIES: dict[str, Entry] = {
    "answer-word-open": Entry(
        ERROR,
        "読み替えが決まっていない言葉",
        "「{header}」の「{value}」を、申告書のどの言葉にするか決まっていません。",
        "シート「取込値」のその行に「値」を入れて、同じファイルをもう一度取り込んでください。",
    ),
    "answer-mixed": Entry(
        ERROR,
        "申告書と台帳の表が混ざっています",
        "取込名「{name}」の「表」に、申告書のシートと台帳の表({tables})が混ざっています。",
        "フォームの回答なら、「表」をすべて申告書のシートにしてください。",
    ),
    "answer-full": Entry(
        ERROR,
        "申告書に入りきらない回答",
        "受付番号 {receipt} の回答の行が、申告書の「{sheets}」に入りません。"
        "その人の申告書にない人材像やツールなどを指しているか、行が足りません。",
        "回答と、シート「取込列」の固定値を確かめてください。合っていれば、申告書に直接記入してもらってください。",
    ),
    "answer-withdrawn": Entry(
        NOTICE,
        "取り消された回答や、下書き",
        "「{header}」が「{value}」なので、この回答は申告書にしません。",
        "使う回答なら、一覧のその列を直して、もう一度取り込んでください。"
        "前に取り込んだ回答なら、その申告書を提出フォルダから除いてください。",
    ),
    "answer-changed": Entry(
        NOTICE,
        "書き直された回答",
        "受付番号 {receipt} の回答は、前に取り込んだものと内容が違います。新しい申告書にしました。",
        "集約すると、前の申告書と入れ替わります。",
    ),
}
