"""Names for the made-up city; any likeness to real people is chance."""

from importlib.resources import files


def name_list(which: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a name and its kana: `family_names` or `given_names`."""
    lines = files("ledger.assets").joinpath("demo", f"{which}.csv").read_text("utf-8").splitlines()
    pairs = (line.split(",") for line in lines)
    return tuple((name, kana) for name, kana in pairs)


FAMILIES = name_list("family_names")
GIVENS = name_list("given_names")

DEPARTMENTS: dict[str, tuple[str, ...]] = {
    "総務部": ("総務課", "人事課", "財政課"),
    "企画部": ("企画課", "デジタル推進課", "広報課"),
    "市民部": ("市民課", "税務課", "保険年金課"),
    "福祉部": ("福祉課", "高齢介護課", "子育て支援課"),
    "環境部": ("環境課", "資源循環課", "生活安全課"),
    "都市整備部": ("都市計画課", "道路課", "建築課"),
    "教育部": ("学務課", "生涯学習課", "図書館"),
}
UNITS: dict[str, tuple[str, ...]] = {
    "人事課": ("人事係", "研修係"),
    "デジタル推進課": ("情報システム係", "DX推進係"),
    "市民課": ("窓口係", "戸籍係"),
    "税務課": ("市民税係", "資産税係"),
    "福祉課": ("生活支援係", "障害福祉係"),
    "道路課": ("維持係", "工務係"),
}

PROJECTS = (
    ("申請書のオンライン化", "LoGoフォーム", "LOGO"),
    ("窓口の流れの見直し", "BPR", None),
    ("照会回答の自動集計", "RPA", "RPA"),
    ("統計のダッシュボード", "BI", "BI"),
    ("紙の決裁の削減", "改善提案", None),
    ("会議資料のペーパーレス化", "改善提案", None),
    ("予約受付のフォーム化", "LoGoフォーム", "LOGO"),
    ("支払処理の見直し", "BPR", None),
    ("点検記録の電子化", "その他", None),
    ("データ入力の自動化", "RPA", "RPA"),
)

GOALS = (
    ("担当業務の申請を1つオンライン化する", "○"),
    ("表計算の集計を自動化し、作業時間を半分にする", "○"),
    ("情報セキュリティの基本を学び、課内で共有する", "○"),
    ("窓口の待ち時間を短くする手順を考える", "×"),
    ("引継ぎ書を整える", "×"),
)
