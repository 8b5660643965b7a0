"""Problems in the flow: issuing, reporting, consolidating, and the commands of it."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    # whole files
    "issue-unknown": Entry(
        ERROR,
        "配布記録にない申告書",
        "発行番号「{issue_no}」は、シート「配布記録」にありません。",
        "この台帳から配った申告書か確かめ、違えば配り直して記入してもらってください。",
    ),
    "staff-mismatch": Entry(
        ERROR,
        "職員番号が配布記録と違います",
        "発行番号 {issue_no} は職員 {expected} に配ったものですが、職員番号が「{found}」です。",
        "本人に配った申告書に記入し直してもらってください。",
    ),
    "staff-name-differs": Entry(
        WARNING,
        "氏名が職員の表と違います",
        "職員 {staff_no} は「{name}」ですが、申告書の氏名は「{found}」です。",
        "本人の申告書か確かめてください。改姓などであれば対応は要りません。",
    ),
    "issue-mismatch": Entry(
        ERROR,
        "配布記録と合いません",
        "発行番号 {issue_no} の{item}は「{expected}」ですが、「{found}」となっています。",
        "配ったときの申告書を使い、番号や時期を書き換えずに出し直してもらってください。",
    ),
    "form-version": Entry(
        ERROR,
        "様式版が違います",
        "様式版「{found}」は使えません(使えるのは「{expected}」)。",
        "申告書を配り直して、内容を写してもらってください。",
    ),
    "seal-broken": Entry(
        ERROR,
        "封印が合いません",
        "発行番号 {issue_no} の封印が、配布したときのものと合いません。",
        "本人に配った申告書か確かめ、違えば配り直して記入してもらってください。",
    ),
    "staff-not-in-post": Entry(
        ERROR,
        "その日に在籍していません",
        "職員 {staff_no} は、{day} に在籍していません。",
        "シート「職員」の採用日・退職日を確かめてください。",
    ),
    "duplicate-report": Entry(
        ERROR,
        "内容の違う申告書が2つ以上あります",
        "職員 {staff_no} の申告書が、提出日からは新旧を決められません({others})。",
        "正しい1つの提出日を新しくして出し直すか、ほかを提出フォルダから除いてください。",
    ),
    "report-duplicate": Entry(
        NOTICE,
        "同じ申告書の重なり",
        "職員 {staff_no} の「{other}」と同じ内容なので、数えません。",
        "対応は要りません。",
    ),
    "report-superseded": Entry(
        NOTICE,
        "古い申告書",
        "職員 {staff_no} の新しい申告書「{other}」({day})があるので、こちらは使いません。",
        "対応は要りません。",
    ),
    "older-than-consumed": Entry(
        NOTICE,
        "集約済みのものより古い申告書",
        "職員 {staff_no} の {consumed} 提出の申告書を集約済みです。{day} のこちらは使いません。",
        "対応は要りません。こちらを使うなら、提出日を新しくして出し直してもらってください。",
    ),
    "other-phase": Entry(
        NOTICE,
        "ほかの時期のファイル",
        "{other}のファイルが {count} 個あります({files})。今回は{phase}のものだけを読みました。",
        "対応は要りません。{other}を読むときは --phase {other} を付けます。"
        "フォルダ「{other}」に移すと、この知らせは出なくなります。",
    ),
    # rows
    "after-as-of": Entry(
        ERROR,
        "判定の日より後の実績",
        "「{header}」の {value} は、判定の日 {as_of} より後です。",
        "日付を直すか、その日が来てから集約し直してください。次の年度の実績なら、次の年度の申告書に記入してもらってください。",
    ),
    "project-missing": Entry(
        ERROR,
        "案件がわかりません",
        "案件番号も案件名も空です。",
        "案件番号か案件名のどちらかを記入してください。",
    ),
    "project-provisional": Entry(
        NOTICE,
        "仮番号の案件",
        "案件名「{name}」に番号がないため、仮番号 {project_no} としました。",
        "シート「案件」で、同じ案件があれば統合先案件番号に書いてください。",
    ),
    "row-repeated": Entry(
        NOTICE,
        "同じ行の重なり",
        "{first} の行と同じ内容なので、1行として扱いました。",
        "対応は要りません。",
    ),
    "row-conflict": Entry(
        ERROR,
        "食い違う行",
        "{others} の行と同じもの({what})なのに、内容が違います。",
        "正しい1行だけを残してください。",
    ),
    "before-hired": Entry(
        NOTICE,
        "採用日より前の実績",
        "「{header}」の {value} は、採用日 {hired_on} より前です。",
        "再任用や会計年度任用などで前の任用の実績なら、対応は要りません。違っていれば直してください。",
    ),
    "skill-not-rated": Entry(
        ERROR,
        "自己評価の対象でないスキル",
        "スキル {skill} の把握方法は、合致人数ではありません。",
        "把握方法が合致人数のスキルを選んでください。",
    ),
    "survey-not-named": Entry(
        ERROR,
        "記名の回答は受け付けていません",
        "設定「記名アンケート」が×のため、設問 {question} の回答は取り込みません。",
        "記名で集めるときは、設定を○にしてください。",
    ),
    # the state of a report
    "goals-digital-few": Entry(
        ERROR,
        "デジタルに関する目標が足りません",
        "職員 {staff_no} のデジタルに関する目標は {found} 件です({needed} 件以上が必要)。",
        "目標を直し、提出日を新しくして出し直してもらってください。",
    ),
    "submitted-on-missing": Entry(
        ERROR,
        "提出日が空です",
        "職員 {staff_no} の申告書の提出日が空です。",
        "提出日を記入して出し直してもらってください。",
    ),
    "submitted-ahead": Entry(
        ERROR,
        "先の日付の提出日",
        "職員 {staff_no} の提出日 {day} は、集約した日より先です。この申告書は使いません。",
        "提出日を直して出し直してもらってください。今より前の日付で構いません。",
    ),
    "proxy-missing": Entry(
        WARNING,
        "代理者がわかりません",
        "職員 {staff_no} の入力者区分は代理ですが、代理者が空です。",
        "だれが入力したかを確かめて、代理者を記入してください。",
    ),
    "changed-after-confirm": Entry(
        WARNING,
        "確認とともに記録した内容と違います",
        "職員 {staff_no} の申告は、確認者 {confirmer_no} の確認とともに記録した内容と違います。",
        "上長に確認してもらってください。それまで、変わった行は「未」、ほかの行は確認済みのままです。",
    ),
    "confirmed-row-missing": Entry(
        WARNING,
        "確認済みの行が、新しい申告にありません",
        "職員 {staff_no} の{table}「{row}」が、新しい申告書にありません。",
        "新しい内容が確認されるまで残ります。消してよければ、上長に確認してもらってください。",
    ),
    # commands
    "option-wrong": Entry(
        ERROR,
        "指定の書き方が違います",
        "{option} の「{value}」は読み取れません。",
        "「{form}」の形で、理由まで書いてください。",
    ),
    "option-blank": Entry(
        ERROR,
        "指定が空です",
        "{option} が空です。",
        "値を書いて、もう一度実行してください。",
    ),
    "option-person": Entry(
        ERROR,
        "だれの行かが決まりません",
        "「{value}」がだれのことか、分かりません。",
        "職員番号を前に付けて(行は「NO:」、Stepは「NO@」)、指定し直してください。",
    ),
    "nobody-undecided": Entry(
        ERROR,
        "判定を待つ人がいません",
        "この確認表に、判定を待つ人がいません(申告のない人と、不備のある人を除きます)。",
        "判定を直すときは、職員番号を指定してください(--staff)。",
    ),
    "person-not-here": Entry(
        ERROR,
        "この人はこのブックにいません",
        "職員 {staff_no} の申告は「{name}」にありません。",
        "職員番号か、ファイルを確かめてください。",
    ),
    "file-changed": Entry(
        ERROR,
        "ファイルが変わっています",
        "「{name}」が、読み取った後に変わっています。",
        "ほかの人が保存していないか確かめて、もう一度実行してください。",
    ),
}
