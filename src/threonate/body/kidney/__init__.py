"""Filtration, and reabsorption up to a soft threshold that moves with the time of day.

This is why supplements hardly move serum magnesium: what is absorbed spills. What sets the
threshold in a person, and how fast it adapts, is not known.
"""
