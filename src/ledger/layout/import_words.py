"""How other systems call our columns and words: data for the first proposal of a 取込定義.

A name or a word more is a line more here. What is not here is asked for, never guessed: 主査 is
係長 in one office and 係員 in the next.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from ledger.layout.columns import Column
from ledger.layout.people_lists import APPLIED, SECTION_NAME
from ledger.layout.roster import ROSTER
from ledger.layout.shared import SECTION
from ledger.model.terms import Employment, Grade, HeadKind, LeaveKind


class Meaning(StrEnum):
    """What a column of a file speaks of."""

    NUMBER = "職員番号"
    NAME = "氏名"
    FAMILY = "姓"
    GIVEN = "名"
    KANA = "フリガナ"
    HIRED = "採用日"
    RETIRED = "退職日"
    GRADE = "役職"
    EMPLOYMENT = "任用形態"
    SECTION_CODE = "所属コード"
    SECTION_NAME = "所属名"
    DEPARTMENT_CODE = "部コード"
    DEPARTMENT = "部"
    DIVISION_CODE = "課コード"
    DIVISION = "課"
    UNIT_CODE = "係コード"
    UNIT = "係"
    SECOND_CODE = "兼務所属コード"
    SECOND_NAME = "兼務所属名"
    SINCE = "所属の開始日"
    APPLIED = "適用日"
    LEAVE_KIND = "休職等の区分"
    LEAVE_START = "休職等の開始日"
    LEAVE_END = "休職等の終了日"
    TRAINING_CODE = "研修コード"
    TRAINING = "研修名"
    COMPLETED = "修了日"
    SESSION = "開催回番号"
    EVIDENCE = "証跡"
    RESULT = "結果"


def _of(column: Column, *more: str) -> tuple[str, ...]:
    return (column.header, *column.synonyms, *more)


_ABSENCES = ("休職", "休業", "休職等", "休業等", "休職休業", "休職休業等", "休業休職")
"""What a column of absences begins with; signs between them (・, /) are nothing."""


def _behind(firsts: Iterable[str], endings: Iterable[str]) -> tuple[str, ...]:
    return tuple(first + ending for ending in endings for first in firsts)


HEADERS: Mapping[Meaning, tuple[str, ...]] = MappingProxyType(
    {
        Meaning.NUMBER: _of(
            ROSTER.column("staff_no"),
            *("社員コード", "従業員番号", "従業員コード", "人事番号", "職員整理番号", "整理番号"),
            *("ユーザーID", "利用者ID", "ログインID", "学習者ID", "受講者ID", "ユーザーコード"),
            *("個人コード", "身分証番号", "職員証番号", "Employee ID", "User ID", "Username"),
            *("Personnel Number", "Pers.No.", "PERNR", "EmployeeNo", "Staff ID", "Login ID"),
        ),
        Meaning.NAME: _of(
            ROSTER.column("staff_name"),
            *("職員名漢字", "氏名漢字", "漢字名", "表示名", "ユーザー名", "学習者名", "利用者名"),
            *("ENAME", "Employee Name", "Display Name", "戸籍氏名", "使用氏名"),
        ),
        Meaning.FAMILY: _of(
            ROSTER.column("family_name"), "漢字姓", "姓漢字", "NACHN", "Family Name"
        ),
        Meaning.GIVEN: _of(
            ROSTER.column("given_name"), "漢字名前", "名漢字", "VORNA", "Given Name"
        ),
        Meaning.KANA: _of(
            ROSTER.column("kana"),
            *("氏名ヨミ", "ヨミ", "氏名カナ", "カナ名", "半角カナ氏名", "カタカナ氏名", "Kana"),
        ),
        Meaning.HIRED: (
            *("採用日", "入庁日", "入職日", "入社日", "就職日", "任用日", "任用開始日"),
            "雇用開始日",
            *("採用発令日", "雇入日", "入所日", "Hire Date", "Start Date", "Entry Date"),
        ),
        Meaning.RETIRED: (
            *("退職日", "離職日", "退庁日", "退社日", "退職発令日", "Termination Date"),
            "Leaving Date",
        ),
        Meaning.GRADE: (
            *("職層", "役職名", "役職", "職名", "職位", "職位名", "補職名", "補職", "職階", "職制"),
            *("役職区分", "職層区分", "役付", "階級", "現職名", "現役職", "職務名", "職務の級名"),
            *("PLSTX", "Job Title", "Position", "Title", "役職コード", "職名コード", "職位コード"),
        ),
        Meaning.EMPLOYMENT: (
            *("任用区分", "任用形態", "雇用形態", "雇用区分", "任用種別", "職員区分", "職員種別"),
            *("身分", "身分区分", "身分名", "勤務形態", "採用区分", "雇用種別", "職員の種類"),
            *("任用", "任用名", "雇用", "雇用名", "任用区分コード", "任用形態コード"),
            *("雇用形態コード", "身分コード"),
            *("Employment Type", "Employee Group", "PGTXT"),
        ),
        Meaning.SECTION_CODE: _of(
            SECTION,
            *("組織コード", "現所属コード", "配属コード", "配属先コード", "所属番号", "組織番号"),
            *("課所コード", "新所属コード", "部門コード", "ORGEH", "Org Unit", "Department Code"),
        ),
        Meaning.SECTION_NAME: _of(
            SECTION_NAME,
            *("組織名", "組織", "現所属", "現所属名", "配属先", "配属先名", "配属", "勤務課"),
            *("勤務先", "課所名", "新所属", "新所属名", "部署名漢字", "部門", "部門名", "所属部署"),
            *("ORGTX", "Organizational Unit", "Department", "所属組織", "所属組織名"),
        ),
        Meaning.DEPARTMENT_CODE: ("部コード", "局コード", "部局コード"),
        Meaning.DEPARTMENT: ("部", "部名", "局", "局名", "部局", "部局名", "所属部", "所属部局"),
        Meaning.DIVISION_CODE: ("課コード", "課室コード"),
        Meaning.DIVISION: ("課", "課名", "課室", "課室名", "所属課", "所属課名", "課等", "課等名"),
        Meaning.UNIT_CODE: ("係コード", "班コード", "担当コード"),
        Meaning.UNIT: (
            *("係", "係名", "班", "班名", "担当", "担当名", "係等", "係等名", "所属係", "グループ"),
            "グループ名",
        ),
        Meaning.SECOND_CODE: (
            *("兼務所属コード", "兼務コード", "兼務先コード", "兼務先所属コード", "兼任所属コード"),
            *("併任所属コード", "兼務組織コード", "兼務部署コード", "兼務課コード"),
        ),
        Meaning.SECOND_NAME: (
            *("兼務所属名", "兼務所属", "兼務", "兼務先", "兼務名", "兼務先名", "兼務先所属"),
            *("兼務先所属名", "兼務課", "兼務課名", "兼務部署", "兼務部署名", "兼務組織"),
            *("兼任", "兼任先", "兼任所属", "兼任所属名", "併任", "併任先", "併任所属"),
            *("併任所属名", "兼務組織名"),
        ),
        Meaning.SINCE: (
            *("配属日", "所属開始日", "現所属日", "現所属開始日", "現所属発令日", "所属日"),
            *("現所属異動日", "現所属配属日", "着任日"),
        ),
        Meaning.APPLIED: _of(APPLIED),
        Meaning.LEAVE_KIND: (
            *_behind(_ABSENCES, ("区分", "種別", "名", "事由", "種類", "")),
            *("休暇区分", "在職状態", "在職区分", "在職状況", "在籍状態", "在籍区分", "在籍状況"),
            *("就業状況", "勤務状況"),
        ),
        Meaning.LEAVE_START: _behind(
            _ABSENCES,
            ("開始日", "開始", "期間開始日", "期間開始", "期間自", "自", "始期", "期間始"),
        ),
        Meaning.LEAVE_END: _behind(
            _ABSENCES,
            ("終了日", "終了", "期間終了日", "期間終了", "期間至", "至", "終期", "期間終"),
        ),
        Meaning.TRAINING_CODE: _of(
            ROSTER.column("training_code"), "コースID", "講座ID", "Course ID", "Course Code"
        ),
        Meaning.TRAINING: _of(
            ROSTER.column("training_name"),
            *("コース", "科目", "教材名", "コンテンツ名", "コンテンツ", "プログラム名", "教材"),
            *("研修タイトル", "コースタイトル", "講座タイトル", "カリキュラム名", "研修件名"),
            *("Course", "Course Name", "Course Title", "Course fullname"),
        ),
        Meaning.COMPLETED: _of(
            ROSTER.column("completed_on"),
            *("修了日時", "完了日時", "受講日時", "受講完了日", "受講完了日時", "学習完了日"),
            *("学習完了日時", "終了日時", "受講終了日", "受講終了日時", "修了認定日", "合格日"),
            *("最終受講日", "Completion Date", "Completed On", "Date Completed", "Completed Date"),
            *("Completion Time", "Time Completed"),
        ),
        Meaning.SESSION: _of(ROSTER.column("session_no")),
        Meaning.EVIDENCE: _of(ROSTER.column("evidence"), "修了証番号", "修了証"),
    }
)
"""Headers of other systems by what they speak of, the surest first.

