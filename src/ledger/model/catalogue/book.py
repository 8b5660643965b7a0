"""Problems with books that are open in a program, and with what a button was pressed on."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES: dict[str, Entry] = {
    "book-online": Entry(
        ERROR,
        "クラウド上のブックです",
        "「{name}」は、OneDriveかSharePointの上で開かれています。",
        "パソコンか庁内の共有フォルダに保存してから、もう一度押してください。",
    ),
    "book-in-zip": Entry(
        ERROR,
        "圧縮ファイルの中のブックです",
        "「{name}」は、圧縮ファイル(zip)の中から直接開かれています。保存しても残りません。",
        "圧縮ファイルを「すべて展開」してから開き直してください。",
    ),
    "book-never-saved": Entry(
        ERROR,
        "保存されたことのないブックです",
        "「{name}」は、まだ一度も保存されていません。",
        "名前を付けて保存してから、もう一度押してください。",
    ),
    "book-read-only": Entry(
        ERROR,
        "読み取り専用で開かれています",
        "「{name}」は、読み取り専用で開かれているので保存できません。",
        "ほかの人が開いていないかを確かめ、「編集を有効にする」を押すか、開き直してください。",
    ),
    "book-name": Entry(
        ERROR,
        "使えない字がファイル名にあります",
        "ファイル名「{name}」に「=」が入っています。",
        "ファイル名から「=」を取ってから、もう一度押してください。",
    ),
    "button-elsewhere": Entry(
        ERROR,
        "このブックでは使えないボタンです",
        "「{button}」は、{found}では使えません。",
        "{wanted}を開いてから押してください。",
    ),
    "table-totals": Entry(
        ERROR,
        "集計行のある表です",
        "表「{table}」に集計行が出ているので、行を入れ替えられません。",
        "「テーブルデザイン」の「集計行」を外してから、もう一度押してください。",
    ),
    "cell-locked": Entry(
        ERROR,
        "書き込めないセルです",
        "セル {cell} は、シートの保護で書き込めません。",
        "名簿と一致した行などは判定できません。必要なら人事に相談してください。",
    ),
    "person-not-selected": Entry(
        ERROR,
        "職員が選ばれていません",
        "選ばれているところに、職員番号のある行がありません。",
        "職員番号のある表で、その人の行のセルを選んでから押してください。",
    ),
    "csv-unclear": Entry(
        ERROR,
        "どの表のファイルか分かりません",
        "「{name}」の見出しは、どの表の見出しとも合いません。",
        "見出しを台帳のシートの見出しとそろえるか、コマンド load で表の名前を指定してください。",
    ),
    "nothing-to-undo": Entry(
        ERROR,
        "元に戻すものがありません",
        "「{name}」に、このパソコンで元に戻せる操作は残っていません。",
        "フォルダ backup に控えがあれば、情報システム担当に相談してください。",
    ),
    "generation-damaged": Entry(
        ERROR,
        "控えが壊れています",
        "控え「{name}」の内容が、取ったときと違います。",
        "フォルダ backup のもう1つ前の控えを、情報システム担当に見てもらってください。",
    ),
    "undo-overwritten": Entry(
        ERROR,
        "操作の後に書き換えられています",
        "元に戻すセル {cell} が、操作の後に書き換えられています。",
        "そのセルを手で直してください。ほかのセルも変えていません。",
    ),
    "excel-stopped": Entry(
        ERROR,
        "Excelが応じませんでした",
        "Excelへの書き込みが途中で止まり、書いたところは元に戻しました({kind})。",
        "セルの編集中であれば確定し、もう一度押してください。続くときは記録を情報システム担当に。",
    ),
    "book-half-written": Entry(
        ERROR,
        "途中で止まりました",
        "「{name}」への書き込みが途中で止まり、元に戻すこともできませんでした({kind})。",
        "保存せずに閉じて開き直してください。保存されているファイルは、押す前のままです。",
    ),
    "unexpected": Entry(
        ERROR,
        "予期しない誤り",
        "予期しない誤りで止まりました({kind})。ブックは変わっていません。",
        "下の記録を、情報システム担当に渡してください。",
    ),
    "form-check": Entry(
        ERROR,
        "入力チェックの×",
        "{title}",
        "{remedy}",
    ),
}
