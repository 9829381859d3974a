"""What trials in people found, study by study, and what that makes of the usual claims.

Studies carry their design, effects their numbers or bounds, claims their verdicts. What was not
printed stays empty: nothing is imputed. Three trials are held out: only their designs are here,
so that predictions about them can turn out wrong. Nobody knows what most trials found in full,
because means and spreads by arm were not seen for any trial of thinking.
"""