They are compared without signs and brackets; 年月日 is 日, 名称 is 名, CD is コード, No is 番号.
Not here, though near: 個人番号 (マイナンバー), 復職日 (the day after the last one), 任期満了日
(may be renewed).
"""

GENERIC: tuple[str, ...] = (
    "コード",
    "番号",
    "名",
    "区分",
    "種別",
    "開始日",
    "終了日",
    "日",
    "自",
    "至",
)
STEMS: tuple[str, ...] = ("コード", "番号", "名", "区分", "種別", "事由", "開始日", "自")
"""Headers that say something only together with one at their left, and what that one may end in."""

GRADES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("主事", "主事補", "技師", "技師補", "書記", "主任", "主任主事", "主任技師"),
                *("一般職", "一般職員", "一般", "係員級", "主事級", "部員", "職員", "担当"),
                *("事務員", "技術員", "事務職員", "技術職員", "保健師", "保育士", "看護師"),
                *("管理栄養士", "栄養士", "司書", "学芸員", "技能員", "用務員", "調理員"),
            ),
            Grade.STAFF.value,
        ),
        **dict.fromkeys(
            ("係長級", "係長職", "担当係長", "班長", "グループ長", "担当長"),
            Grade.UNIT_CHIEF.value,
        ),
        **dict.fromkeys(
            ("課長級", "課長職", "担当課長", "室長", "所長", "館長", "園長", "場長", "署長"),
            Grade.DIVISION_HEAD.value,
        ),
        **dict.fromkeys(("部長級", "部長職", "局長", "担当部長"), Grade.DEPARTMENT_HEAD.value),
    }
)
"""役職 by which 職層 nobody doubts; 主査, 主幹, 参事, 課長補佐, 次長 … differ and are asked for."""

EMPLOYMENTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("正規", "正規職員", "正職員", "正規任用", "正式任用", "常勤職員", "一般職"),
                *("一般職員", "任期の定めのない常勤職員", "任期の定めのない職員", "正社員"),
                *("常勤一般職", "正規雇用", "プロパー", "一般任用", "条件付採用", "条件附採用"),
            ),
            Employment.PERMANENT.value,
        ),
        **dict.fromkeys(
            (
                *("任期付職員", "任期付任用", "任期付短時間", "任期付短時間勤務職員"),
                *("任期付フルタイム", "特定任期付職員", "一般任期付職員", "育休任期付"),
                *("育休代替任期付", "任期つき", "任期付採用"),
            ),
            Employment.FIXED_TERM.value,
        ),
        **dict.fromkeys(
            (
                *("再任用職員", "再任用フルタイム", "再任用短時間", "再任用短時間勤務"),
                *("再任用短時間勤務職員", "再任用常時勤務", "暫定再任用", "暫定再任用職員"),
                *("暫定再任用短時間", "定年前再任用", "定年前再任用短時間"),
                "定年前再任用短時間勤務",
                *("再任用(フル)", "再任用(短時間)", "暫定再任用フルタイム"),
            ),
            Employment.REAPPOINTED.value,
        ),
        **dict.fromkeys(
            (
                *("会計年度任用職員", "会計年度", "会計年度職員", "会計年度フルタイム"),
                *("会計年度パートタイム", "会計年度任用職員(フルタイム)", "会計年度パート"),
                *("会計年度任用職員(パートタイム)", "会計年度任用(フル)", "会計年度任用(パート)"),
                *("会計年度任用職員フル", "会計年度任用職員パート", "会任", "会計年度短時間"),
            ),
            Employment.ANNUAL.value,
        ),
        **dict.fromkeys(
            (
                *("派遣受入職員", "出向受入", "受入職員", "割愛採用", "割愛", "派遣受け入れ"),
                *("他団体からの派遣", "国・県からの派遣", "交流受入", "研修受入"),
            ),
            Employment.SECONDED_IN.value,
        ),
    }
)
"""任用形態 whose 任用区分 nobody doubts; 非常勤, 臨時, 嘱託, 特別職 … are asked for."""

LEAVES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("病気休職", "休職中", "病休", "療養休職", "心身故障", "心身の故障", "分限休職"),
                *("起訴休職", "専従休職", "刑事休職", "自己啓発等休業", "配偶者同行休業"),
            ),
            LeaveKind.LEAVE.value,
        ),
        **dict.fromkeys(
            ("育児休業", "育児休業中", "育休中", "育児休職", "産後パパ育休"),
            LeaveKind.CHILDCARE.value,
        ),
        **dict.fromkeys(
            ("派遣", "出向", "派遣中", "出向中", "在籍出向", "他団体派遣", "外部派遣", "研修派遣"),
            LeaveKind.SECONDED.value,
        ),
        **dict.fromkeys(
            ("産休", "産前産後休暇", "産前産後休業", "介護休業", "介護休暇", "停職"),
            LeaveKind.OTHER.value,
        ),
    }
)
PRESENT: tuple[str, ...] = (
    *(
        "在職",
        "在職中",
        "在籍",
        "在籍中",
        "勤務",
        "勤務中",
        "現職",
        "現任",
        "通常",
        "就業",
        "就業中",
    ),
    *("なし", "無", "該当なし", "-", "通常勤務", "復職", "復職済"),
)
"""Words of a column of absences that say that there is none."""

NO_POST: tuple[str, ...] = (
    *("なし", "無し", "無", "該当なし", "兼務なし", "-", "*", "0", "00", "000", "0000", "00000"),
)
"""Words of a column of 兼務 that say that there is none."""

HEAD = HeadKind.HEAD.value
NO_HEADS: tuple[str, ...] = ("班長", "グループ長", "次長", "担当部長", "担当課長", "担当係長")
"""Titles that end in 長 and head no section of ours, or not for certain."""

FOR_EVER: tuple[str, ...] = (
    *("9999-12-31", "99991231", "99999999", "0000-00-00", "00000000", "0", "9999-99-99"),
    *("2999-12-31", "29991231", "2099-12-31", "20991231", "9999-3-31", "9999-03-31", "99990331"),
)
"""Last days that mean that there is none."""
