"""食い違う行は、ほかのどの行と食い違うかを言う."""

from flow.forms import course, office, report, taken


def test_食い違う2行は_互いの相手のセルを言う() -> None:
    intake = taken(office(), report(course(1), course(2, evidence="別の証跡")))
    told = {one.place.cell: one.what for one in intake.problems}
    assert set(told) == {"A5", "A6"}
    assert "A6" in told["A5"]
    assert "A5" in told["A6"]
    assert "A5" not in told["A5"]
