"""Problems with the ribbon add-in and the PC it is put on."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "addin-build-missing": Entry(
        ERROR,
        "アドインを組み立てられません",
        "アドインの組み立てに要る「{name}」がありません。",
        "開発用の環境(make の準備が済んだチェックアウト)で実行してください。",
    ),
    "addin-needs-windows": Entry(
        ERROR,
        "WindowsのExcelが要ります",
        "アドインの{verb}は、Excelの入ったWindowsでだけできます。",
        "WindowsのPCで実行するか、同じ操作をコマンド talent-ledger で行ってください。",
    ),
    "addin-path-unreadable": Entry(
        ERROR,
        "Excelに読めない名前のフォルダです",
        "Pythonの場所「{path}」に、このPCの文字コード({encoding})にない文字があります。",
        "その文字を含まないフォルダにPythonを置き、もう一度導入してください。",
    ),
    "addin-absent": Entry(
        NOTICE,
        "アドインは入っていません",
        "フォルダ「{folder}」に、アドインがありません。",
        "使うときは、talent-ledger addin install で入れてください。",
    ),
    "addin-differs": Entry(
        WARNING,
        "別の版のアドインが入っています",
        "入っているアドイン(版 {found})は、このプログラム(版 {own})のものと違います。",
        "Excelを閉じ、talent-ledger addin install で入れ直してください。",
    ),
    "addin-interpreter": Entry(
        WARNING,
        "Pythonの場所が違います",
        "設定「{name}」のPythonは「{found}」で、今のPython「{own}」ではありません。",
        "talent-ledger addin install で書き直してください。",
    ),
    "addin-attention": Entry(
        WARNING,
        "アドインの動作に妨げがあります",
        "{count}項目に対応が要ります。",
        "上の「対処」を情報システム担当に渡してください。",
    ),
    "pilot-sheet-other": Entry(
        ERROR,
        "実機確認表ではありません",
        "「{name}」に、実機確認表の見出し(番号、手順、すること、こうなる、結果、気づいたこと)がありません。",
        "talent-ledger addin doctor --new-sheet でできる表に結果を入れ、その表を指定してください。",
    ),
    "pilot-sheet-odd": Entry(
        WARNING,
        "集めていない行があります",
        "{count}行は、結果が3つの言葉のどれでもないか、この版の手順ではないので、集めていません({rows})。",
        "「結果」を選び直し、「番号」と「手順」を元に戻して保存し、もう一度集めてください。",
    ),
}
