"""Data that the product carries: the default policy, names for the demo, built workbooks."""
