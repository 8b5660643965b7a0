"""Confirmations: who, when, of which content, and what they do.

W20, W22, W23, W25, faults 67-70.
"""

import datetime as dt

import pandas as pd
import pytest

from flow.forms import (
    CHIEF,
    HEAD_A,
    HEAD_B,
    NOW,
    OTHER,
    PERSON,
    after,
    codes,
    course,
    decision,
    goal,
    lead,
    marks,
    office,
    rejected,
    report,
    review,
    row,
    state,
    stepped,
    taken,
)
from ledger.judge.consolidation import RowCounts
from ledger.layout.frames import Tables, conform, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.model.reports import Decided, LineAccepted, Review, SelfReport

EMPTY = office()
FIRST = report(course(), lead())


def reason(ledger: Tables, staff_no: str = PERSON) -> object:
    return ledger["reports"].set_index("staff_no").loc[staff_no, "return_reason"]


def confirmed(*extra: SelfReport) -> Tables:
    """The ledger after FIRST was handed in and confirmed."""
    return after(EMPTY, taken(EMPTY, FIRST, *extra, reviews=[review(decision(FIRST))]))


def test_w22_未確認の行は未_確認すると済になり_確認履歴に1行残る() -> None:
    before = after(EMPTY, taken(EMPTY, FIRST))
    assert (state(before), marks(before, "engagements")) == ("提出", ["未"])
    intake = taken(before, FIRST, reviews=[review(decision(FIRST))])
    ledger = after(before, intake)
    assert (state(ledger), marks(ledger, "engagements")) == ("確認済", ["済"])
    assert marks(ledger, "attendances") == ["済"]
    (entry,) = records(BY_KEY["confirmations"], ledger["confirmations"])
    assert entry["decision"] == "確認"
    assert entry["confirmed_at"] == dt.datetime(2026, 3, 20)  # noqa: DTZ001 - local time
    assert entry["digest"] == FIRST.digest
    own = ledger["reports"].set_index("staff_no").loc[PERSON]
    assert (own["confirmer_no"], own["digest"]) == (HEAD_A, FIRST.digest)


def test_同じ確認を2度集約しても何も変わらない() -> None:
    ledger = confirmed()
    again = taken(ledger, FIRST, reviews=[review(decision(FIRST))])
    assert again.tables == {}
    assert again.rows == RowCounts(read=3, accepted=3)
    assert taken(ledger, FIRST).tables == {}, "確認表がもうなくても確認は残る"
    assert taken(ledger).tables == {}, "申告書がもうなくても確認は残る"


def test_申告書が手元になくても_集約済みの内容への確認は使える() -> None:
    before = after(EMPTY, taken(EMPTY, FIRST))
    ledger = after(
        before,
        taken(
            before,
            reviews=[
                review(
                    decision(FIRST),
                    rejections=[rejected(PERSON, "my_engagements", 1, "担当と確認した")],
                )
            ],
        ),
    )
    assert state(ledger) == "確認済"
    assert (marks(ledger, "attendances"), marks(ledger, "engagements")) == (["済"], ["否認"])


BAD: list[tuple[str, dict[str, object], str]] = [
    ("自分で確認", {"confirmer_no": PERSON}, "self-confirmation"),
    ("ほかの課の長", {"confirmer_no": HEAD_B}, "not-confirmer"),
    ("部長が課長の代わりに", {"confirmer_no": CHIEF}, "not-confirmer"),
    ("確認者が空", {"confirmer_no": ""}, "not-confirmer"),
    ("配布より前", {"confirmed_on": dt.date(2026, 2, 28)}, "confirmed-before-issue"),
    ("提出日より前", {"confirmed_on": dt.date(2026, 3, 11)}, "confirmed-before-submission"),
    ("処理の2日後", {"confirmed_on": dt.date(2026, 4, 12)}, "confirmed-in-future"),
    ("確認日が空", {"confirmed_on": None}, "confirmed-on-missing"),
    ("差戻しに理由がない", {"decision": "差戻し", "reason": " "}, "reason-missing"),
    ("保留に理由がない", {"decision": "保留", "reason": None}, "reason-missing"),
    ("ほかの人の発行番号", {"issue_no": "R7-1-00102"}, "staff-mismatch"),
    ("知らない発行番号", {"issue_no": "R7-9"}, "issue-unknown"),
    ("期首の判定を写した", {"phase": "期首"}, "issue-mismatch"),
]


