"""What each button does, whatever program has the book open."""
