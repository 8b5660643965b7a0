"""提出フォルダにあれば「未提出」と呼ばれない: 受け付けられないもの、まだ集約していないもの."""

from collections.abc import Mapping

import pytest

from builders import policy
from flow.forms import (
    AS_OF,
    NOW,
    OTHER,
    PERSON,
    after,
    course,
    decision,
    goal,
    lead,
    office,
    report,
    review,
    taken,
)
from ledger.judge.consolidation import take_in
from ledger.judge.consolidation.waiting_reports import arrivals
from ledger.judge.person_sentences import own_words
from ledger.judge.progress import states
from ledger.judge.reminders import reminders
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.model.problems import Place, Problem
from ledger.model.reports import SelfReport
from ledger.model.terms import Phase

REPORTS = BY_KEY["reports"]
EMPTY = office(staff=[{"staff_no": n, "staff_name": f"職{n}"} for n in (PERSON, OTHER, "90001")])
GOOD = report(course())


def called(ledger: Tables, staff_no: str = PERSON) -> str:
    """Return what everybody who is told about a person's report reads."""
    return states(ledger, (staff_no,), Phase.CLOSING)[staff_no]


def line_of(ledger: Tables, staff_no: str = PERSON) -> str:
    """Return the line of the 督促 that names a person; "" if none does."""
    text = "\n".join(one.text for one in reminders(policy(ledger), ledger, AS_OF))
    return next((line for line in text.splitlines() if staff_no in line), "")


def collected(ledger: Tables, *reports: SelfReport, **more: object) -> Tables:
    """Return the ledger after `collect` saw these reports."""
    seen = after(ledger, taken(ledger, *reports, **more))  # type: ignore[arg-type]
    rows = [records(REPORTS, one["reports"]) for one in (ledger, seen)]
    return replaced(ledger, {"reports": frame(REPORTS, arrivals(*rows))})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"issue_no": "R7-1-99999"}, "配布記録」にありません", id="配布記録にない"),
        pytest.param({"shown_no": OTHER}, "職員番号が「00102」です", id="ほかの人の番号を書いた"),
        pytest.param({"fiscal_year": 2024}, "年度", id="前の年度の様式"),
        pytest.param({"form_version": "0"}, "様式版「0」は使えません", id="古い様式"),
    ],
)
def test_受け付けなかった申告書の人は_不備と言い_直すことを言う(
    change: dict[str, object], told: str
) -> None:
    ledger = after(EMPTY, taken(EMPTY, GOOD._replace(**change)))  # type: ignore[arg-type]
    assert called(ledger) == "不備"
    assert line_of(ledger).startswith("・00101 職00101(不備) — ")
    assert told in line_of(ledger)
    assert "職員 00101 の" not in line_of(ledger)
    again = taken(ledger, GOOD)
    assert called(after(ledger, again)) == "提出", "直したものが入れば、消える"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        pytest.param("00101.xlsx", "不備", id="配ったときの名前のまま壊れた"),
        pytest.param("総務課/00101.xlsx", "不備", id="課のフォルダの中"),
        pytest.param("だれか.xlsx", "未提出", id="だれのものか分からない名前"),
    ],
)
def test_開けないファイルは_配ったときの名前で本人に知らせる(name: str, state: str) -> None:
    problem = Problem.of("broken-zip", Place(file=name), reason="途中で切れています")
    intake = take_in(policy(EMPTY), EMPTY, [], [], AS_OF, NOW, unreadable=[problem])
    assert called(after(EMPTY, intake)) == state
    both = take_in(policy(EMPTY), EMPTY, [GOOD], [], AS_OF, NOW, unreadable=[problem])
    assert called(after(EMPTY, both)) == "提出", "使える申告書があれば、そちら"


MENDED = report(course(), lead(), day="2026-03-19")
GIVEN_BACK = after(EMPTY, taken(EMPTY, GOOD, reviews=[review(decision(GOOD, "差戻し"))]))
CONFIRMED = after(EMPTY, taken(EMPTY, GOOD, reviews=[review(decision(GOOD))]))
FEW = report(course(), goal(digital="×"), bare=True, day="2026-03-19")


@pytest.mark.parametrize(
    ("ledger", "seen", "reads"),
    [
        pytest.param(EMPTY, [GOOD], "提出", id="初めて出した"),
        pytest.param(EMPTY, [], "未提出", id="何も出していない"),
        pytest.param(EMPTY, [FEW], "不備", id="目標が足りない"),
        pytest.param(EMPTY, [GOOD._replace(fiscal_year=2024)], "不備", id="受け付けられない"),
        pytest.param(GIVEN_BACK, [GOOD], "差戻し", id="差し戻したものがそのまま"),
        pytest.param(GIVEN_BACK, [GOOD, MENDED], "提出", id="差し戻した人が直した"),
        pytest.param(GIVEN_BACK, [GOOD, FEW], "不備", id="直したものに不備がある"),
        pytest.param(
            GIVEN_BACK,
            [MENDED._replace(fiscal_year=2024)],
            "不備",
            id="直したものが受け付けられない",
        ),
        pytest.param(CONFIRMED, [GOOD], "確認済", id="確認済みのまま"),
        pytest.param(CONFIRMED, [GOOD, MENDED], "内容変更", id="確認の後で新しいものを出した"),
    ],
)
def test_確認表を作ってから集約するまで_何と呼ぶか(
    ledger: Tables, seen: list[SelfReport], reads: str
) -> None:
    noted = collected(ledger, *seen)
    assert called(noted) == reads
    facts = {key: noted[key] for key in ("attendances", "goals", "confirmations")}
    assert all(data.equals(ledger[key]) for key, data in facts.items()), "実績と確認は集約でだけ"
    straight, way = (after(one, taken(one, *seen)) for one in (ledger, noted))
    for key in ("reports", "attendances", "engagements", "goals"):
        assert records(BY_KEY[key], way[key]) == records(BY_KEY[key], straight[key])


def test_まだ集約していない判定は_確認表を作っても台帳に入らない() -> None:
    sheet = [review(decision(GOOD))]
    noted = collected(EMPTY, GOOD, reviews=sheet)
    assert (called(noted), noted["confirmations"].empty) == ("提出", True)


GONE: Mapping[str, Tables] = {
    "初めての申告": collected(EMPTY, GOOD),
    "不備のある申告": collected(EMPTY, FEW),
}


@pytest.mark.parametrize("case", GONE)
def test_見た申告書が集約までに消えれば_未提出に戻る(case: str) -> None:
    ledger = GONE[case]
    assert called(after(ledger, taken(ledger))) == "未提出"
    (row,) = [
        row
        for row in records(REPORTS, after(ledger, taken(ledger))["reports"])
        if row["staff_no"] == PERSON
    ]
    assert (row["submitted_on"], row["return_reason"], row["arrival_state"]) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("職員 0001045 の申告書の提出日が空です。", "申告書の提出日が空です。"),
        ("職員 0001045 は、基準日に在籍していません。", "基準日に在籍していません。"),
        ("職員 0001045 に、判定があります。", "判定があります。"),
        ("提出日が空です。職員 0001045 の目標は 0 件です。", "提出日が空です。目標は 0 件です。"),
        ("職員の表と違います。", "職員の表と違います。"),
        (
            "発行番号 R7 は職員 0001045 に配ったものです。",
            "発行番号 R7 は職員 0001045 に配ったものです。",
        ),
    ],
)
def test_名前のある行では_職員番号をくり返さない(text: str, left: str) -> None:
    assert own_words(text) == left
