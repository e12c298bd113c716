"""How does the product feel with the whole country in it? The tree, people and accounts at national size, no papers.

67 province-level units and 774 district-level ones as the official lists have them, beneath them 12.000 grassroots
unions and 120.000 branches with made-up names, 150.000 accounts. Loaded in bulk, past the verbs: nobody wants to wait
for 400.000 of them, and `check_tree` proves afterwards that the tree is as they would have left it.
"""
