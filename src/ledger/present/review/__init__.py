"""The review workbook (確認表): its tables, its checks, and how they look."""
