"""The self-report workbook (自己申告書): its template, its formulas, and how it is issued."""
