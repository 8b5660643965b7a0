"""少人数の秘匿, rule by rule: what is hidden, what goes with it, and what stays."""

from collections.abc import Sequence

import pytest

import builders
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import frame
from ledger.measure.share import DoneRow, Workplace
from ledger.withhold.counts import Face, GatheredCounts, Mark, Quantity
from ledger.withhold.decide import decided
from ledger.withhold.excluded import UNTOLD, excluded
from ledger.withhold.groups import Label, grouped
from ledger.withhold.trainings import attended, gather_rows, rows_year
from ledger.withhold.values import Constraints, System, WeightedSum

WORDS = {Mark.SHOWN: "", Mark.FEW: "5人未満", Mark.HIDDEN: "秘匿", Mark.LEFT_OUT: "掲載なし"}


def said(facts: GatheredCounts, keys: Sequence[Quantity]) -> list[object]:
    """Return what stands in the cells of counts, small at 5."""
    marks = decided(facts, 5)
    return [WORDS[marks[key]] or facts.counts[key].value for key in keys]


def parts_of(
    whole: tuple[int, int], parts: Sequence[tuple[int, int]], *, kpi: bool
) -> list[object]:
    """Return what is said of a whole and its 課, each (分子, 分母)."""
    facts = GatheredCounts()
    facts.count(("全体",), *whole, Face.KNOWN if kpi else Face.GUARDED)
    keys: list[Quantity] = [("課", n) for n in range(len(parts))]
    for key, part in zip(keys, parts, strict=True):
        facts.count(key, *part, block=("課ごと",))
    facts.equal(("全体",), keys)
    return said(facts, [("全体",), *keys])


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        pytest.param((20, 70), [(8, 30), (12, 40)], [20, 8, 12], id="どれも5人以上なら、そのまま"),
        pytest.param(
            (20, 70),
            [(3, 30), (17, 40)],
            [20, "5人未満", "秘匿"],
            id="3人は伏せ、20-17で分からないよう17も伏せる",
        ),
        pytest.param(
            (22, 90),
            [(3, 30), (8, 30), (11, 30)],
            [22, "5人未満", "秘匿", 11],
            id="一緒に伏せるのは、小さいほうの8",
        ),
        pytest.param(
            (7, 60),
            [(3, 30), (4, 30)],
            [7, "秘匿", "秘匿"],
            id="3と4: 5人未満と書くと3か4と分かるので、秘匿",
        ),
        pytest.param((30, 60), [(26, 30), (4, 30)], [30, "秘匿", "5人未満"], id="残り4人も、4人も"),
        pytest.param((25, 60), [(25, 30), (0, 30)], [25, 25, 0], id="0も、残り5人も、そのまま"),
        pytest.param(
            (3, 60),
            [(3, 30), (0, 30)],
            ["5人未満", "5人未満", 0],
            id="全体が5人未満なら、全体も伏せる。0は書ける",
        ),
        pytest.param((30, 60), [(30, 30), (0, 30)], [30, 30, 0], id="全員と0は、そのまま"),
    ],
)
def test_全体と課の人数(
    whole: tuple[int, int], parts: list[tuple[int, int]], expected: list[object]
) -> None:
    assert parts_of(whole, parts, kpi=False) == expected


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        pytest.param(
            (3, 60),
            [(3, 30), (0, 30)],
            [3, "5人未満", "秘匿"],
            id="目標が3人と言うので、0の課も伏せる",
        ),
        pytest.param(
            (2, 60),
            [(1, 30), (1, 30)],
            [2, "秘匿", "秘匿"],
            id="目標が2人: 0人、1人、2人の3通りが残る",
        ),
        pytest.param(
            (1, 60),
            [(1, 30), (0, 30)],
            [1, "掲載なし", "掲載なし"],
            id="目標が1人: 0か1しかないので、課ごとの表を載せない",
        ),
        pytest.param((0, 60), [(0, 30), (0, 30)], [0, 0, 0], id="目標が0人: だれのことでもない"),
    ],
)
def test_目標の数は知られている(
    whole: tuple[int, int], parts: list[tuple[int, int]], expected: list[object]
) -> None:
    assert parts_of(whole, parts, kpi=True) == expected


