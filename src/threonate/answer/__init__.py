"""The answer: one sentence with how sure it is, and the document with every number behind it.

``sentence`` says what a course does to a person, ``document`` gives the same as plain data with
stable keys, and ``dependence`` ranks what the answer rests on. What is said about memory comes with
the ladder of its assumptions; nothing is claimed about sleep, anxiety, mood or attention.
"""

from threonate.answer.document import document
from threonate.answer.sentence import sentence

__all__ = ["document", "sentence"]
