"""Work before 採用日 is taken with a notice, whichever file of facts brings it in."""

from pathlib import Path
from typing import Any

import pytest

from small_office import Office, office_in

FACTS: dict[str, tuple[str, str]] = {
    "受講(出所のある自分の表)": (
        "attendances",
        "職員番号,研修コード,修了日,出所,確認,元ファイル\n00123,{training},{day},名簿,済,前の台帳\n",
    ),
    "従事": (
        "engagements",
        "職員番号,案件番号,役割,開始日,確認,元ファイル\n00123,PJ1,担当,{day},済,前の台帳\n",
    ),
    "資格(採用の前に取ってよい)": (
        "qualifications",
        "職員番号,資格名,取得日,確認,元ファイル\n00123,基本情報技術者,{day},済,前の台帳\n",
    ),
}
DAYS = {"採用日の前日": "2010-03-31", "採用日": "2010-04-01", "採用日の翌日": "2010-04-02"}
"""乙山 was hired on 2010-04-01."""


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> str:
    office = office_in(tmp_path_factory.mktemp("training"))
    return str(office.table("trainings")[0]["training_code"])


def told(answer: dict[str, Any]) -> list[str]:
    return [p["what"] for p in answer["found"] if p["code"] == "before-hired"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", FACTS)
def test_採用日より前の実績は_取り込んで知らせる(
    tmp_path: Path, training: str, kind: str, day: str
) -> None:
    office = office_in(tmp_path)
    table, text = FACTS[kind]
    path = tmp_path / "実績.csv"
    path.write_text(text.format(training=training, day=DAYS[day]), "utf-8")
    answer = office.run("load", office.ledger, table, path, expect=(0,))
    early = day == "採用日の前日" and table != "qualifications"
    assert len(told(answer)) == int(early)
    assert answer["rows"]["accepted"] == 1
    if early:
        assert (DAYS[day] in told(answer)[0], "2010-04-01" in told(answer)[0]) == (True, True)


def test_使えない行では_採用日のことは言わない(tmp_path: Path, training: str) -> None:
    office: Office = office_in(tmp_path)
    path = tmp_path / "実績.csv"
    text = FACTS["受講(出所のある自分の表)"][1].replace("名簿,済", "口頭,済")
    path.write_text(text.format(training=training, day="2010-03-31"), "utf-8")
    answer = office.run("load", office.ledger, "attendances", path, expect=(1,))
    assert (answer["rows"]["quarantined"], told(answer)) == (1, [])


def test_取込定義で取り込む従事でも_採用日より前なら知らせる(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    definition = (
        "取込名,元の見出し,表,列,扱い\n"
        "案件台帳,社員,従事,職員番号,値\n案件台帳,案件,従事,案件番号,値\n"
        "案件台帳,役,従事,役割,値\n案件台帳,着手,従事,開始日,値\n"
        "案件台帳,済,従事,確認,固定値\n案件台帳,案件台帳,従事,元ファイル,固定値\n"
    )
    path = tmp_path / "import_columns.csv"
    path.write_text(definition, "utf-8")
    office.run("load", office.ledger, "import_columns", path, "--append", expect=(0,))
    path = tmp_path / "案件.csv"
    path.write_text("社員,案件,役,着手\n123,PJ1,担当,2010-03-31\n", "utf-8")
    answer = office.run("load", office.ledger, path, expect=(0,))
    assert len(told(answer)) == 1