@pytest.mark.parametrize(
    ("people", "kpi", "expected"),
    [
        pytest.param((11, 6, 5), None, [11, 6, 5], id="どの段階も5人以上"),
        pytest.param((11, 6, 3), None, [11, "秘匿", "5人未満"], id="3人と、いちばん少ない6人"),
        pytest.param((12, 5, 3), (2, 3), [12, 5, 3], id="Step2の3人は目標の数なので書く"),
        pytest.param(
            (12, 3, 5),
            (1, 8),
            ["12", "5人未満", "秘匿"],
            id="Step1以上の8人が目標なら、Step2の5人も伏せる",
        ),
        pytest.param((13, 0, 4), (1, 4), [13, 0, 4], id="Step1以上の4人が目標なら、残りも分かる"),
    ],
)
def test_Stepと目標(
    people: tuple[int, ...], kpi: tuple[int, int] | None, expected: list[object]
) -> None:
    total, facts = sum(people), GatheredCounts()
    keys: list[Quantity] = [("Step", n) for n in range(len(people))]
    for key, number in zip(keys, people, strict=True):
        facts.count(key, number, total, Face.GUARDED if number else Face.KNOWN)
    facts.between([(key, 1) for key in keys], total, total)
    if kpi:
        facts.count(("目標",), kpi[1], total, Face.KNOWN)
        facts.equal(("目標",), keys[kpi[0] :])
        facts.between([(("目標",), 1), *((key, 1) for key in keys[: kpi[0]])], total, total)
    assert [str(one) for one in said(facts, keys)] == [str(one) for one in expected]


ONE, TWO = Label("0110", "総務課", None), Label("0120", "税務課", None)


def rows(label_of: dict[str, Label], done: int) -> list[DoneRow]:
    """Return rows of a training: so many completed it in 2025, eight more in 2024."""
    years = [2025] * done + [2024] * 8 + [None] * len(label_of)
    return [
        DoneRow(number, "T1", year is not None, year)
        for number, year in zip(label_of, years, strict=False)
    ]


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        pytest.param(
            7, 8, (7, 8, "書く", "書く"), id="どちらの課も5人以上なら、行の修了年度も書く"
        ),
        pytest.param(3, 8, ("5人未満", "秘匿", "伏せる", "伏せる"), id="総務課は3人"),
        pytest.param(0, 8, (0, 8, "書く", "書く"), id="総務課は0人"),
    ],
)
def test_抽出の行を数えても課の人数は分からない(
    here: int, there: int, expected: tuple[object, ...]
) -> None:
    """Of 20 in each 課; the report tells the whole."""
    facts, labels = GatheredCounts(), dict[str, Label]()
    listed: list[DoneRow] = []
    for label, done in ((ONE, here), (TWO, there)):
        own = {f"{label.section_code}-{n}": label for n in range(20)}
        labels |= own
        listed += rows(own, done)
        key = attended("T1", label.section_code)
        facts.count(key, done, 20, block=("課ごと", "T1"))
    facts.count(attended("T1"), here + there, 40)
    facts.equal(attended("T1"), [attended("T1", "0110"), attended("T1", "0120")])
    divisions = {number: str(label.section_code) for number, label in labels.items()}
    gather_rows(facts, listed, labels, divisions, 2025)
    marks = decided(facts, 5)
    found = said(facts, [attended("T1", "0110"), attended("T1", "0120")])
    years = [marks[rows_year("T1", label)] for label in (ONE, TWO)]
    assert (*found, *("書く" if m is Mark.SHOWN else "伏せる" for m in years)) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param({"総務課": 5, "税務課": 5}, {"総務課": 5, "税務課": 5}, id="5人ずつ"),
        pytest.param({"総務課": 5, "税務課": 4}, {"総務部": 9}, id="4人の課は、いちばん小さい課と"),
        pytest.param(
            {"総務課": 6, "税務課": 4, "市民課": 9},
            {"市民課": 9, "総務部(ほか)": 10},
            id="4人の課は6人の課と一緒。9人の課はそのまま",
        ),
        pytest.param(
            {"総務課": 6, "税務課": 4, "市民課": 3},
            {"総務課": 6, "総務部(ほか)": 7},
            id="小さい課どうしで5人以上になる",
        ),
        pytest.param({"総務課": 3, "税務課": 2}, {"総務部": 5}, id="全庁でやっと5人"),
        pytest.param({"総務課": 2, "税務課": 2}, None, id="全庁で4人: 載せない"),
    ],
)
def test_所属は5人以上のまとまりで書く(
    where: dict[str, int], expected: dict[str, int] | None
) -> None:
    places = {
        f"{name}{n}": Workplace(("総務部", name), "係員")
        for name, many in where.items()
        for n in range(many)
    }
    found = grouped(places, {}, 5)
    names = [label.section_name for label in (found or {}).values()]
    assert (found is None) == (expected is None)
    assert {str(name): names.count(name) for name in names} == (expected or {})


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        pytest.param({"係員": 5, "係長": 5}, {"係員": 5, "係長": 5}, id="どちらも5人"),
        pytest.param({"係員": 8, "係長": 4}, {None: 12}, id="係長が4人: 職層を書かない"),
        pytest.param(
            {"係員": 8, "係長": 5, "課長": 1}, {"係員": 8, None: 6}, id="課長は係長と一緒"
        ),
    ],
)
def test_職層も5人以上なら書く(grades: dict[str, int], expected: dict[str | None, int]) -> None:
    places = {
        f"{grade}{n}": Workplace(("総務課",), grade)
        for grade, many in grades.items()
        for n in range(many)
    }
    found = [label.grade for label in (grouped(places, {}, 5) or {}).values()]
    assert {grade: found.count(grade) for grade in found} == expected


