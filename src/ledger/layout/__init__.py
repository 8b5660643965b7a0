"""Where things stand: every sheet, table and column, declared once."""
