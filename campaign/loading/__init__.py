"""How do activities come in from a sheet that people made? Understood row by row, shown, then written: all or none.

reading.py   one row: what each cell means, and what is wrong with it, by column
authors.py   which unit is meant, among those that the loader may write for
kinds.py     which kind of the catalogue, which other movements
resource.py  the columns, as a django-import-export resource: dry run, validation, writing
sheet.py     the whole file: what it would do, and doing it
"""
