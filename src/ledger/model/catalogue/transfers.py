"""Problems of the 内示 on 異動案: rows that are not tried out, and why."""

from ledger.model.catalogue.entry import ERROR, NOTICE, Entry

ENTRIES: dict[str, Entry] = {
    "transfer-twice": Entry(
        ERROR,
        "同じ人の異動案",
        "{who}の異動案が、ほかの行と食い違っています。",
        "正しい行を1つ残して、もう一度「異動を試す」を実行してください。それまでは、この人を動かさずに見ます。",
    ),
    "transfer-repeated": Entry(
        NOTICE,
        "同じ異動案の重なり",
        "{who}の同じ異動案が、2回書かれています。",
        "1回として見ました。対応は要りません。",
    ),
    "transfer-day": Entry(
        ERROR,
        "試せない発令日",
        "{who}の発令日 {day} は、{first}から{last}までの日ではありません。",
        "これからの発令日に直してください。もう発令された異動は、シート「所属履歴」に入れてください。",
    ),
    "transfer-absent": Entry(
        ERROR,
        "発令日に在籍していない人",
        "{who}は、発令日 {day} に在籍していません({why})。",
        "退職する人は、この行を消してください(退職日があれば、いない人として見ます)。"
        "採用日・退職日が違うときは、シート「職員」を直してください。",
    ),
    "transfer-same": Entry(
        NOTICE,
        "所属の変わらない異動案",
        "{who}は、発令日 {day} にはもう「{section}」にいます。",
        "所属は変わらないものとして見ました。異動先を確かめてください。",
    ),
}
