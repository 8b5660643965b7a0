"""Problems found while files, tables and values are read."""

from ledger.model.catalogue.entry import ERROR, NOTICE, Entry

ENTRIES = {
    "file-missing": Entry(
        ERROR,
        "ファイルがありません",
        "「{name}」が見つかりません。",
        "ファイル名と保存場所を確かめて、もう一度実行してください。",
    ),
    "not-xlsx": Entry(
        ERROR,
        "Excelブックではありません",
        "Excelブック(.xlsx)として読めません({reason})。",
        "Excelで開き直し、「Excelブック(.xlsx)」として保存してから、もう一度入れてください。",
    ),
    "wrong-kind": Entry(
        ERROR,
        "種類の違うブックです",
        "{expected}が必要ですが、このファイルは{found}です。",
        "{expected}を選び直してください。",
    ),
    "wrong-year": Entry(
        ERROR,
        "年度の違う様式です",
        "{expected}の処理に、{found}の様式が入っています。",
        "{expected}の様式で提出し直してもらってください。",
    ),
    "table-missing": Entry(
        ERROR,
        "表がありません",
        "表「{table}」が見つかりません。",
        "様式を作り直すか、正しい様式に写し直してください。",
    ),
    "table-lost": Entry(
        NOTICE,
        "表の枠が失われています",
        "表「{table}」の枠がないため、シート名と見出しから読み取りました。",
        "そのまま処理できます。無害化などで様式が変わっていないか、確かめてください。",
    ),
    "header-missing": Entry(
        ERROR,
        "必要な見出しがありません",
        "表「{table}」に見出し「{header}」がありません(あった見出し: {found})。",
        "見出しを元に戻してから、もう一度入れてください。",
    ),
    "header-synonym": Entry(
        NOTICE,
        "見出しの読み替え",
        "見出し「{found}」を「{header}」として読み取りました。",
        "対応は要りません。次からは元の見出しを使ってください。",
    ),
    "value-missing": Entry(
        ERROR,
        "必須の欄が空です",
        "「{header}」が空です。",
        "「{header}」を記入してください。",
    ),
    "value-type": Entry(
        ERROR,
        "値の形が違います",
        "「{header}」の「{value}」は{expected}ではありません。",
        "{expected}で記入し直してください。",
    ),
    "value-choice": Entry(
        ERROR,
        "選択肢にない値です",
        "「{header}」の「{value}」は選択肢({choices})にありません。",
        "選択肢から選び直してください。",
    ),
    "value-repaired": Entry(
        NOTICE,
        "書き方を読み替えました",
        "「{header}」の「{value}」を「{repaired}」として読み取りました。",
        "違っていれば直してください。",
    ),
    "encoding-unknown": Entry(
        ERROR,
        "文字コードがわかりません",
        "CSVの文字コードが UTF-8 でも CP932(Shift_JIS)でもありません。",
        "Excelなどで「CSV UTF-8」として保存し直してください。",
    ),
    "cp932-impossible": Entry(
        ERROR,
        "CP932で表せない文字があります",
        "CP932(Shift_JIS)で表せない文字があります: {characters}",
        "UTF-8 で書き出すか、代わりの文字に直してください。",
    ),
}
