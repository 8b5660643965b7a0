"""Problems of rows on their way into the ledger (取込)."""

from ledger.model.catalogue.entry import ERROR, NOTICE, Entry

ENTRIES: dict[str, Entry] = {
    "load-needs-yes": Entry(
        ERROR,
        "置き換えの確認が要ります",
        "表「{table}」を置き換えると、今ある行のうち {count} 行が消えるか変わります({rows})。"
        "何も変えていません。",
        "よければ --replace を付けて、もう一度実行してください。"
        "今ある行を消さずに足すなら --upsert を付けてください。",
    ),
    "option-unused": Entry(
        ERROR,
        "この取り込みには使えない指定です",
        "{option} は、{what}には使えません。",
        "{option} を付けずに、もう一度実行してください。",
    ),
    "row-standing": Entry(
        ERROR,
        "内容の違う同じ行が、もうあります",
        "表「{table}」に同じ行があり、内容が違います。追加(--append)では、今ある行を変えません。",
        "新しい内容にするなら、--append のかわりに --upsert を付けて取り込んでください。",
    ),
    "move-undated": Entry(
        ERROR,
        "いつからか分からない異動",
        "今は「{old}」({kind}、{start} から)ですが、この一覧では違います。"
        "いつから変わるかが分からないので、今の行のままにしました。",
        "列「適用日」を足すか --on 2026-10-01 のように日を付けて、もう一度取り込んでください。",
    ),
    "move-overlaps": Entry(
        ERROR,
        "今ある行と日が重なる異動",
        "{day} からにすると、今ある「{old}」({kind}、{start} から)と重なります。"
        "今の行のままにしました。",
        "{start} より後の日にするか、シートで今ある行の開始日・終了日を直してください。",
    ),
    "place-undated": Entry(
        ERROR,
        "いつからか分からない兼務・代理",
        "この{kind}は台帳にありません。いつからかが分からないので、加えていません。",
        "列「開始日」か「適用日」を足して、もう一度取り込んでください。",
    ),
    "staff-renamed": Entry(
        ERROR,
        "同じ職員番号で、名の違う人です",
        "職員番号 {staff_no} は「{name}」ですが、この一覧の{header}は「{found}」です。"
        "今の行のままにしました。",
        "改名ならシート「職員」の氏名を直してください。別の人なら職員番号を確かめてください。",
    ),
    "section-level-unknown": Entry(
        ERROR,
        "部・課・係のどれか分からない所属",
        "「{value}」は、シート「所属」にない名前です。名前の終わりからは、階層が分かりません。",
        "書き違いなら直してください。新しい所属なら、シート「所属」に加えてください。",
    ),
    "section-above-unknown": Entry(
        ERROR,
        "上位所属が見つかりません",
        "上位所属「{value}」が、シート「所属」にもこのファイルにもありません。",
        "名前を直すか、その所属の行をファイルに加えてください。",
    ),
    "value-assumed": Entry(
        NOTICE,
        "見出しのない列の読み方",
        "見出し「{header}」がないため、どの行も「{value}」として読み取りました。",
        "違う行があるなら、見出し「{header}」を加えてください。",
    ),
}
"""The severities of rows are errors: a row that is set aside is not used until it is mended."""
