"""One year of the made-up city, from an empty folder to the report.

Everything goes through the same files and the same commands as in a real city; only the clock is
made up, so that the same seed gives the same year.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from random import Random

from ledger.commands.ledger_session import open_ledger
from ledger.commands.recompute import results
from ledger.demo.activities import hold_events, hold_sessions, keep_rosters, run_projects
from ledger.demo.city import City, make_city
from ledger.demo.next_year import into_next_year, next_ledger, try_moves
from ledger.demo.office import Office, Say
from ledger.demo.staff import DrawnStaff
from ledger.demo.supervisors import decide
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import conform, records
from ledger.model.calendar import year_end
from ledger.model.problems import Place, Refusal
from ledger.model.terms import Phase

TABLES = (
    *("sections", "staff", "postings", "heads", "leaves", "assignments"),
    *("sessions", "projects", "events", "posts", "survey_totals", "survey_map"),
)
_UNICODE_ONLY = frozenset({"staff"})
"""Tables with characters that CP932 does not have (𠮷)."""


def live_through(
    folder: Path, *, staff: int = 300, seed: int = 7, year: int = 2025, say: Say = print
) -> None:
    """Make a city and live through its year.

    Args:
        folder: Where it will stand; empty or missing.
        staff: Number of people.
        seed: Where chance starts.
        year: Fiscal year.
        say: Told every line.

    Raises:
        Refusal: There is something in the folder already (`folder-used`).
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refusal.of("folder-used", Place(file=folder.name), name=str(folder))
    random = Random(seed)  # noqa: S311 - a made-up city keeps no secrets
    city = make_city(staff, year, random)
    office = Office(folder, say)
    _set_up(office, city, random)
    desk = DrawnStaff.of(city, random)
    _opening(office, desk)
    _closing(office, desk)
    _farewell(office, year)
    office.keep_record()


def _set_up(office: Office, city: City, random: Random) -> None:
    """Ledger, people, what was planned, what was attended, and how last year ended."""
    people = len(city.rows["staff"])
    office.say(f"■ 準備: 職員 {people} 名の架空の市を作ります(人数は --staff で変えられます)")
    spring = dt.datetime(city.year, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
    office.init(city.year)
    office.decide_on_targets(spring)
    office.price_plans(spring)
    hold_sessions(city)
    run_projects(city, random)
    hold_events(city)
    for key in TABLES:
        encoding = "utf-8-sig" if key in _UNICODE_ONLY else "cp932"
        office.load(key, city.rows[key], spring, encoding)
    office.load_roster("研修修了者名簿.csv", _roster(city, keep_rosters(city, random)), spring)
    _carry_last_year(office, city, spring)


def _roster(city: City, rows: Sequence[NewRow]) -> list[str]:
    """Return the organiser's list: 氏名 as the organiser writes it, numbers without zeros."""
    names = {str(row["staff_no"]): str(row["staff_name"]) for row in city.rows["staff"]}
    lines = ["職員番号,氏名,研修コード,開催回番号,修了日"]
    for row in rows:
        number = str(row["staff_no"])
        name = names[number].replace("𠮷", "吉")
        session = row["session_no"] or ""
        lines.append(f"{int(number)},{name},{row['training_code']},{session},{row['completed_on']}")
    return lines


def _carry_last_year(office: Office, city: City, now: dt.datetime) -> None:
    """Bring how the year before ended, by the roster, so that 前年度 and 前年度Step are there.

    The city kept no ledger then: what it knew stands in two lists that are loaded.
    """
    opened = open_ledger(office.book)
    ended = results(opened.policy, opened.tables, year_end(city.year - 1))
    for key in ("prior_steps", "history"):
        table = ledger.BY_KEY[key]
        wanted = ended["verdicts" if key == "prior_steps" else key]
        office.load(key, records(table, conform(table, wanted)), now, "utf-8")


def _opening(office: Office, desk: DrawnStaff) -> None:
    """期首: goals are set and confirmed."""
    phase, year = Phase.OPENING, desk.city.year
    office.say("■ 期首: 目標を立てる")
    first = dt.date(year, 4, 1)
    office.issue(phase, _at(year, 4, 10), first)
    forms = desk.set_goals(
        office.issued / phase.value, office.inbox / phase.value, dt.date(year, 4, 25)
    )
    office.write(dict(forms))
    office.collect(phase, _at(year, 5, 7), first)
    decide(
        office.reviews / phase.value,
        desk.cases,
        dt.date(year, 5, 14),
        office.say,
        first_round=False,
    )
    office.consolidate(phase, _at(year, 5, 20), as_of=dt.date(year, 5, 20))


def _closing(office: Office, desk: DrawnStaff) -> None:
    """年度末: reported, confirmed, mended, confirmed again, consolidated."""
    phase, year = Phase.CLOSING, desk.city.year
    inbox, reviews = office.inbox / phase.value, office.reviews / phase.value
    office.say("■ 年度末: 申告と確認")
    office.issue(phase, _at(year + 1, 2, 20))
    office.write(dict(desk.report(office.issued / phase.value, inbox, dt.date(year + 1, 3, 12))))
    office.collect(phase, _at(year + 1, 3, 13))
    decide(reviews, desk.cases, dt.date(year + 1, 3, 19), office.say, first_round=True)
    office.consolidate(phase, _at(year + 1, 3, 21))
    try_moves(office, desk.city, _at(year + 1, 3, 23))
    office.say("■ 差戻しの訂正と、2回目の確認")
    office.write(dict(desk.mended(inbox, dt.date(year + 1, 3, 25))))
    office.collect(phase, _at(year + 1, 3, 26))
    decide(reviews, desk.cases, dt.date(year + 1, 3, 30), office.say, first_round=False)
    office.say("■ 集約とレポート")
    office.consolidate(phase, _at(year + 1, 4, 2), report_to=office.folder / "レポート.xlsx")
    into_next_year(office, desk.city, _at(year + 1, 4, 3))


def _at(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 10)  # noqa: DTZ001 - the ledger keeps local time


def _farewell(office: Office, year: int) -> None:
    """Say what there is to look at."""
    folder = office.folder
    office.say(f"""
できました: {folder}
  台帳.xlsx        最初のシート「今日やること」が、ほかのシートへ案内します
  {next_ledger(year)}  締めた年度の次の台帳
  レポート.xlsx    集計だけのレポート(個人の情報なし)
  公表/            公表用の1枚と、公開データ(CSV)
  配布/年度末/     1人1ファイルの自己申告書。シート「申告」に書き、「次の一歩」を見ます
  提出/年度末/     記入して戻ってきた申告書
  確認表/年度末/   上長ごとの確認表。シート「確認表」で判定し、「わが課のいま」を見ます
  記録.txt         ここまでの操作と結果
次は: talent-ledger explain {folder}/台帳.xlsx 00123 / talent-ledger remind {folder}/台帳.xlsx""")
