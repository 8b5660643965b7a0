"""台帳点検: what is wrong in policy and people, each finding with its sheet and cell."""
