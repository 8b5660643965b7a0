"""注記: what the words and numbers of the report mean."""

from ledger.model.calendar import wareki
from ledger.present.report.page import Head, Page, Report
from ledger.present.report.source import ReportSource
from ledger.withhold import LEFT_OUT, WITHHELD, small


def notes_sheet(report: Report, source: ReportSource) -> None:
    """Write 注記."""
    page = Page(report, "注記", "注記 ことばと数え方", ("このレポートの数の意味です。",), (24, 120))
    rows = [*_bases(source), *_results(source)]
    page.table("notes", (Head("ことば"), Head("意味")), rows)
    page.finish()


def _bases(source: ReportSource) -> list[tuple[str, str]]:
    """Return who and what is counted."""
    settings = source.policy.settings
    return [
        (
            "使い方",
            "職員を育てるための集計です。人事評価には使いません。個人の順位や点数は作りません。",
        ),
        (
            "基準日",
            (
                f"在籍・所属・人材像・Stepを見る日です({wareki(settings.as_of)})。"
                "基準日の前に見た値では、「基準日」を「いつの値か」の日と読みます。"
            ),
        ),
        (
            "参加率(受講率)",
            "今年度に修了した人 ÷ 受講の機会があった人。参加率と受講率は同じもので、1人は1名です。",
        ),
        ("修了率", "基準日に有効な修了がある人(過年度の修了を含む) ÷ 対象の人。"),
        (
            "必須修了率",
            "人材像の必須研修をすべて修了した人 ÷ 人材像の対象の人。Stepの条件とは別です。",
        ),
        (
            "分母",
            (
                "基準日に在籍し、集計対象で、期間中ずっと休職等ではない人。受講率では、さらに受講の機会があった人。"
                "除いた人の数と理由を「分母の注」に書きます。分子の人は必ず分母に入っています。"
            ),
        ),
        ("分母の基準", "基準日在籍は基準日にいる人、年度累計は年度中にいた人を数えます。"),
    ]


def _results(source: ReportSource) -> list[tuple[str, str]]:
    """Return what the figures and verdicts say."""
    settings = source.policy.settings
    least = settings.suppress_below
    confirmed = (
        "率・KPI・正式Stepは、名簿の実績と、上長の確認が済んだ申告だけで数えます。"
        if settings.official_needs_confirmation
        else "設定により、確認前の申告も率・KPI・正式Stepに入れています(否認を除く)。"
    )
    return [
        (
            "算定不能・提供なし",
            "算定不能は分母が0名、提供なしは今年度に実施した回も修了もないこと。どちらも0%ではなく、平均にも入れません。",
        ),
        (
            "判定",
            (
                "期限が来た目標と、基準日が来た年度計画は、達成か未達。期限の前は、達成、途中目標に届いていれば順調、"
                "届いていなければ遅れ。基準日の前と、途中目標のない期限前は期中。判定は丸める前の数で行います。"
            ),
        ),
        (
            "四捨五入",
            "率と割合は小数第1位まで表示します(小数第2位を四捨五入)。構成比の合計は100.0%にならないことがあります。",
        ),
        ("確認済みの実績", confirmed),
        (
            "正式Step",
            "名簿と確認済みの実績から決まるStep。上長が理由を付けて変えた判定と、前年度から下げない判定(要更新)を含みます。",
        ),
        (
            "少人数の秘匿",
            (
                f"修了・Step・習熟・合致・除いた理由ごとの人数が{small(least)}のとき(0を除く)と、残りが{small(least)}の"
                f"ときは、「{small(least)}」か「{WITHHELD}」と書き、率も書きません。ほかの数から分かってしまう数も"
                f"「{WITHHELD}」とし、伏せた数にはそれぞれ少なくとも3通りの可能性を残します。それでも分かってしまう表や"
                f"行は「{LEFT_OUT}」とします。このレポートと「DX部門へ共有」の表を合わせて、そうなるように決めています。"
                "目標(KPI)の数は伏せません。対象の人数(分母)と、だれもいない0・全員の数も書きます。"
            ),
        ),
        (
            "所属",
            "基準日の主務の所属で数えます。兼務先では数えません。係は課に、課は部に含めます。",
        ),
        ("出典", f"{settings.org_name} デジタル人材育成台帳 {settings.year_label}".strip()),
    ]
