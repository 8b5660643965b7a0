"""Who works where: sections, heads, posts, absences."""

from enum import StrEnum


class SectionLevel(StrEnum):
    """階層 of a section."""

    DEPARTMENT = "部"
    DIVISION = "課"
    UNIT = "係"


class HeadKind(StrEnum):
    """区分 of a section's head."""

    HEAD = "長"
    DEPUTY = "代理"
    APPOINTED_BY_HR = "人事指定"


class Grade(StrEnum):
    """職層."""

    STAFF = "係員"
    UNIT_CHIEF = "係長"
    DIVISION_HEAD = "課長"
    DEPARTMENT_HEAD = "部長"


class Employment(StrEnum):
    """任用区分."""

    PERMANENT = "常勤"
    FIXED_TERM = "任期付"
    REAPPOINTED = "再任用"
    ANNUAL = "会計年度任用"
    SECONDED_IN = "派遣受入"


class PostingKind(StrEnum):
    """主務兼務 of a posting."""

    MAIN = "主務"
    CONCURRENT = "兼務"


class LeaveKind(StrEnum):
    """区分 of an absence."""

    LEAVE = "休職"
    CHILDCARE = "育休"
    SECONDED = "派遣・出向"
    OTHER = "その他"