@pytest.mark.parametrize(
    ("attended_out", "completed_out", "expected"),
    [
        pytest.param(
            {"休職": 5, "機会なし": 6},
            {"休職": 5},
            "分母 30 = 41 − 休職 5 − 機会なし 6",
            id="どの理由も5人以上なら、理由ごとに書く",
        ),
        pytest.param(
            {"休職": 5, "機会なし": 1},
            {"休職": 5},
            "分母 30 = 36 − 除外 6(理由は少人数のため書きません)",
            id="機会なしが1人: まとめて書く",
        ),
        pytest.param(
            {"休職": 2, "機会なし": 8},
            {"休職": 2},
            f"分母 30({UNTOLD})",
            id="修了率の注から休職2人が分かるので、受講率の注にも書かない",
        ),
        pytest.param({}, {}, "分母 30(除外なし)", id="だれも除いていない"),
    ],
)
def test_分母の注は同じ人々の率ごとにそろえる(
    attended_out: dict[str, int], completed_out: dict[str, int], expected: str
) -> None:
    built = builders.tables(trainings=[{"training_code": "T1"}])
    listed: list[dict[str, Cell]] = []
    denominators: list[dict[str, Cell]] = []
    for kind, out in (("受講率", attended_out), ("修了率", completed_out)):
        note = "".join(f" − {reason} {many}" for reason, many in out.items())
        whole = 30 + sum(out.values())
        listed.append(
            {
                **dict.fromkeys(ledger.BY_KEY["rates"].keys),
                "rate_no": kind,
                "kind": kind,
                "training_code": "T1",
                "denominator": 30,
                "state": "算定",
                "note": f"分母 30 = {whole}{note}" if out else "分母 30(除外なし)",
            }
        )
        denominators += [
            {"rate_no": kind, "staff_no": f"{n:05}", "reason": reason}
            for reason, many in out.items()
            for n in range(many)
        ]
    left_out = frame(ledger.BY_KEY["denominators"], denominators)
    found = excluded(builders.policy(built), listed, left_out, [], 5)
    assert found.of_rate(listed[0]) == expected


@pytest.mark.parametrize(
    ("total", "value", "possible"),
    [
        pytest.param(7, 3, True, id="3+4"),
        pytest.param(7, 0, False, id="0+7は、どちらも4人までなのでない"),
        pytest.param(8, 4, True, id="4+4"),
        pytest.param(9, 4, False, id="4+5はない"),
    ],
)
def test_ありうる人数は例で確かめる(total: int, value: int, *, possible: bool) -> None:
    system = System(2, [WeightedSum(((0, 1), (1, 1)), total, total)])
    asked = Constraints((0, 0), (4, 4), (4, 4), (0, 0))
    found = system.example(asked, 0, value)
    assert (found is not None) == possible
    assert found is None or (found[0], sum(found)) == (value, total)
