"""A slip for each worked example: the rule taken away, or its boundary moved by one.

`test_rulebook_slips.py` plants each and asks whether a case of its W number tells.
"""

from ledger.judge.acquisition_rows import AcquisitionRow
from ledger.judge.confirmation import _first
from ledger.judge.consolidation.merge_rows import _held
from ledger.judge.consolidation.report_content import deficiencies
from ledger.judge.consolidation.report_versions import _newest
from ledger.judge.consolidation.validate_row import _day_problems
from ledger.judge.curriculum import mandatory_of
from ledger.judge.kinds.period import lead_roles
from ledger.judge.lead_time import credited, earliest, fragments, united
from ledger.judge.opportunity import offer_of, sessions_held
from ledger.judge.population import Population, main_sections
from ledger.judge.steps import _climbed, fulfilled
from ledger.judge.verdict_steps import reviews, row_steps
from ledger.measure.acquisition.back_calculation import (
    AcquisitionCase,
    _in_time,
    _route,
    back_calculation,
    budget_gate,
)
from ledger.measure.attendance import Attendances
from ledger.measure.gaps import _head_count, taught
from ledger.measure.indicators.activity import led_projects
from ledger.measure.indicators.people import post_holders
from ledger.measure.indicators.sections import _covered, _short
from ledger.measure.indicators.steps import share_of
from ledger.measure.indicators.survey import answer_rate
from ledger.measure.milestones import milestone_of, verdict_of
from ledger.measure.participation import Asking
from ledger.measure.rate_rows import counted
from ledger.measure.rounding import shown
from ledger.model.calendar import add_months, fiscal_year_of, period_end
from ledger.read.cells.dates import _day
from ledger.read.codes import Lookup
from ledger.read.staff_numbers import StaffNumbers
from ledger.read.table_grid import find_columns
from rulebook.planting import Slip