@pytest.mark.parametrize(("change", "code"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_使えない判定は知らせて_使わない(change: dict[str, object], code: str) -> None:
    decided = decision(FIRST)._replace(**change)  # type: ignore[arg-type]
    intake = taken(EMPTY, FIRST, reviews=[review(decided)])
    ledger = after(EMPTY, intake)
    assert codes(intake.problems) == [code]
    (problem,) = intake.problems
    assert (problem.place.file, problem.place.cell) == ("確認表A.xlsx", "J6")
    assert (state(ledger), marks(ledger, "engagements")) == ("提出", ["未"])
    assert ledger["confirmations"].empty


@pytest.mark.parametrize(
    "day",
    [dt.date(2026, 3, 12), dt.date(2026, 4, 10), dt.date(2026, 4, 11)],
    ids=["提出日", "処理の日", "処理から24時間のうち"],
)
def test_境の内側の確認日は使う(day: dt.date) -> None:
    intake = taken(EMPTY, FIRST, reviews=[review(decision(FIRST, confirmed_on=day))])
    assert not intake.problems
    assert state(after(EMPTY, intake)) == "確認済"


def test_w25_確認者は基準日の長_課長の申告は部長_部長の申告は人事指定() -> None:
    own, top = report(staff_no=HEAD_A), report(staff_no=CHIEF)
    for seen, right, wrong in ((own, CHIEF, "90099"), (top, "90099", HEAD_A)):
        good = taken(EMPTY, seen, reviews=[review(decision(seen, confirmer_no=right))])
        assert state(after(EMPTY, good), seen.staff_no) == "確認済"
        bad = taken(EMPTY, seen, reviews=[review(decision(seen, confirmer_no=wrong))])
        assert codes(bad.problems) == ["not-confirmer"]


def test_w20_年度の途中の異動では_新しい課の長だけが全部を確認する() -> None:
    moved = [
        {"staff_no": PERSON, "section_code": "A01", "ended_on": "2025-09-30"},
        {"staff_no": PERSON, "section_code": "B01", "started_on": "2025-10-01"},
    ]
    ledger = office(postings=moved)
    old = taken(ledger, FIRST, reviews=[review(decision(FIRST, confirmer_no=HEAD_A))])
    new = taken(ledger, FIRST, reviews=[review(decision(FIRST, confirmer_no=HEAD_B))])
    assert codes(old.problems) == ["not-confirmer"]
    assert marks(after(ledger, new), "engagements") == ["済"]


def test_差戻しは理由を申告状況に残す_直したものが来れば提出に戻る() -> None:
    back = [review(decision(FIRST, "差戻し"))]
    ledger = after(EMPTY, taken(EMPTY, FIRST, reviews=back))
    assert (state(ledger), reason(ledger)) == ("差戻し", "証跡を付けてください")
    assert taken(ledger, FIRST, reviews=back).tables == {}
    mended = report(course(), lead(evidence="起案文書"), day="2026-03-25")
    intake = taken(ledger, mended, reviews=back)
    assert codes(intake.problems) == [], "前の版への差戻しは、済んだこととして黙っておく"
    assert state(after(ledger, intake)) == "提出"


def test_保留は提出のまま理由を残す() -> None:
    ledger = after(EMPTY, taken(EMPTY, FIRST, reviews=[review(decision(FIRST, "保留"))]))
    assert (state(ledger), reason(ledger)) == ("提出", "保留: 証跡を付けてください")
    assert ledger["confirmations"]["decision"].tolist() == ["保留"]


def test_前の版への差戻しは_初めて読んだときは知らせる() -> None:
    mended = report(course(), day="2026-03-25")
    intake = taken(EMPTY, FIRST, mended, reviews=[review(decision(FIRST, "差戻し"))])
    assert codes(intake.problems) == ["decision-outdated", "report-superseded"]
    assert state(after(EMPTY, intake)) == "提出"


EDITS: list[tuple[str, SelfReport]] = [
    ("証跡を直した", report(course(evidence="別の証跡"), lead())),
    ("終了日を入れた", report(course(), lead(ended_on=dt.date(2026, 1, 31)))),
    ("目標を直した", report(goal(goal="別の目標"), course(), lead(), bare=True)),
    ("行を消した", report(course())),
    ("行を足した", report(course(), lead(), course(2, training_code="T02"))),
    ("提出日を新しくした", report(course(), lead(), day="2026-03-13")),
]


@pytest.mark.parametrize("edited", [e[1] for e in EDITS], ids=[e[0] for e in EDITS])
@pytest.mark.parametrize("consumed", [True, False], ids=["集約の後で", "集約の前に"])
def test_確認後に直すと内容変更になる(edited: SelfReport, *, consumed: bool) -> None:
    ledger = confirmed() if consumed else EMPTY
    intake = taken(ledger, edited, reviews=[review(decision(FIRST))])
    assert "changed-after-confirm" in codes(intake.problems)
    assert state(after(ledger, intake)) == "内容変更"
    once_more = taken(after(ledger, intake), edited, reviews=[review(decision(FIRST))])
    assert once_more.tables == {}


def test_内容変更は確認表がなくても続き_新しい内容の確認で確認済になる() -> None:
    edited = report(course(), day="2026-03-13")
    changed = after(confirmed(), taken(confirmed(), edited))
    assert state(changed) == "内容変更"
    assert state(after(changed, taken(changed, edited))) == "内容変更"
    ledger = after(
        changed, taken(changed, edited, reviews=[review(decision(FIRST), decision(edited))])
    )
    assert state(ledger) == "確認済"


def test_新しい版にない確認済みの行は_その版が確認されるまで残る() -> None:
    edited = report(course(), day="2026-03-13", file="新.xlsx")
    intake = taken(confirmed(), edited)
    changed = after(confirmed(), intake)
    assert marks(changed, "engagements") == ["済"]
    assert codes(intake.problems) == ["changed-after-confirm", "confirmed-row-missing"]
    assert changed["reports"].set_index("staff_no").loc[PERSON, "source_file"] == (
        "新.xlsx // 00101.xlsx"
    )
    assert taken(changed, edited).tables == {}
    ledger = after(changed, taken(changed, edited, reviews=[review(decision(edited))]))
    assert ledger["engagements"].empty
    assert marks(ledger, "attendances") == ["済"]


def test_新しい版の確認は_申告書が手元になくても_ない行を消す() -> None:
    edited = report(course(), day="2026-03-13", file="新.xlsx")
    changed = after(confirmed(), taken(confirmed(), edited))
    ledger = after(changed, taken(changed, reviews=[review(decision(edited))]))
    assert ledger["engagements"].empty
    assert (state(ledger), marks(ledger, "attendances")) == ("確認済", ["済"])


def test_確認済みと同じ行は済のまま_変わった行と新しい行は未になる() -> None:
    edited = report(course(), lead(outcome="月40時間減"), course(2, training_code="T02"))
    ledger = after(confirmed(), taken(confirmed(), edited))
    assert marks(ledger, "attendances") == ["済", "未"]
    assert marks(ledger, "engagements") == ["未"], "変わった行は前の行に代わる"


def test_未の行は新しい版になければ消える() -> None:
    before = after(EMPTY, taken(EMPTY, FIRST))
    ledger = after(before, taken(before, report(course(), day="2026-03-13")))
    assert ledger["engagements"].empty


def test_前の年度に確認した行は_今年の申告書になくても残る() -> None:
    earlier = {
        "staff_no": PERSON,
        "project_no": "PJ002",
        "started_on": dt.date(2024, 4, 1),
        "source_file": "R6.xlsx!4 従事!5",
    }
    ledger = office(engagements=[earlier])
    new = report(day="2026-03-13")
    first = after(ledger, taken(ledger, new, reviews=[review(decision(new))]))
    assert marks(first, "engagements") == ["済"]


def test_否認した行は否認となり_理由が残る() -> None:
    lines = [rejected(PERSON, "my_engagements", 1, "主担当ではない")]
    sheet = review(decision(FIRST), rejections=lines)
    intake = taken(EMPTY, FIRST, reviews=[sheet])
    ledger = after(EMPTY, intake)
    assert (marks(ledger, "attendances"), marks(ledger, "engagements")) == (["済"], ["否認"])
    (entry,) = records(BY_KEY["rejections"], ledger["rejections"])
    assert (entry["table"], entry["row_key"]) == ("engagements", "PJ001/リード/2025-04-01")
    assert entry["reason"] == "主担当ではない"
    assert intake.rows == RowCounts(read=3, accepted=3), "否認した行も受け入れに数える"
    assert taken(ledger, FIRST, reviews=[sheet]).tables == {}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (rejected(PERSON, "my_engagements", 1, None), "reject-reason-missing"),
        (rejected(PERSON, "my_engagements", 9, "理由"), "line-unknown"),
        (rejected(PERSON, "my_nothing", 1, "理由"), "line-unknown"),
    ],
    ids=["理由がない", "行がない", "表がない"],
)
def test_否認の書き方が足りない人の確認は使わない(line: object, code: str) -> None:
    sheet = review(decision(FIRST), rejections=[line])  # type: ignore[list-item]
    intake = taken(EMPTY, FIRST, reviews=[sheet])
    assert codes(intake.problems) == [code]
    assert [problem.place.sheet for problem in intake.problems] == ["明細"]
    assert state(after(EMPTY, intake)) == "提出"


