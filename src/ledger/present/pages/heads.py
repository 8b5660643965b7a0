"""What stands above the content of a page of lists."""

TITLE_HEIGHT = 27.0
"""Height of the row of a page's title, in points."""
NAME_HEIGHT = 96
"""Points of a header that holds the names of trainings, on five lines at most."""
