"""From what stands in a cell to a typed value, or to what is wrong with it."""
