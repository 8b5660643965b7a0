"""What a confirmer sees: the content of review workbooks, and what carries over into new ones."""
