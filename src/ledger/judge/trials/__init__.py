"""試算: what somebody wants to change, the tables as they would be, whose Step moves, and why."""
