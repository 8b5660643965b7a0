"""The counts of a roster add up: every row is accepted, superseded, set aside or left out."""

import pytest

import builders
from ledger.layout.policy import policy_of
from ledger.read.rosters.roster import ReadRoster, RosterCounts, read_roster

TABLES = builders.tables(
    staff=[{"staff_no": "00101"}, {"staff_no": "00113"}],
    trainings=[{"training_code": "T01", "training_name": "DX研修"}],
    sessions=[{"session_no": "S1", "training_code": "T01", "held_on": "2025-06-02"}],
    attendances=[
        {
            "staff_no": "00101",
            "training_code": "T01",
            "completed_on": "2025-06-02",
            "source": "名簿",
            "confirmed": "済",
        },
        {
            "staff_no": "00113",
            "training_code": "T01",
            "completed_on": "2025-06-02",
            "source": "申告",
            "confirmed": "未",
            "evidence": "修了証123",
        },
    ],
)
POLICY, _ = policy_of(TABLES)


def read(body: str) -> ReadRoster:
    text = f"職員番号,研修名,修了日,開催回番号\n{body}\n"
    return read_roster(POLICY, TABLES, text.encode(), "名簿.csv")


CASES: list[tuple[str, str, RosterCounts]] = [
    ("新しい修了は取り込む", "00101,DX研修,2025-07-01,", RosterCounts(accepted=1)),
    ("台帳に名簿の行として立っている修了", "00101,DX研修,2025-06-02,", RosterCounts(superseded=1)),
    ("立っている行に開催回を加える", "00101,DX研修,2025-06-02,S1", RosterCounts(accepted=1)),
    ("申告だけの修了を名簿が裏づける", "00113,DX研修,2025-06-02,", RosterCounts(accepted=1)),
    (
        "同じ行が2回",
        "00101,DX研修,2025-07-01,\n101,DX研修,R7.7.1,",
        RosterCounts(accepted=1, superseded=1),
    ),
    (
        "知らない人と日のない行は除く",
        "99999,DX研修,2025-07-01,\n00101,DX研修,,\n00101,DX研修,2025-07-01,",
        RosterCounts(accepted=1, quarantined=2),
    ),
    ("列の数の合わない行も除く", "00101,DX研修,2025-07-01,,余り", RosterCounts(quarantined=1)),
]


@pytest.mark.parametrize(
    ("body", "counts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_every_row_is_counted_once(body: str, counts: RosterCounts) -> None:
    found = read(body)
    assert found.counts == counts
    assert found.counts.read == len(body.splitlines())
    assert len(found.rows) == counts.accepted


def test_a_proved_claim_keeps_its_evidence() -> None:
    rows = read("00113,DX研修,2025-06-02,").rows
    assert rows["evidence"].to_list() == ["修了証123"]
    assert (rows["source"].to_list(), rows["confirmed"].to_list()) == (["名簿"], ["済"])
