"""From recall to test scores: word lists, norms by age, practice and the noise of a retest.

How much a person of an age recalls is known from thousands of healthy people, and so is how far two
tests of one person differ. Nobody has shown that what a synapse gains reaches a word list: only the
change comes from the mechanism, and it is joined to the scores by an assumption about odds.
"""
