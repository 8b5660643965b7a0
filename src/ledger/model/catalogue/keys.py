"""Problems with the keys of the seals: one that is not here, one that is brought here."""

from ledger.model.catalogue.entry import ERROR, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "key-missing": Entry(
        ERROR,
        "この台帳の封印の鍵が、このPCにありません",
        "この台帳の申告書は、鍵番号 {number} の鍵で封印して配られています(最後に配った日 {day})。"
        "このPC({pc})には、その鍵がありません。何も変えていません。",
        "配ったPCで「鍵の書き出し」(コマンドでは talent-ledger key export ファイル名)を行い、"
        "できたファイルをこのPCに移して、「鍵の取り込み」(コマンドでは talent-ledger key import "
        "ファイル名)で取り込んでください。"
        "前に書き出したファイルと合言葉があれば、それを取り込めます。",
    ),
    "key-on-share": Entry(
        WARNING,
        "封印の鍵が、ほかの人やPCからも読める場所にあります",
        "封印の鍵「{path}」は、{where}にあります。鍵を読める人は、だれでも封印を作れます。",
        "環境変数 LEDGER_KEY_FILE で、本人だけが開けるこのPCのフォルダにあるファイルを指定し、"
        "鍵のファイルをそこに移してください。",
    ),
    "key-none": Entry(
        ERROR,
        "書き出す鍵がありません",
        "このPCには、封印の鍵がまだありません。何も書き出していません。",
        "鍵は、申告書を初めて配るときに作られます。配ったあとで、もう一度実行してください。",
    ),
    "key-file-foreign": Entry(
        ERROR,
        "鍵を書き出したファイルではありません",
        "「{name}」は、この版のプログラムが読める、鍵を書き出したファイルではありません。"
        "鍵は取り込んでいません。",
        "「鍵の書き出し」(talent-ledger key export)でできたファイルを指定してください。"
        "新しい版のプログラムで書き出したものなら、このPCのプログラムも新しくしてください。",
    ),
    "key-file-damaged": Entry(
        ERROR,
        "鍵を書き出したファイルが壊れています",
        "「{name}」は、鍵を書き出したファイルですが、途中までしかないか、変わっています。"
        "鍵は取り込んでいません。",
        "書き出したPCから、もう一度写してください。元のファイルも壊れていれば、"
        "そのPCで「鍵の書き出し」(talent-ledger key export)をやり直してください。",
    ),
    "key-passphrase-needed": Entry(
        ERROR,
        "合言葉が要ります",
        "「{name}」を取り込むには、書き出したときに表示された合言葉が要ります。鍵は取り込んでいません。",
        "画面で実行して合言葉を入れるか、"
        "合言葉を書いたファイルを --passphrase-file で指定してください。",
    ),
    "key-passphrase-wrong": Entry(
        ERROR,
        "合言葉が違います",
        "入れた合言葉では「{name}」を開けません。鍵は取り込んでいません。",
        "このファイルを書き出したときに表示された、5字ずつ5組の合言葉を入れてください"
        "(空白、全角、小文字でもかまいません)。"
        "分からなければ、書き出したPCで「鍵の書き出し」(talent-ledger key export)を"
        "やり直してください。",
    ),
}
