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
}
