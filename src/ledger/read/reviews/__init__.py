"""Reading review workbooks (確認表): what confirmers decided, each with its cell."""
