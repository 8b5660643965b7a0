"""Reading ordinary workbooks in one pass: parts once inflated, cells once looked at.

An ordinary workbook is written as Excel, LibreOffice and we write them. Whatever is written in
another way is not refused here: it goes whole to the careful reader (`guard`, then `grids`), which
says what is wrong with it, if anything. So what is refused, and why, is decided in one place only.
"""
