"""Problems with a cluster that is to read the files of an inbox."""

from ledger.model.catalogue.entry import ERROR, Entry

ENTRIES: dict[str, Entry] = {
    "cluster-missing": Entry(
        ERROR,
        "クラスターで読む部品が入っていません",
        "クラスターで読むのに要る distributed が入っていません。台帳は変わっていません。",
        "情報システム担当に pip install talent-ledger[cluster] を頼むか、"
        "--engine と --scheduler を外して、このPCで読んでください。",
    ),
    "cluster-options": Entry(
        ERROR,
        "クラスターの指定が足りません",
        "--engine dask と --scheduler は、いつも一緒に指定します。",
        "クラスターで読むときは、--engine dask --scheduler tls://名前:番号 のように"
        "両方を付けてください。このPCで読むときは、両方を外してください。",
    ),
    "cluster-address": Entry(
        ERROR,
        "そのクラスターには、申告書を送りません",
        "「{address}」は、暗号化されないか、書き方が違います。申告書には個人情報があるので、"
        "送りません。台帳は変わっていません。",
        "ほかの機械のクラスターは tls://名前:番号、このPCの中のクラスターは "
        "tcp://127.0.0.1:番号 の形で指定してください。",
    ),
    "cluster-no-certificate": Entry(
        ERROR,
        "クラスターの証明書が決まっていません",
        "tls:// でつなぐのに要る、Daskの設定 {keys} がありません。台帳は変わっていません。",
        "情報システム担当に、Daskの設定ファイルか環境変数で、"
        "認証局と、このPCの証明書の場所を決めてもらってください。",
    ),
    "cluster-unreachable": Entry(
        ERROR,
        "クラスターにつながりません",
        "「{address}」につながりません。台帳は変わっていません。",
        "スケジューラが動いているか、アドレスと証明書が合っているかを確かめて、"
        "もう一度実行してください。急ぐときは、"
        "--engine と --scheduler を外すと、このPCで読みます。",
    ),
    "cluster-no-workers": Entry(
        ERROR,
        "クラスターに、使えるワーカーがいません",
        "「{address}」に、申告書を読めるワーカーがいません。台帳は変わっていません。",
        "ワーカーを動かして、もう一度実行してください。127.0.0.1 のクラスターでは、"
        "アドレスが 127.0.0.1 のワーカーだけを使います。",
    ),
    "cluster-other-program": Entry(
        ERROR,
        "クラスターのプログラムが違います",
        "「{address}」のワーカーに、このPCと同じ版の talent-ledger がありません。"
        "読み取りが違ってしまうので、使いません。台帳は変わっていません。",
        "スケジューラとすべてのワーカーに、このPCと同じ版の talent-ledger を入れて、"
        "もう一度実行してください。",
    ),
}
