"""What people write and confirm: reports, decisions, facts; the kinds of workbook."""

from enum import StrEnum


class Phase(StrEnum):
    """時期 of a self-report."""

    OPENING = "期首"
    CLOSING = "年度末"


class ReportState(StrEnum):
    """状態 of a person's self-report (申告状況)."""

    NOT_ISSUED = "未配布"
    NOT_SUBMITTED = "未提出"
    SUBMITTED = "提出"
    CONFIRMED = "確認済"
    RETURNED = "差戻し"
    DEFICIENT = "不備"
    CHANGED = "内容変更"


class EnteredBy(StrEnum):
    """入力者区分."""

    SELF = "本人"
    PROXY = "代理"


class Decision(StrEnum):
    """判定 of a confirmer on a whole report (結果)."""

    CONFIRM = "確認"
    RETURN = "差戻し"
    HOLD = "保留"


class LineDecision(StrEnum):
    """採否 of a confirmer on one line."""

    ACCEPT = "採用"
    REJECT = "否認"


class Confirmation(StrEnum):
    """確認 of a fact."""

    CONFIRMED = "済"
    PENDING = "未"
    REJECTED = "否認"


class Source(StrEnum):
    """出所 of an attendance."""

    ROSTER = "名簿"
    REPORT = "申告"


class ProjectKind(StrEnum):
    """種別 of a project."""

    BPR = "BPR"
    LOGO_FORM = "LoGoフォーム"
    RPA = "RPA"
    BI = "BI"
    PROPOSAL = "改善提案"
    OTHER = "その他"


class Role(StrEnum):
    """役割 in a project."""

    LEAD = "リード"
    COLEAD = "共同リード"
    MEMBER = "担当"
    MENTOR = "後進育成"


class Answer(StrEnum):
    """回答 to a survey question."""

    YES = "はい"
    NO = "いいえ"
    NONE = "無回答"


class EventKind(StrEnum):
    """種別 of an event."""

    DX_MEETING = "DX連携会議"
    PRESENTATION = "成果発表会"
    BRIEFING = "説明会"
    OTHER = "その他"


class BookKind(StrEnum):
    """The kinds of workbook, as `_meta` names them."""

    LEDGER = "ledger"
    SELF_REPORT = "self-report"
    REVIEW = "review"
    REPORT = "report"
    EXTRACT = "extract"
    PUBLICATION = "publication"
    FEDERATION = "federation"

    @property
    def label(self) -> str:
        """The Japanese name of the kind."""
        return _BOOK_LABELS[self]


_BOOK_LABELS = {
    BookKind.LEDGER: "台帳",
    BookKind.SELF_REPORT: "自己申告書",
    BookKind.REVIEW: "確認表",
    BookKind.REPORT: "レポート",
    BookKind.EXTRACT: "DX部門への共有",
    BookKind.PUBLICATION: "公表用の資料",
    BookKind.FEDERATION: "広域集計",
}