def test_否認した行は_同じなら新しい版でも否認のまま_採用と書けば済になる() -> None:
    lines = [rejected(PERSON, "my_engagements", 1, "主担当ではない")]
    ledger = after(EMPTY, taken(EMPTY, FIRST, reviews=[review(decision(FIRST), rejections=lines)]))
    second = report(course(), lead(), course(2, training_code="T02"), day="2026-03-15")
    assert marks(after(ledger, taken(ledger, second)), "engagements") == ["否認"]
    silent = review(decision(second))
    assert marks(after(ledger, taken(ledger, second, reviews=[silent])), "engagements") == ["否認"]
    lifted = silent._replace(acceptances=(LineAccepted(PERSON, "my_engagements", 1),))
    assert marks(after(ledger, taken(ledger, second, reviews=[lifted])), "engagements") == ["済"]
    changed = report(course(), lead(role="担当"), day="2026-03-15")
    assert marks(after(ledger, taken(ledger, changed)), "engagements") == ["未"]


def test_否認した申告と同じ修了が名簿にあれば_名簿が残る() -> None:
    rostered = {"staff_no": PERSON, "training_code": "T01", "completed_on": dt.date(2025, 6, 10)}
    ledger = office(attendances=[rostered])
    lines = [rejected(PERSON, "my_attendances", 1, "受講していない")]
    intake = taken(ledger, FIRST, reviews=[review(decision(FIRST), rejections=lines)])
    stands = after(ledger, intake)
    assert stands["attendances"]["source"].tolist() == ["名簿"]
    assert marks(stands, "attendances") == ["済"]
    assert intake.rows.superseded == 1


