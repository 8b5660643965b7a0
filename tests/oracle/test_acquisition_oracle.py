"""確保の逆算 held against the slow oracle on drawn municipalities."""

import datetime as dt

from builders import policy, tables
from ledger.layout.frames import records
from ledger.layout.result_tables import ACQUISITION_PLANS
from ledger.measure.acquisition.plans import acquisition_frame, acquisition_plans
from oracle.acquisition import Expected, expected, order
from oracle.draft_acquisition import drawn_plan
from sampling import keep


def test_期限_経路_予算_手法_順が_照合役と同じ(seed: int) -> None:
    drawn = drawn_plan(seed)
    settings = {
        "budget_request_month": drawn.asked,
        "supplementary_months": ",".join(map(str, drawn.extra)) or "",
    }
    built = tables(settings, acquisitions=drawn.cases)
    own = policy(built).settings.model_copy(update={"supplementary_months": tuple(drawn.extra)})
    made = acquisition_frame(acquisition_plans(built, own, drawn.on))
    rows = records(ACQUISITION_PLANS, made)
    assert [row["case_no"] for row in rows] == order(drawn.cases), seed
    by_code = {one["case_no"]: one for one in drawn.cases}
    for row in rows:
        case = by_code[row["case_no"]]
        said = expected(case, drawn.on, drawn.asked, drawn.extra)
        if said.route == "不足なし":
            said = said._replace(method=None)  # type: ignore[arg-type]  # nobody is looked for
        assert Expected(**{key: row[key] for key in Expected._fields}) == said, (seed, case)  # type: ignore[arg-type]  # cells
    keep("drawn 確保計画, product against oracle", plans=1, cases=len(rows), differences=0)


def test_引かれた境目は_どれも現れる() -> None:
    """Of 30 municipalities: every route, budget and standing, and deadlines on the day itself."""
    seen: set[object] = set()
    on_the_day = 0
    for seed in range(30):
        drawn = drawn_plan(seed)
        for case in drawn.cases:
            said = expected(case, drawn.on, drawn.asked, drawn.extra)
            seen |= {said.route, said.budget, said.timing}
            days: tuple[dt.date | None, ...] = (said.training_by, said.recruiting_by)
            on_the_day += drawn.on in days
    assert seen >= {"育成", "確保", "間に合わない", "不足なし", "未定"}
    assert seen >= {"当初予算", "補正予算", "既決予算", "3か月以内", "過ぎた", "分からない"}
    assert on_the_day >= 10
