"""Problems of the 人材像カード: what HR typed there, and whether it can be carried over."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "card-missing": Entry(
        ERROR,
        "カードの書き落とし",
        "「{what}」が空欄です{why}。",
        "ここに「{what}」を入れてください。表は、まだ変わっていません。",
    ),
    "card-word": Entry(
        ERROR,
        "カードの知らないことば",
        "「{what}」の「{value}」は使えません。使えるのは: {expected}",
        "一覧から選び直してください。表は、まだ変わっていません。",
    ),
    "card-number": Entry(
        ERROR,
        "カードの数",
        "「{what}」の「{value}」を数として読めません。",
        "{low} 以上の整数を入れてください。表は、まだ変わっていません。",
    ),
    "card-ambiguous": Entry(
        ERROR,
        "カードの名前が1つに決まりません",
        "「{what}」の「{value}」は、{codes} のどれのことか決まりません。",
        "一覧から、コードの付いたものを選んでください。表は、まだ変わっていません。",
    ),
    "card-name-taken": Entry(
        ERROR,
        "同じ名前の人材像があります",
        "人材像「{value}」は、もうあります。",
        "新しい人材像なら別の名前にしてください。その人材像を直すなら、"
        "カードの上の「開く人材像」で選んで開いてください。表は、まだ変わっていません。",
    ),
    "card-step-gap": Entry(
        ERROR,
        "Stepの番号が飛んでいます",
        "Step{above} があるのに、Step{step} がありません。",
        "Step{step} の名称と条件を入れるか、上のStepを詰めてください。表は、まだ変わっていません。",
    ),
    "card-step-empty": Entry(
        WARNING,
        "条件のないStep",
        "Step{step}「{name}」に条件がありません。このままでは、だれも届きません。",
        "条件を1行以上書いてください。",
    ),
    "card-repeated": Entry(
        ERROR,
        "カードの同じ行",
        "{line}が、{other} にもあります。",
        "どちらかの行を消してください。表は、まだ変わっていません。",
    ),
    "card-skill-differs": Entry(
        ERROR,
        "スキルの書き方がそろっていません",
        "スキル「{skill}」の「{what}」が、行によって違います({values})。",
        "同じスキルの行は、同じ値にそろえてください。表は、まだ変わっていません。",
    ),
    "card-outdated": Entry(
        ERROR,
        "カードを開いたあとに、表が直されています",
        "カードを開いたあとに、人材像「{persona}」の {cells} が表のほうでも変わりました。"
        "カードの書きかけ({edited} か所)は、そのまま残してあります。",
        "カードの値にするなら、表を元の値に戻してからもう一度反映してください。表の値でよければ、"
        "書きかけを捨てて開き直してください(もう一度実行して「はい」。コマンドでは --discard)。",
    ),
    "card-unsaved": Entry(
        ERROR,
        "カードに、まだ反映していない書きかけがあります",
        "人材像「{persona}」のカードに、表に反映していない書きかけが {edited} か所あります"
        "({cells})。",
        "カードの上の「開く人材像」を「{persona}」に戻すと、反映できます。捨ててよければ、"
        "もう一度実行して「はい」で開いてください(コマンドでは --discard)。",
    ),
    "card-edited": Entry(
        NOTICE,
        "カードの書きかけ",
        "人材像カードに、表に反映していない書きかけが {edited} か所あります({cells})。"
        "表はまだ変わっていません。カードもそのまま残しています。",
        "「人材像カード」で、だれが動くかを見てから反映してください。",
    ),
    "card-broken": Entry(
        ERROR,
        "カードの行が足りません",
        "人材像カードの行のうち {lines} が消えているか、2つあります。",
        "その行を元に戻すか、書きかけを控えてから、もう一度実行して「はい」で開き直してください"
        "(コマンドでは --discard)。表は、まだ変わっていません。",
    ),
    "card-sheet-missing": Entry(
        ERROR,
        "人材像カードがありません",
        "この台帳に、シート「人材像カード」がありません。",
        "台帳を新しい形にしてから(どれかの処理を1回実行すると足されます)、もう一度実行してください。",
    ),
    "card-persona-unknown": Entry(
        ERROR,
        "知らない人材像です",
        "人材像「{value}」が、シート「人材像」にありません。ある人材像: {known}",
        "名前を確かめてください。新しい人材像なら「(新しい人材像)」を選んでください。",
    ),
    "card-held": Entry(
        NOTICE,
        "カードに載らない行",
        "人材像「{persona}」の {count} 行は、カードに載りません: {lines}。そのまま残ります。",
        "この行を変えるときは、その表のシートで直してください。",
    ),
}