def test_不備のある申告は確認できない() -> None:
    bad = report(goal(digital="×"), lead(), bare=True)
    intake = taken(EMPTY, bad, reviews=[review(decision(bad))])
    ledger = after(EMPTY, intake)
    assert "not-confirmable" in codes(intake.problems)
    assert (state(ledger), marks(ledger, "engagements")) == ("不備", ["未"])
    assert ledger["confirmations"].empty


def test_提出のない人への判定は知らせる() -> None:
    intake = taken(EMPTY, reviews=[review(decision(FIRST))])
    assert codes(intake.problems) == ["nothing-to-confirm"]
    assert state(after(EMPTY, intake)) == "未提出"


def on_form(seen: SelfReport, **more: object) -> SelfReport:
    """The same self-report with the head's decision written on the form itself."""
    written = decision(seen, file=seen.file, cell="C20")._replace(**more)  # type: ignore[arg-type]
    return seen._replace(decided=written, sha256=f"確認後 {more}")


def test_申告書に書かれた確認も使い_写しが残っていてもよい() -> None:
    copy = FIRST._replace(file="控え.xlsx")
    intake = taken(EMPTY, on_form(FIRST), copy)
    ledger = after(EMPTY, intake)
    assert (state(ledger), marks(ledger, "engagements")) == ("確認済", ["済"])
    assert intake.duplicate_files == 1


def test_申告書の採否欄の否認も使う() -> None:
    bad = lead(line_decision="否認", line_reason="担当だった")
    seen = report(course(), bad)
    ledger = after(EMPTY, taken(EMPTY, on_form(seen)))
    assert (marks(ledger, "attendances"), marks(ledger, "engagements")) == (["済"], ["否認"])


