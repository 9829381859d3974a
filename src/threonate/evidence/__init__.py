"""How the model knows what it knows: sources, parameters and grades of certainty.

Every number of the model is a parameter with a source, a place in that source, a spread between
people, a doubt about the number itself and a grade. What nobody knows is kept here too: a number
that was assumed says so and why, and one that could not be checked is marked unverified.
"""
