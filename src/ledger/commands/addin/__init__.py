"""The ribbon add-in: built here, put where Excel finds it, looked after, taken away."""
