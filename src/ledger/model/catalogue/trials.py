"""Problems of 試算: what cannot be tried out, and what can."""

from ledger.model.catalogue.entry import ERROR, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "trial-empty": Entry(
        ERROR,
        "試すものがありません",
        "シート「試算条件」が空です。",
        "「変えるもの」に「設定」を選び、設定の項目と値を書いてください(例: リード期間の数え方、"
        "継続)。Step条件なら「条件を変える」を選び、人材像コード・Step・条件番号と、新しい必要数"
        "などを書いてください。書いたら、もう一度「試算」を実行してください。",
    ),
    "trial-twice": Entry(
        ERROR,
        "同じものを2通りに試しています",
        "同じ案に、{other}と同じ設定か条件が、別の値で書かれています。",
        "どちらかの行を消すか、「案」を分けて書いてください(案ごとに試します)。",
    ),
    "trial-setting-unknown": Entry(
        ERROR,
        "知らない設定です",
        "「{setting}」という設定はありません。",
        "試せる設定は、{known} です。",
    ),
    "trial-setting-idle": Entry(
        ERROR,
        "判定に使わない設定です",
        "設定「{setting}」は、Step・参加率・目標の判定に使わないので、変えても数は変わりません。",
        "試せる設定は、{known} です。",
    ),
    "trial-value": Entry(
        ERROR,
        "試せない値です",
        "設定「{setting}」を「{value}」にすることはできません。使えるのは: {expected}",
        "使える値に直して、もう一度「試算」を実行してください。",
    ),
    "trial-persona-unknown": Entry(
        ERROR,
        "知らない人材像です",
        "人材像「{value}」が、シート「人材像」にありません。ある人材像: {known}",
        "人材像コードを直して、もう一度「試算」を実行してください。",
    ),
    "trial-criterion-unknown": Entry(
        ERROR,
        "知らない条件です",
        "条件「{criterion}」が、シート「Step条件」にありません。この人材像の条件: {known}",
        "Stepと条件番号を直すか、「条件を足す」を選んでください。",
    ),
    "trial-criterion-there": Entry(
        ERROR,
        "もうある条件です",
        "条件「{criterion}」は、もうシート「Step条件」にあります。",
        "条件番号を空欄にするか(続きの番号で足します)、「条件を変える」を選んでください。",
    ),
    "trial-step-unknown": Entry(
        ERROR,
        "知らないStepです",
        "人材像「{persona}」の「{value}」が、シート「Step」にありません。あるのは: {known}",
        "Stepを直して、もう一度「試算」を実行してください。",
    ),
    "trial-training-unknown": Entry(
        ERROR,
        "知らない研修です",
        "研修またはグループ「{value}」がありません。",
        "「対象コード」に、シート「研修」の研修コードか、シート「研修グループ」のグループコードを"
        "書いてください。",
    ),
    "trial-nothing-said": Entry(
        ERROR,
        "変える所がありません",
        "条件「{criterion}」の、新しい値がどこにも書かれていません。",
        "種別・対象コード・必要数・選択組・ツールコードのうち、変える所を書いてください。",
    ),
    "trial-cell": Entry(
        ERROR,
        "試せない条件です",
        "条件の「{header}」を「{value}」にすることはできません。使えるのは: {expected}",
        "使える値に直して、もう一度「試算」を実行してください。",
    ),
    "trial-criterion-never": Entry(
        ERROR,
        "だれも満たせない条件です",
        "条件{criterion}は、このままではだれも満たせません。{reason}。",
        "条件を直して、もう一度「試算」を実行してください。",
    ),
    "trial-moves-left": Entry(
        WARNING,
        "試さなかった異動があります",
        "内示の一覧に、試せない所が {count}か所あります({where})。ほかの行だけで見ました。",
        "わけはシート「試算」にあります。一覧を直して、もう一度「試算」を実行してください。",
    ),
    "trial-typed": Entry(
        ERROR,
        "読めない試算です",
        "「{text}」を、試すものとして読めません。",
        "設定は「リード期間の数え方=継続」、条件は「P02:2-1=必要数:6」「P02:2-1=外す」"
        "「P02:2=足す,種別:案件数,必要数:3」のように書いてください。",
    ),
}
