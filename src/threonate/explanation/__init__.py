"""Why a number is what it is: its value, who says so, how sure that is, and what hangs on it.

`why` explains whatever has a name: a quantity of a person, a parameter, a law, a salt, a medicine.
`owed_to` goes the other way, from a source to everything that rests on it.
"""

from threonate.explanation.explanation import Explanation, Topic
from threonate.explanation.reason import why
from threonate.explanation.thing import owed_to

__all__ = ["Explanation", "Topic", "owed_to", "why"]