def test_照合値のない確認は初めに見た内容に結び付く() -> None:
    blank = {"digest": ""}
    intake = taken(EMPTY, on_form(FIRST, **blank))
    ledger = after(EMPTY, intake)
    assert codes(intake.problems) == ["confirmed-without-digest"]
    assert state(ledger) == "確認済"
    edited = on_form(report(course(evidence="直した"), lead()), **blank)
    later = taken(ledger, edited)
    assert codes(later.problems) == ["changed-after-confirm"]
    assert state(after(ledger, later)) == "内容変更"


def rivals(one: Decided, other: Decided) -> list[Review]:
    return [review(one), review(other._replace(file="確認表A(2).xlsx"))]


def test_確認日の新しい判定が通る() -> None:
    early, late = decision(FIRST, "差戻し"), decision(FIRST, confirmed_on=dt.date(2026, 3, 21))
    ledger = after(EMPTY, taken(EMPTY, FIRST, reviews=rivals(late, early)))
    assert state(ledger) == "確認済"
    assert ledger["confirmations"]["decision"].tolist() == ["差戻し", "確認"]
    assert taken(ledger, FIRST, reviews=rivals(late, early)).tables == {}


def test_同じ確認日の食い違う判定は_どちらも使わない() -> None:
    intake = taken(EMPTY, FIRST, reviews=rivals(decision(FIRST), decision(FIRST, "差戻し")))
    assert codes(intake.problems) == ["decision-conflict", "decision-conflict"]
    assert state(after(EMPTY, intake)) == "提出"


@pytest.mark.parametrize(("first", "second"), [("確認", "差戻し"), ("差戻し", "確認")])
def test_同じ確認日に違う判定が後から来ても_初めに集約した判定が立つ(
    first: str, second: str
) -> None:
    seen, other = decision(FIRST, first), decision(FIRST, second)
    ledger = after(EMPTY, taken(EMPTY, FIRST, reviews=[review(seen)]))
    intake = taken(ledger, FIRST, reviews=rivals(seen, other))
    assert codes(intake.problems) == ["decision-changed"]
    assert intake.tables == {}


def test_後の確認日で確認を差戻しに直すと行は未に戻り_また後の確認日で確認できる() -> None:
    back = [review(decision(FIRST, "差戻し", confirmed_on=dt.date(2026, 3, 21)))]
    ledger = after(confirmed(), taken(confirmed(), FIRST, reviews=back))
    assert (state(ledger), marks(ledger, "engagements")) == ("差戻し", ["未"])
    assert taken(ledger, FIRST, reviews=back).tables == {}
    again = [review(decision(FIRST, confirmed_on=dt.date(2026, 3, 22)))]
    ledger = after(ledger, taken(ledger, FIRST, reviews=again))
    assert (state(ledger), marks(ledger, "engagements")) == ("確認済", ["済"])
    assert taken(ledger, FIRST, reviews=again).tables == {}
    assert ledger["confirmations"]["decision"].tolist() == ["確認", "差戻し", "確認"]


@pytest.mark.parametrize(
    ("file", "code"),
    [("確認表A.xlsx", "decision-changed"), ("前の確認表A.xlsx", "decision-older")],
    ids=["集約したファイルが直された", "ほかのファイルの古い判定"],
)
def test_古い確認日の判定は_記録済みの新しい判定に勝たない(file: str, code: str) -> None:
    old = decision(FIRST, "差戻し", confirmed_on=dt.date(2026, 3, 19), file=file)
    intake = taken(confirmed(), FIRST, reviews=[review(old)])
    assert codes(intake.problems) == [code]
    assert intake.tables == {}


STEPS: list[tuple[str, dict[str, object], dict[str, object], str | None]] = [
    ("理由があれば使う", {}, {}, None),
    ("理由がなければ使わない", {"reason": ""}, {}, "step-reason-missing"),
    ("ないStep", {"step": 3}, {}, "step-unknown"),
    ("ない人材像", {"persona_code": "P99"}, {}, "step-unknown"),
    ("ないツール", {"tool_code": "X"}, {}, "step-unknown"),
    ("Step0もありうる", {"step": 0}, {}, None),
    ("設定で認めていない", {}, {"override_allowed": "×"}, "override-refused"),
]


