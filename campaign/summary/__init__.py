"""The 2017 summary: what the movement adds up to, for any unit, year, month and responsibility."""
