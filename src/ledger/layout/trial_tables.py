"""試算条件: what HR writes down to see what it would do, before it is decided."""

from ledger.layout.columns import ByRow, FittingWords, Group, Table, choice, code, text, whole
from ledger.layout.setting_columns import SETTING_COLUMNS
from ledger.layout.shared import PERSONA, STEP, TOOL, may
from ledger.model.terms import CriterionKind, TrialKind
from ledger.model.trial_words import LABELS

EMPTIED = "（空欄）"
"""What stands for an emptied cell of Step条件; a blank one leaves it as it is."""

_KEYS = {name: SETTING_COLUMNS[key] for key, label in LABELS.items() for name in (key, label)}

TRIAL_CHANGES = Table(
    key="trial_changes",
    title="試算条件",
    group=Group.POLICY,
    columns=(
        text(
            "trial",
            "案",
            width=10,
            note="同じ案の行は、いっしょに試す。案ごとに比べられる。空欄も1つの案",
        ),
        choice("change", "変えるもの", TrialKind, required=True, width=14),
        text(
            "setting",
            "設定の項目",
            width=24,
            note="「設定」の行だけに書く",
            fitting=FittingWords(
                by="change", words={TrialKind.SETTING.value: tuple(LABELS.values())}
            ),
        ),
        text(
            "value",
            "設定の値",
            width=14,
            note="試す値。○か×、通算か継続、数、日付など、シート「設定」と同じ書き方",
            by_row=ByRow(by="setting", columns=_KEYS),
        ),
        may(PERSONA).but(note="だれの条件かStepか。「研修を全員が修了」では、空欄は全職員"),
        may(STEP),
        whole("criterion_no", "条件番号", low=1, note="足すときは、空欄なら続きの番号"),
        TOOL.but(note=f"空欄は今のまま。{EMPTIED} は人材像全体、* は有効なツールごと"),
        choice("kind", "種別", CriterionKind, note="足すときに書く。空欄は今のまま"),
        code(
            "object_code",
            "対象コード",
            width=16,
            note=f"研修かグループ、資格名など(「研修を全員が修了」では、その研修)。"
            f"空欄は今のまま。{EMPTIED} は対象なし",
        ),
        whole("amount", "必要数", low=1, note="空欄は今のまま。足すときに空欄なら1"),
        code(
            "any_of",
            "選択組",
            note=f"空欄は今のまま。{EMPTIED} は必須にする",
        ),
    ),
    note="設定・Step条件・Step・研修を、決める前に試す所。ボタン「試算」が読む。ほかの表は変わらない",
    since=3,
)

TABLES = (TRIAL_CHANGES,)
