"""What the panels say: in their formulas, and beside them when a form is issued (`results`)."""

NO_STEPS = "この人材像にはStepがまだありません。"
TOP_STEP = "めざすStepまで、すべて満たしています。"
NO_CRITERIA = "条件が決まっていません。"
WHOLE = "（いちばん高いもの）"
USUAL = "申告と実績をそのまま数えた目安です。正式な判定は、上長の確認の後に台帳で決まります。"
HOW = "申告と実績をそのまま数えた目安です。見る日は「申告」で変えられます。"
COMMON = "（どのツールにも共通）"
"""What stands behind a criterion that is the same for every tool."""
SAID_A_LINE = 52
"""Characters of a sentence on one line of 申告."""
SAID_AT_MOST = 3
"""Criteria that the panel names for one row; the sheet 次の一歩 shows all."""
