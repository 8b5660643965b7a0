"""What the product costs beside what else would do the work: `make bench`."""
