"""What does a visitor meet who tries the product? A made-up country over the official tree, 2015 to November 2017.

Official units, the conclusion and the real activities are real; everything else is invented, marked
`is_demonstration` where the model can say so, and drawn from one fixed seed. Every paper travels through the desk,
at moments of those years: no state is written by hand.
"""
