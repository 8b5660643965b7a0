"""Problems with writing: whose turn it is, what became of a write that did not end."""

from ledger.model.catalogue.entry import ERROR, NOTICE, Entry

ENTRIES: dict[str, Entry] = {
    "ledger-locked": Entry(
        ERROR,
        "ほかの処理が書き込んでいます",
        "「{name}」には、{who}が{since}から書き込んでいます。何も変えていません。",
        "その処理が終わってから、もう一度実行してください。",
    ),
    "lock-impossible": Entry(
        ERROR,
        "同時の書き込みを防げない場所です",
        "「{name}」のある場所では、ほかの人の書き込みを待たせること(ロック)ができません。何も変えていません。",
        "台帳を、パソコンか、ロックのできる庁内の共有フォルダに移してください。",
    ),
    "write-undone-before": Entry(
        NOTICE,
        "前の処理は書き込む前に止まりました",
        "前の処理が途中で止まっていました。「{name}」には書き込まれておらず、その処理の前のままです。",
        "前の処理を、もう一度実行してください。",
    ),
    "write-done-before": Entry(
        NOTICE,
        "前の処理は書き込んだ後に止まりました",
        "前の処理が途中で止まっていました。「{name}」への書き込みは済んでいます。",
        "レポートなど続けて作るファイルは、もう一度作ってください。「元に戻す」も使えます。",
    ),
    "leftovers-removed": Entry(
        NOTICE,
        "書きかけのファイルを消しました",
        "途中で止まった処理が残した書きかけのファイル {count} 件を消しました({names})。",
        "することはありません。元のファイルは変えていません。",
    ),
    "file-after-ledger": Entry(
        ERROR,
        "台帳は新しく、ファイルは書けませんでした",
        "台帳には書き込みましたが、「{name}」は書けませんでした({standing})。",
        "{remedy}そのあと、「{name}」をもう一度作ってください。",
    ),
    "forms-unrecorded": Entry(
        ERROR,
        "配布記録に書けませんでした",
        "{reason}台帳は元のままです。できた申告書 {count} 件は、まだ配布記録にありません。",
        "{remedy}申告書は配らず、もう一度「申告書配布」(issue)を実行してください。同じ発行番号で作り直します。",
    ),
    "files-partly": Entry(
        ERROR,
        "一部のファイルだけ書きました",
        "{reason}その前の {count} ファイルは書きました({names})。",
        "{remedy}そのあと、もう一度実行してください。",
    ),
    "copy-not-handed-in": Entry(
        ERROR,
        "提出フォルダに写しを入れられませんでした",
        "このブックの提出日は書き込みましたが、写しを「{name}」に入れられませんでした。",
        "{remedy}このブックを、ご自分で提出フォルダに入れても構いません。",
    ),
    "stopped-old": Entry(
        ERROR,
        "予期しない誤り(書き込みの前)",
        "予期しない誤りで止まりました({kind})。「{name}」は変わっていません。{files}",
        "下の記録を、情報システム担当に渡してください。",
    ),
    "stopped-new": Entry(
        ERROR,
        "予期しない誤り(書き込みの後)",
        "「{name}」には書き込みましたが、そのあと予期しない誤りで止まりました({kind})。{files}",
        "開いている「{name}」は、保存せずに閉じて開き直してください。下の記録を、情報システム担当に渡してください。",
    ),
    "stopped-unknown": Entry(
        ERROR,
        "予期しない誤り(書き込めたか分かりません)",
        "予期しない誤りで止まりました({kind})。「{name}」に書き込めたかどうか、確かめられません。{files}",
        "「{name}」を開き、シート「処理履歴」の最後の行か、書いた欄を見てください。下の記録を、情報システム担当に渡してください。",
    ),
    "stopped-files": Entry(
        ERROR,
        "予期しない誤り(ファイルの書き出し中)",
        "予期しない誤りで止まりました({kind})。台帳は変わっていません。{files}",
        "下の記録を、情報システム担当に渡してください。",
    ),
    "stopped-telling": Entry(
        ERROR,
        "結果を表示できませんでした",
        "処理は終わりましたが、結果を表示できませんでした({kind})。{files}",
        "もう一度実行せず、書き込まれたものを開いて確かめてください。",
    ),
    "excel-not-restored": Entry(
        ERROR,
        "Excelの表示を元に戻せませんでした",
        "操作は終わりましたが、Excelの画面の設定を元に戻せませんでした({kind})。",
        "Excelを開き直してください。操作の結果は、先に出た表示のとおりです。",
    ),
}
