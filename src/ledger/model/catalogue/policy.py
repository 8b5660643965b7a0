"""Problems in policy and people: what `check` finds in the ledger itself."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "settings-invalid": Entry(
        ERROR,
        "設定を読めません",
        "設定「{label}」({key})の値「{value}」は使えません。使えるのは: {expected}",
        "シート「設定」の「値」を、使える値に直してください。",
    ),
    "policy-row": Entry(
        ERROR,
        "方針の行を使えません",
        "「{header}」の「{value}」が使えないため、この行を除いて処理しました。",
        "この行を直してください。",
    ),
    "section-unknown": Entry(
        ERROR,
        "知らない所属です",
        "「{value}」という所属が、シート「所属」にありません。{near}",
        "所属の名前かコードを、シート「所属」のとおりに書いて、もう一度実行してください。",
    ),
    "duplicate-key": Entry(
        ERROR,
        "番号の重なり",
        "{header}「{value}」の行が、ほかにもあります。",
        "どちらかの行を直すか、消してください。",
    ),
    "unknown-code": Entry(
        ERROR,
        "知らないコード",
        "{header}「{value}」が、シート「{table}」にありません。",
        "{remedy}",
    ),
    "range-reversed": Entry(
        ERROR,
        "期間が逆です",
        "終わり({end})が始まり({start})より前です。",
        "日付を直してください。",
    ),
    "posting-overlap": Entry(
        ERROR,
        "主務の重なり",
        "職員 {staff_no} の主務が {one} と {two} で同じ日に重なっています。",
        "前の所属の終了日を入れるか、一方を兼務にしてください。",
    ),
    "posting-missing": Entry(
        ERROR,
        "主務がありません",
        "職員 {staff_no} の {day} の主務の所属がありません。",
        "シート「所属履歴」に主務の行を加えてください。",
    ),
    "section-headless": Entry(
        WARNING,
        "長のいない所属",
        "{section} に、{day} の長も代理もいません{gone}。",
        "シート「所属長」に長か代理を加えてください。ないあいだは上位の所属の長が確認します。",
    ),
    "section-headless-top": Entry(
        ERROR,
        "長のいない最上位の所属",
        "{section} に、{day} の長も代理もいません{gone}。上位の所属もないため、"
        "ここまで上がった申告を確認する人がいません。",
        "シート「所属長」に長か代理を加えてください。上位の所属があるなら、"
        "シート「所属」の上位所属コードを入れてください。",
    ),
    "section-deputy-only": Entry(
        NOTICE,
        "長が空席の所属",
        "{section} に {day} の長がいません{gone}。代理か人事指定の人が確認します。",
        "それでよければ対応は要りません。",
    ),
    "section-emptied": Entry(
        WARNING,
        "だれもいなくなった課",
        "{section} には {day} に主務の人がいません。前にいた {count} 名はほかの課にいます"
        "(多いのは {other})。この課は、課の割合の分母に、人のいない課として入ります。",
        "名前が変わったかなくなった課なら、シート「所属」のその行の「統合先所属コード」に"
        "移った先のコードを入れてください。これから人を置く課なら、そのままでかまいません。",
    ),
    "section-loop": Entry(
        ERROR,
        "所属の輪",
        "所属 {section} の上位・統合先をたどると、自分に戻ります。",
        "上位所属コードか統合先所属コードを直してください。",
    ),
    "group-uneven": Entry(
        ERROR,
        "修了条件の不ぞろい",
        "グループ {group} の修了条件が、行によって違います。",
        "同じグループの行の修了条件をそろえてください。先頭の行の条件で処理しています。",
    ),
    "criterion-never": Entry(
        ERROR,
        "満たせないStep条件",
        "条件 {criterion} は、だれも満たせません: {reason}。",
        "シート「Step条件」かその先のシートを直してください。",
    ),
    "criterion-closed": Entry(
        WARNING,
        "新しく満たせないStep条件",
        "条件 {criterion} は、これから満たすことができません: {reason}。"
        "前に申告した人には数え続けます。",
        "有効を○に戻すか、条件を替えてください。",
    ),
    "step-empty": Entry(
        WARNING,
        "条件のないStep",
        "{step} に条件がないため、だれも到達しません。",
        "シート「Step条件」に条件を加えるか、Stepの有効を×にしてください。",
    ),
    "step-tool-gap": Entry(
        WARNING,
        "ツールによって条件のないStep",
        "{step} に、ツール {tool} の条件がないため、このツールではその上のStepに進めません。",
        "シート「Step条件」に、そのツールの条件か、ツールコードが空欄の条件を加えてください。",
    ),
    "target-incomplete": Entry(
        ERROR,
        "目標の書きもれ",
        "目標 {target} は、このままでは正しく算定できません: {reason}。",
        "シート「目標」の行を直してください。",
    ),
    "survey-unanswered": Entry(
        WARNING,
        "調査の設問に答えがありません",
        "シート「調査対応」の設問「{question}」には答えられません: {reason}。",
        "シート「調査対応」のその行に、目標コードか、指標と対象コードを書いてください。",
    ),
    "public-form": Entry(
        ERROR,
        "公開データの形式は決まっています",
        "公開データは、UTF-8のCSVだけです。何も書き出していません。",
        "--format と --encoding を外して、もう一度実行してください。",
    ),
    "area-code": Entry(
        WARNING,
        "団体コードが使えません",
        "シート「設定」の団体コード「{written}」は、全国地方公共団体コード(6桁)ではありません。"
        "公開データの全国地方公共団体コードは空欄にし、団体名だけを書きました。",
        "シート「設定」の団体コードに、検査数字までの6桁を書いて、もう一度作ってください。",
    ),
    "headcount-rule": Entry(
        ERROR,
        "必要人数の決め方を使えません",
        "「{work}」の必要人数を計算できません: {reason}。",
        "シート「必要人数の決め方」のこの行を直してください。",
    ),
    "rule-to-try": Entry(
        ERROR,
        "試す決め方を読めません",
        "「{text}」が、だれを・どこに何名いればよいかに読めません。",
        "「LOGO:2=各課2名」「DX推進員=各課20%」「DX推進員/RPA:1=全庁5名」のように書いてください。"
        "左は人材像かツールのコードか名前、: のあとはStepかレベルです。",
    ),
    "as-of-outside": Entry(
        ERROR,
        "基準日が年度の外です",
        "{item} {day} は、{year}の日ではありません。",
        "{first} から {last} までの日にしてください。",
    ),
    "target-overdue": Entry(
        WARNING,
        "目標の期限が過ぎています",
        "目標「{target}」の期限年度は{due}で、台帳の{year}より前です。",
        "続ける目標なら期限年度を書き直し、終わった目標なら有効を×にしてください。",
    ),
    "as-of-ahead": Entry(
        WARNING,
        "まだ来ていない日で見ています",
        "{day} は、今日 {today} より先の日です。今ある記録だけで見た、見込みです。",
        "決まった結果として配らないでください。その日が来たら、もう一度実行してください。",
    ),
    "skill-untaught": Entry(
        NOTICE,
        "研修のないスキル",
        "スキル {skill} を学ぶ研修で有効なものが、研修体系にありません。",
        "研修を加えるか、そのままなら「研修提供なし」と表示されます。",
    ),
    "standard-unanswered": Entry(
        NOTICE,
        "対応のない標準の項目",
        "{framework}の「{item}」に当たる有効な人材像もスキルも、標準対応にありません。",
        "当たるスキルか人材像のコードを、シート「標準対応」のこの行に書いてください。"
        "育成しない項目なら、そのままでかまいません。",
    ),
    "standard-orphans": Entry(
        NOTICE,
        "標準にない人材像・スキル",
        "{framework}に対応する項目のない{what}が {count}件あります: {names}。",
        "当たる項目があれば、シート「標準対応」に行を足してください。"
        "独自のものなら、そのままでかまいません。",
    ),
    "skill-overdue": Entry(
        WARNING,
        "見直し年度を過ぎたスキル",
        "スキル {skill} の見直し年度は{due}で、台帳の{year}より前です。",
        "中身が古くなっていないかを見て、シート「スキル要件」の見直し年度を次の年度に書き直してください。"
        "もう要らないスキルなら、有効を×にしてください。",
    ),
    "persona-crowded": Entry(
        WARNING,
        "スキルの多すぎる人材像",
        "人材像「{persona}」に求めるスキルが {count}個あり、設定「人材像のスキルの上限」の"
        "{most}個を超えています。",
        "シート「スキル要件」で、要らないスキルの有効を×にするか、上限を設定で変えてください。",
    ),
    "direction-unused": Entry(
        WARNING,
        "使われない方向性",
        "人材像「{persona}」とスキル {skill} の組は、シート「ギャップ」にありません。"
        "この行は使っていません。",
        "シート「スキル要件」で人材像コードと有効を確かめ、この行を直すか消してください。",
    ),
    "session-overfull": Entry(
        NOTICE,
        "定員より多い受講の記録",
        "開催回 {session}({training})の定員は {capacity}名ですが、受講の記録は {count}名です。",
        "シート「開催回」の定員か、シート「受講」の開催回番号を確かめてください。"
        "定員を超えて受け入れたなら、そのままでかまいません。",
    ),
    "plan-aimless": Entry(
        NOTICE,
        "目標のない研修計画",
        "研修計画 {plan} の研修 {training} を、目標も、必須の研修も、Step条件も求めていません。",
        "めざす目標があるなら、シート「目標」の対象コードにこの研修を書いてください。"
        "なければ、そのままでかまいません。",
    ),
    "demand-unowned": Entry(
        NOTICE,
        "担当部門のない研修",
        "研修 {training} は次年度に {seats}席が要りますが、担当部門がありません。",
        "シート「研修計画」のこの研修の行か、シート「研修」で、担当部門を選んでください。",
    ),
    "demand-unplanned": Entry(
        NOTICE,
        "計画のない研修",
        "研修 {training} は次年度に {seats}席が要りますが、研修計画の行も、"
        "次年度の予定の開催回もありません。",
        "シート「研修計画」に、この研修の行を足してください(回数・一回定員・単価・財源)。",
    ),
    "acquisition-unknown": Entry(
        WARNING,
        "逆算できない確保計画",
        "案件 {case} の {headers} が空欄のため、不足か、始める期限が分かりません。",
        "シート「確保計画」のこの行に書いて、「確保を逆算」を実行してください。",
    ),
    "acquisition-unreasoned": Entry(
        WARNING,
        "判断理由のない手法",
        "案件 {case} の手法は「{method}」ですが、推奨は「{advised}」で、判断理由がありません。",
        "シート「確保計画」の判断理由に、この手法にした理由を書いてください。",
    ),
    "pay-unknown": Entry(
        NOTICE,
        "給与のない任用",
        "案件 {case} は任用で確保しますが、給与下限と給与上限がそろっていません。",
        "シート「確保計画」の給与下限・給与上限に、職種の給与水準を書いてください。",
    ),
    "pay-reversed": Entry(
        WARNING,
        "給与の上下が逆です",
        "案件 {case} の給与下限 {low}円が、給与上限 {high}円より高くなっています。",
        "シート「確保計画」の給与下限か給与上限を直してください。",
    ),
    "hours-too-long": Entry(
        WARNING,
        "1日の時間が長すぎます",
        "案件 {case} の週時間と週日数では、1日 {hours}時間になります(1日は8時間まで)。",
        "シート「確保計画」の週時間か週日数を直してください。",
    ),
    "panel-unskilled": Entry(
        WARNING,
        "専門の人がいない面接",
        "案件 {case} は任用で確保しますが、専門の知識がある人の面接同席が決まっていません。",
        "面接に同席する人を決めて、シート「確保計画」の面接同席を○にしてください。",
    ),
    "requirement-missing": Entry(
        WARNING,
        "必須の要件がない任用",
        "案件 {case} は任用で確保しますが、必須の人物要件がありません。",
        "シート「人物要件」に、この案件の必須の要件を、評価方法とともに書いてください。",
    ),
    "requirement-unjudged": Entry(
        WARNING,
        "評価方法のない必須要件",
        "案件 {case} の必須の要件 {number}「{requirement}」に、評価方法がありません。",
        "シート「人物要件」の評価方法に、何で判断するか(経験、役割、成果など)を書いてください。",
    ),
    "requirement-owner": Entry(
        WARNING,
        "要件の担当部門",
        "案件 {case} の{kind}の要件 {number}「{requirement}」の担当部門が「{department}」です。"
        "{kind}の要件は、{owner}が決めるものです。",
        "シート「人物要件」の担当部門か区分を直してください。",
    ),
}