SLIPS: tuple[Slip, ...] = (
    Slip("W01", "率は修了した人を数えた人で割る", counted,
         "(status == COUNTS) & question.reached", "(status == COUNTS)"),
    Slip("W01 W03", "機会のあった人を分母にする", Asking._attended,  # noqa: SLF001 - the rule itself is broken
         "with_opportunity(population.status, one.had)",
         "with_opportunity(population.status, one.this_year)"),
    Slip("W02", "提供なしは0%と別", offer_of, "bool(days) or bool(completed.any())", "True"),
    Slip("W02", "中止と予定の回は提供でない", offer_of,
         "and session.state is SessionState.HELD", ""),
    Slip("W02", "提供なしのスキルは研修提供なし", taught,
         "RateState.NOT_OFFERED", "RateState.COMPUTED"),
    Slip("W03", "開いた回は修了がなくても提供", offer_of,
         "bool(days) or bool(completed.any())", "bool(completed.any())"),
    Slip("W04 W36", "余りで不足を埋めない", _head_count, "max(0, needed - matching)",
         "needed - matching - 1"),
    Slip("W05 W06", "必須研修は研修体系から", mandatory_of, "is Requirement.MANDATORY",
         "is not Requirement.MANDATORY"),
    Slip("W05 W06", "Stepの条件は1つ残らず満たす", fulfilled, "return False", "continue"),
    Slip("W07", "対象0名は算定不能", taught, "RateState.NO_BASE", "RateState.NOT_OFFERED"),
    Slip("W07", "数えない人は分母に入らない", counted,
         "spread(question.base,", "spread(question.base | True,"),
    Slip("W08", "受講率は今年度の修了だけ", Attendances.of,
         "rows.day >= population.year_start", "rows.day > 0"),
    Slip("W08", "修了率は有効な修了だけ", Attendances.of,
         "rows.holding(facts.valid_from(training_code))", "rows.day > 0"),
    Slip("W09", "4月1日から新しい年度", fiscal_year_of, "day.month >= FIRST_MONTH",
         "day.month > FIRST_MONTH"),
    Slip("W09", "1月から3月は前の年度", fiscal_year_of, "else day.year - 1", "else day.year"),
    Slip("W08 W10 W11 W12 W13 W17 W21", "応当日の前日に満ちる", period_end,
         "anniversary - dt.timedelta(days=1)", "anniversary"),
    Slip("W13", "応当日がなければ月の末日に満ちる", period_end,
         "    return anniversary\n", "    return anniversary - dt.timedelta(days=1)\n"),
    Slip("W12", "日数でなく応当日で数える", period_end, "add_months(start, months)",
         "start + dt.timedelta(days=365 * months // 12 - 1)"),
    Slip("W11", "1つの期間は143条だけで見る", credited, "len(counts) <= 1 or", ""),
    Slip("W11", "最短到達日は過去にならない", earliest, "else as_of + ONE_DAY", "else as_of"),
    Slip("W11 W15", "継続は初めから数え直す", earliest,
         "if counting.mode is LeadMode.CONTINUOUS:", "if not done:"),
    Slip("W14", "重なりをまとめる", united, "if whole and start", "if not whole and start"),
    Slip("W14", "終わりは遅い方", united, "max(whole[-1][1], end)", "end"),
    Slip("W14", "行の順によらない", united, "clipped = sorted(", "clipped = list("),
    Slip("W15", "継続は一番長い期間だけ", credited,
         "or counting.mode is LeadMode.CONTINUOUS", ""),
    Slip("W15", "通算は端数を30日で1か月にする", credited,
         "sum(min(d, carry - 1) for", "sum(min(d, 0) for"),
    Slip("W16", "休職を除く", fragments, "in united(absences, as_of):", "in ():"),
    Slip("W16", "休職の最後の日まで除く", fragments, "away_to + ONE_DAY", "away_to"),
    Slip("W16", "休職の最初の日から除く", fragments, "away_from - ONE_DAY", "away_from"),
    Slip("W17", "基準日より後の終わりは切る", united, "min(end or as_of, as_of)", "end or as_of"),
    Slip("W17", "終わりの空欄は続いている", united, "min(end or as_of, as_of)",
         "min(end or start, as_of)"),
    Slip("W17", "逆さの期間は数えない", united, "if end < start:", "if end < start and False:"),
    Slip("W17", "逆さの期間は隔離する", _day_problems, "end < start", "end == start"),
    Slip("W17", "基準日の後に始まる従事は隔離する", _day_problems, "start > known.as_of",
         "start < known.as_of"),
    Slip("W18", "共同リードは設定による", lead_roles, "if settings.colead_counts", "if True"),
    Slip("W18", "担当は数えない", lead_roles, "(Role.LEAD, Role.COLEAD) if",
         "(Role.LEAD, Role.COLEAD, Role.MEMBER) if"),
    Slip("W19", "累積条件は設定による", _climbed, "if not row.cumulative:", "if row.cumulative:"),
    Slip("W20", "すき間のない続きは1つの期間", united, "whole[-1][1] + ONE_DAY", "whole[-1][1]"),
    Slip("W20", "1日あけば続かない", united, "+ ONE_DAY", "+ 2 * ONE_DAY"),
    Slip("W20", "基準日の主務で見る", main_sections,
         'rows[rows["kind"] == PostingKind.MAIN.value]', 'rows[rows["kind"].notna()]'),
    Slip("W15 W16", "続く期間はそのまま延びる", earliest, "parts[-1][1] == as_of",
         "parts[-1][1] > as_of"),
    Slip("W22", "確認の前は正式に数えない", row_steps,
         "computed = steps_through(facts, row, Lens.OFFICIAL, who)",
         "computed = steps_through(facts, row, Lens.CLAIMED, who)"),
    Slip("W23", "上長判定には理由が要る", reviews, '!= ""', '!= "?"'),
    Slip("W23", "上長判定は設定による", reviews, "if not facts.policy.settings.override_allowed:",
         "if False:"),
    Slip("W24", "新しい提出日が勝つ", _newest, "latest = max(", "latest = min("),
    Slip("W24", "空の提出日では決めない", _newest, "len(originals) == 1 or None in days",
         "len(originals) == 1"),
    Slip("W25", "長の申告は上の所属の長", _first, "if staff_no not in desk.heads", ""),
    Slip("W25", "自分では確認しない", _first, "if one != staff_no", ""),
    Slip("W26", "主務だけで数える", Population.sections,
         "main & (", "("),
    Slip("W26", "1人は1度", counted, "reached = cuts.people(", "reached = 2 * cuts.people("),
    Slip("W27", "デジタルの目標の数が要る", deficiencies, "found < needed", "found > needed"),
    Slip("W27", "ちょうどの数で足りる", deficiencies, "found < needed", "found <= needed"),
    Slip("W28", "機会のない人は分母に入らない", Asking._attended,  # noqa: SLF001 - the rule itself is broken
         "with_opportunity(population.status, one.had) if attending else population.status",
         "population.status"),
    Slip("W29", "年度の間ずっと休職の人は除く", Population.status,
         "self._away_throughout", "np.zeros(self.size, dtype=bool)"),
    Slip("W29", "一部の休職では除かない", Population._away_throughout,  # noqa: SLF001 - the same
         "self.year_start, self.as_of.toordinal()",
         "self.as_of.toordinal(), self.as_of.toordinal()"),
    Slip("W30", "基準日在籍は基準日にいる人", Population.status,
         "~self.still if self.basis is RateBasis.ON_DATE", "~self.still if False"),
    Slip("W30", "年度累計は年度のどこかにいた人", Population.status,
         "if self.basis is RateBasis.ON_DATE", "if True"),
    Slip("W31", "0名の課も1つの課", _covered, "there[one.code] < wanted",
         "0 < there[one.code] < wanted"),
    Slip("W32", "多い課は少ない課を助けない", _covered, "there[one.code] < wanted",
         "there.total() < wanted * len(divisions)"),
    Slip("W32", "置きようのない課は定員不足", _short, "staff < wanted", "staff < there"),
    Slip("W33", "途中目標は直線", milestone_of, "year - target.base_year, target",
         "year - target.base_year + 1, target"),
    Slip("W33", "期限にちょうど目標", milestone_of, "return goal", "return base"),
    Slip("W36", "同じ日がなければ月の末日", add_months, "min(day.day, monthrange(year, month)[1])",
         "min(day.day, 28)"),
    Slip("W34", "募集は着任からさかのぼる", back_calculation,
         "latest_start(arrival_by, case.recruiting_months)",
         "latest_start(case.needed_on, case.recruiting_months)"),
    Slip("W34", "着任する年度の予算", budget_gate, "year = fiscal_year_of(arrival)",
         "year = fiscal_year_of(arrival) + 1"),
    Slip("W34", "当初が過ぎれば補正", budget_gate, "if on <= initial:", "if on >= initial:"),
    Slip("W34", "補正は議決の後に使える", _in_time, "VOTE_MONTHS", "0"),
    Slip("W35", "育成が間に合わなければ確保", _route, "training is not Timing.LATE", "True"),
    Slip("W36", "確保計画の不足は案件ごと", AcquisitionCase.shortage,
         "max(0, self.needed - self.expected)", "self.needed"),
    Slip("W43", "週の時間を日数で割る", AcquisitionRow.hours_a_day,
         "/ _exactly(self.days_per_week)", "/ 5"),
    Slip("W43", "差は民間に対する割合", AcquisitionRow.pay_gap,
         "self.salary_high, self.market_salary)", "self.salary_high, self.salary_high)"),
    Slip("W43", "民間が不明なら空欄", AcquisitionRow.pay_gap, "return None", "return Fraction(0)"),
    Slip("W37", "うち割合の分母は条件目標の人", share_of, "share(len(also), len(people),",
         "share(len(also), max(1, len(people) - 1),"),
    Slip("W39", "判定は表示でなく厳密に比べる", verdict_of, "value >= exactly(target.goal_value)",
         "round(value) >= exactly(target.goal_value)"),
    Slip("W39", "表示は四捨五入", shown, "doubled.denominator + 1)", "doubled.denominator)"),
    Slip("W40", "回答者で割る", answer_rate, "return share(totals.yes, totals.answered, basis)",
         "return share(totals.yes, totals.asked, basis)"),
    Slip("W41", "中止と予定の回は数えない", sessions_held,
         "session.state is SessionState.HELD", "True"),
    Slip("W41", "同じ案件は1件", led_projects,
         "{project for project in leads.project[meets].tolist() if project is not None}",
         "[project for project in leads.project[meets].tolist() if project is not None]"),
    Slip("W42", "基準日の前は期中", verdict_of, "if not year_over and not due:",
         "if year_over and not due:"),
    Slip("W42", "就いている日だけ数える", post_holders, "measured.as_of", "measured.opening"),
    Slip("W44", "1人に決まるときだけ補う", StaffNumbers.resolve, "len(candidates) == 1",
         "candidates"),
    Slip("W44", "0が多いのは落ちたのではない", StaffNumbers.resolve,
         " if len(n) >= len(number)", ""),
    Slip("W45", "ない日は推し量らない", _day, 'dt.date(int(parts["year"]), month, day)',
         'dt.date(int(parts["year"]), min(month, 12), min(day, 28))'),
    Slip("W45", "和暦を読む", _day, '1 if parts["year"] == "元" else int(parts["year"])',
         "1"),
    Slip("W45", "名前は突き合わせの形で比べる", Lookup.find, "name_key(written)", "written"),
    Slip("W46", "必要な見出しがなければ読まない", find_columns, "elif column.required:",
         "elif False:"),
    Slip("W47", "隔離した行も数える", _held, "Fate.QUARANTINED, told",
         "Fate.SUPERSEDED, told"),
)  # fmt: skip
"""Every slip, in the order of the examples."""
