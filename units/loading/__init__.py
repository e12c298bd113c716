"""How do units, head-counts, people and posts come in from Excel, and go out in the same shape?

A file is read once (`rows`, by the columns and formats of a resource), compared with what is here in memory (`plan`:
new, changed, moved, closed, wrong, row by row), shown, and then written whole or not at all. The dry run writes
nothing, not even to roll it back; the writing makes the plan anew and refuses where it is no longer what was shown.

cells.py       what may stand in a cell
rows.py        a file as rows of values, with what cannot be read
plan.py        what a file would do, and its sign
units/         units: columns, the plan against the tree, writing
headcounts.py  head-counts
people/        people with posts and accounts
kinds.py       the three kinds by name
runs.py        a file on its way: uploaded, checked, written, left and taken up again
"""
