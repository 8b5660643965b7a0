"""Pure numbers: participation, targets, gaps."""
