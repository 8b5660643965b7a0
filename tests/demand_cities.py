"""What the small cities of next year's demand are made of; judged on the last day of 令和7年度."""

import datetime as dt

YEAR_END = dt.date(2026, 3, 31)
EVERYONE = {"persona_code": "P01", "persona_name": "一般行政職員"}
PROMOTER = {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"}
SECURITY = {"training_code": "T03", "training_name": "情報セキュリティ研修"}
BPR = {"training_code": "T09", "training_name": "BPR研修"}
MUST = {"persona_code": "P01", "training_code": "T03"}
