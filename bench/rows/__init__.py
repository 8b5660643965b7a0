"""The measurements: a module for each kind of work, all with the same face (`bench.face.Row`)."""
