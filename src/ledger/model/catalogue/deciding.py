"""Problems with decisions: 確認, 差戻し, 保留, 採否 and 上長判定."""

from ledger.model.catalogue.entry import ERROR, NOTICE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "self-confirmation": Entry(
        ERROR,
        "自分の申告の確認",
        "職員 {staff_no} が、自分の申告を確認しています。",
        "上位の所属の長か、人事指定の人に確認してもらってください。",
    ),
    "not-confirmer": Entry(
        ERROR,
        "確認者ではない人の確認",
        "職員 {staff_no} の確認者は {expected} ですが、{found} が確認しています。",
        "確認者に確認してもらうか、シート「所属長」を直してください。",
    ),
    "confirmer-missing": Entry(
        ERROR,
        "確認者がいません",
        "{who} の申告を確認する人が、{day} にいません。",
        "シート「{sheet}」に、{enter}を加えてください。",
    ),
    "nothing-to-confirm": Entry(
        WARNING,
        "申告書のない人への判定",
        "職員 {staff_no} の申告書を受け取っていないため、判定「{decision}」を使えません。",
        "申告書を提出フォルダに入れて、もう一度集約してください。",
    ),
    "not-confirmable": Entry(
        ERROR,
        "不備のある申告の確認",
        "職員 {staff_no} の申告には不備があり、確認できません: {reason}",
        "差し戻して、直したものを出してもらってください。",
    ),
    "reason-missing": Entry(
        ERROR,
        "理由が空です",
        "職員 {staff_no} の判定「{decision}」に理由がありません。",
        "理由を記入してください。",
    ),
    "reject-reason-missing": Entry(
        ERROR,
        "否認理由が空です",
        "職員 {staff_no} の{table} {number} 行目を否認する理由がありません。",
        "否認理由を記入してください。それまで、この人の確認は保留にします。",
    ),
    "line-unknown": Entry(
        ERROR,
        "否認する行がありません",
        "職員 {staff_no} の申告に、{table} の {number} 行目はありません。",
        "申告書を提出フォルダに入れ、行の番号を確かめてください。",
    ),
    "confirmed-on-missing": Entry(
        ERROR,
        "確認日が空です",
        "職員 {staff_no} の判定「{decision}」に確認日がありません。",
        "確認日を記入してください。",
    ),
    "together-undated": Entry(
        ERROR,
        "まとめて確認の確認日が空です",
        "「まとめて確認」は「はい」ですが、確認日が空です。{count} 名がまだ確認されていません。",
        "シート「確認表」の「共通の確認日」に日付を入れて保存し、もう一度集約してください。",
    ),
    "confirmed-before-issue": Entry(
        ERROR,
        "配布より前の確認日",
        "職員 {staff_no} の確認日 {day} が、配布した {issued} より前です。",
        "確認日を直してください。",
    ),
    "confirmed-before-submission": Entry(
        ERROR,
        "提出より前の確認日",
        "職員 {staff_no} の確認日 {day} が、提出日 {submitted} より前です。",
        "確認日か提出日を直してください。",
    ),
    "confirmed-in-future": Entry(
        ERROR,
        "先の日付の確認日",
        "職員 {staff_no} の確認日 {day} は、処理した {now} より24時間を超えて先です。",
        "確認日と、確認したパソコンの時計を確かめてください。",
    ),
    "confirmed-without-digest": Entry(
        WARNING,
        "照合値のない確認",
        "職員 {staff_no} の申告書の確認に照合値がないため、集約したときの判定で受け取りました。",
        "確認の後、集約の前に書き換えられていないか、確認者に確かめてください。",
    ),
    "decision-changed": Entry(
        ERROR,
        "判定が変わっています",
        "職員 {staff_no} の判定「{decision}」は、{how}。この判定は使いません。",
        "{remedy}。",
    ),
    "decision-outdated": Entry(
        NOTICE,
        "前の版への判定",
        "職員 {staff_no} への判定「{decision}」は前の版へのもので、申告はその後に変わっています。",
        "新しい内容の確認表を作り直してください(ボタン: 確認表作成)。",
    ),
    "decision-older": Entry(
        NOTICE,
        "古い判定",
        "職員 {staff_no} への {day} の判定「{decision}」は、{last} の判定より古いので使いません。",
        "対応は要りません。こちらが正しければ、確認日を新しくしてください。",
    ),
    "decision-conflict": Entry(
        ERROR,
        "食い違う判定",
        "職員 {staff_no} に、同じ確認日の違う判定があります({decisions})。",
        "正しい判定だけを残してください。それまで、どちらも使いません。",
    ),
    "override-refused": Entry(
        ERROR,
        "上長判定は認めていません",
        "職員 {staff_no} の {step} への上長判定は使いません(設定「上長判定を認める」が×)。",
        "上長判定を消すか、設定を○にしてください。",
    ),
    "step-reason-missing": Entry(
        ERROR,
        "上長判定の理由が空です",
        "職員 {staff_no} の {step} への上長判定に理由がありません。",
        "理由を記入してください。それまで、上長判定は使いません。",
    ),
    "step-unknown": Entry(
        ERROR,
        "選べないStepへの上長判定",
        "職員 {staff_no} の {step} は、上長判定に使えません。",
        "人材像・ツールと、Stepの番号を確かめてください。有効なStepと0だけが使えます。",
    ),
    "step-review-off": Entry(
        WARNING,
        "有効でないStepの上長判定",
        "職員 {staff_no} の上長判定 {step} は、有効な人材像・ツール・Stepではありません。",
        "シート「Step」などの有効を確かめ、違っていれば、上長に新しい確認日で判定し直してもらってください。",
    ),
    "step-on-form": Entry(
        WARNING,
        "申告書に手で書かれた上長判定",
        "職員 {staff_no} の申告書に手で書かれた上長判定 {step} は、使いません。",
        "上長判定は、確認表(ボタン: 確認表作成)のシート「Step」に、理由と新しい確認日を付けて"
        "記入してもらってください。",
    ),
}
