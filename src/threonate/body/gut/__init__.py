"""Dissolution, the stomach, four stretches of small bowel and the colon.

Magnesium is taken up along the whole bowel by transport that levels off and by seepage that does
not, so a large dose is absorbed in a smaller share than a small one. How each salt dissolves in a
person, and what the colon contributes, nobody has measured well.
"""
