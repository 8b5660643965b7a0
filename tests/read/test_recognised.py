"""Which table a CSV belongs to, told by its headers alone."""

import pytest

from ledger.read.table_detection import table_of


@pytest.mark.parametrize(
    ("headers", "table"),
    [
        pytest.param("職員番号,研修名,修了日", "attendances", id="研修の名簿"),
        pytest.param("社員番号,研修コード,修了日", "attendances", id="名簿の別の言い方"),
        pytest.param("職員番号,研修コード,修了日,開催回番号,出所,確認", "attendances", id="受講"),
        pytest.param("職員番号,氏名,採用日", "staff", id="職員"),
        pytest.param("所属コード,所属名,階層", "sections", id="所属"),
        pytest.param("所属コード,職員番号,区分,開始日", "heads", id="所属長"),
        pytest.param("職員番号,所属コード,主務兼務,開始日", "postings", id="所属履歴"),
        pytest.param("職員番号,区分,開始日,終了日", "leaves", id="休職等"),
        pytest.param("職員番号,人材像コード,開始日", "assignments", id="人材像付与"),
        pytest.param("職員番号,人材像コード,ツールコード,正式Step", "prior_steps", id="前年度判定"),
        pytest.param("開催回番号,研修コード,開催日,状態", "sessions", id="開催回"),
        pytest.param("職員番号,氏名", None, id="必須の見出しがない"),
        pytest.param("職員番号,修了日", None, id="どの研修か分からない名簿"),
        pytest.param("日付,主菜", None, id="ほかの物"),
        pytest.param("", None, id="空"),
    ],
)
def test_見出しから表を見分ける(headers: str, table: str | None) -> None:
    assert table_of(headers.split(",")) == table