@pytest.mark.parametrize(
    ("change", "settings", "code"), [s[1:] for s in STEPS], ids=[s[0] for s in STEPS]
)
def test_w23_上長判定は理由があり認められているときだけ使う(
    change: dict[str, object], settings: dict[str, object], code: str | None
) -> None:
    ledger = office(settings)
    steps = [stepped(2)._replace(**change)]  # type: ignore[arg-type]
    intake = taken(ledger, FIRST, reviews=[review(decision(FIRST), steps=steps)])
    stands = after(ledger, intake)
    assert codes(intake.problems) == ([code] if code else [])
    assert len(stands["step_reviews"]) == (code is None)
    assert state(stands) == "確認済", "上長判定が使えなくても確認は使う"


def test_確認していない申告の上長判定は使わない() -> None:
    for sheet in (
        review(decision(FIRST, "差戻し"), steps=[stepped(2)]),
        review(decision(FIRST, confirmer_no=HEAD_B), steps=[stepped(2)]),
    ):
        assert after(EMPTY, taken(EMPTY, FIRST, reviews=[sheet]))["step_reviews"].empty


def test_上長判定は新しい版を待つあいだ残り_新しい確認日で消せば消える() -> None:
    sheet = review(decision(FIRST), steps=[stepped(2)])
    ledger = after(EMPTY, taken(EMPTY, FIRST, reviews=[sheet]))
    waiting = after(ledger, taken(ledger, report(course(), day="2026-03-15")))
    assert len(waiting["step_reviews"]) == 1
    same_day = taken(ledger, FIRST, reviews=[review(decision(FIRST))])
    assert codes(same_day.problems) == ["decision-changed"]
    assert len(after(ledger, same_day)["step_reviews"]) == 1
    later = review(decision(FIRST, confirmed_on=dt.date(2026, 3, 21)))
    cleared = after(ledger, taken(ledger, FIRST, reviews=[later]))
    assert cleared["step_reviews"].empty


def test_ほかの年度の確認表は使わない() -> None:
    old = review(decision(FIRST))._replace(fiscal_year=2024)
    intake = taken(EMPTY, FIRST, reviews=[old])
    assert codes(intake.problems) == ["wrong-year"]
    assert state(after(EMPTY, intake)) == "提出"


def test_後の版が前の版より先に集約されても_自己判定と目標は新しい方が残る() -> None:
    first = report(row("my_steps", persona_code="P02", own_step=1), day="2026-03-10", file="a.xlsx")
    second = report(
        row("my_steps", persona_code="P02", own_step=2), day="2026-03-12", file="b.xlsx"
    )
    for one, other in ((first, second), (second, first)):
        ledger = after(EMPTY, taken(EMPTY, one))
        ledger = after(ledger, taken(ledger, other))
        assert ledger["step_claims"]["own_step"].tolist() == [2]


def test_確認表の時刻は処理の時計を超えない() -> None:
    late = decision(FIRST, confirmed_on=NOW.date() + dt.timedelta(days=1))
    assert state(after(EMPTY, taken(EMPTY, FIRST, reviews=[review(late)]))) == "確認済"
    early = NOW.replace(hour=0, minute=0)
    later = decision(FIRST, confirmed_on=NOW.date() + dt.timedelta(days=2))
    assert codes(taken(EMPTY, FIRST, reviews=[review(later)], now=early).problems) == [
        "confirmed-in-future"
    ]


def test_w24_ほかの人の申告は混ざらない() -> None:
    other = report(course(), staff_no=OTHER)
    ledger = confirmed(other)
    assert (state(ledger), state(ledger, OTHER)) == ("確認済", "提出")
    assert marks(ledger, "attendances", OTHER) == ["未"]


def test_基準日より後に配布した台帳では_配布より前の確認日も使う() -> None:
    late = issued_late(EMPTY, dt.datetime(2026, 4, 5, 9))  # noqa: DTZ001 - local time
    day = decision(FIRST, confirmed_on=dt.date(2026, 3, 20))
    assert state(after(late, taken(late, FIRST, reviews=[review(day)]))) == "確認済"


def issued_late(tables: Tables, moment: dt.datetime) -> Tables:
    """Return the ledger as if every form had been issued at a moment."""
    issues = tables["issues"].assign(issued_at=pd.Timestamp(moment))
    return replaced(tables, {"issues": conform(BY_KEY["issues"], issues)})
