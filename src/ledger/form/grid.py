"""The one grid of columns on 申告 and 続き: every block stands on it, printed upright on A4."""

WIDTHS = (3, 3.5, 24, 15, 10.5, 10.5, 10.5, 10.5, 8, 8, 44)
"""Widths of the columns A to K; K, right of what is printed, says why a row was not accepted."""
FIRST, LAST = "A", "J"
COLUMNS = "BCDEFGHIJ"
TITLE, HEADING, LINE, HEADER, ROW, FOOT = 34, 24, 18, 34, 22, 17
"""Heights of rows, in points: the title, headings, lines of text, headers (two lines), rows,
below a table."""

MORE_LINE = 18
"""What each further line of a text adds to the height of its row."""
RUNS_ON = frozenset({"progress", "comment", "session_no"})
"""Columns whose texts run on over the empty cells at their right; all others break their lines."""
SHRUNK = frozenset({"session_no"})
"""Columns of codes: a long one is shown whole and smaller where its neighbour is filled."""
EXAMPLES: dict[str, dict[str, str]] = {
    "my_goals": {
        "goal": "窓口の申請をフォームにする",
        "digital": "○",
        "progress": "2件をフォームにして、受付の時間が半分になった",
    },
    "my_attendances": {
        "training_code": "DXマインドセット研修",
        "evidence": "修了証",
        "completed_on": "2026/7/15",
    },
    "my_qualifications": {
        "qualification": "ITパスポート",
        "evidence": "合格証書",
        "acquired_on": "2026/11/2",
    },
    "my_engagements": {
        "project_name": "窓口の電子申請",
        "role": "リード",
        "started_on": "2026/4/1",
        "outcome": "紙を廃止",
        "evidence": "起案12号",
    },
    "my_tool_levels": {"tool_code": "LoGoフォーム", "evidence": "作った様式3件", "level": "2"},
    "my_skill_ratings": {"skill_code": "データ分析", "basis": "統計検定2級", "rating": "2"},
}
"""One grey example a block; it is no row of the table."""
GUIDES = {
    "my_goals": "期首に書いたものに、達成状況を足します。デジタルの目標は○にします。",
    "my_attendances": "今年度に修了したもの。名簿で届いた行は、直す必要はありません。",
    "my_qualifications": "今年度に取得したもの。期限がない資格は、有効期限が空欄です。",
    "my_engagements": "リード・担当・後進育成。続いていれば、終わった日は空欄です。",
    "my_tool_levels": "いまの段階を0〜3で選びます。段階の意味は、下にあります。",
    "my_skill_ratings": "自分がどれだけ合うかを、0〜3で選びます。",
    "my_steps": "規則の判定と違うと思うときだけ、選んでください。空欄は規則どおりです。",
    "my_answers": "名前と一緒に集計します。答えたくないときは無回答を選びます。",
}
"""What to do in a block, beside its heading."""
