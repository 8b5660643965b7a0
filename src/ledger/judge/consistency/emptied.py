"""課 that everybody has left for another one: renamed or closed, and still in every share of 課."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ledger.judge.consistency_places import place
from ledger.judge.holders import in_post
from ledger.judge.organisation import Organisation, Section, organisation_of
from ledger.judge.population import main_sections
from ledger.layout.frames import Tables
from ledger.layout.people_tables import SECTIONS
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.terms import PostingKind, SectionLevel


def emptied_divisions(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find 課 that count, have nobody on the 基準日, and whose people are elsewhere that day.

    One whose people have retired is vacant, and no finding; nor is one that never had anybody.
    """
    as_of = policy.settings.as_of
    organisation, data = organisation_of(tables), tables[SECTIONS.key]
    people = in_post(tables, as_of)
    homes = {
        number: organisation.division_of(code)
        for number, code in main_sections(tables, as_of).items()
        if number in people
    }
    before = _before(tables, organisation)
    for row, code in data["section_code"].items():
        section = organisation.sections.get(str(code))
        if section is None or not _counts(section) or section.code in homes.values():
            continue
        gone = Counter(
            home for one in before.get(section.code, ()) if (home := homes.get(one)) is not None
        )
        if gone:
            target = organisation.sections[gone.most_common(1)[0][0]]
            yield Problem.of(
                "section-emptied",
                place(SECTIONS, data, "section_code", row),
                section=f"{code} {section.name}",
                day=as_of.isoformat(),
                count=gone.total(),
                other=f"{target.code} {target.name}",
            )


def _counts(section: Section) -> bool:
    is_division = section.level == SectionLevel.DIVISION
    return is_division and section.counted and section.merged_into is None


def _before(tables: Tables, organisation: Organisation) -> Mapping[str, set[str]]:
    """Return whose 主務 ever was in each 課, or below it."""
    rows = tables["postings"]
    rows = rows[rows["kind"] == PostingKind.MAIN.value].dropna(subset=["staff_no", "section_code"])
    found: dict[str, set[str]] = {}
    for number, code in zip(rows["staff_no"], rows["section_code"], strict=True):
        division = organisation.division_of(str(code))
        if division is not None:
            found.setdefault(division, set()).add(str(number))
    return found
