"""The answer: one sentence with how sure it is, and the document with every number behind it.

``sentence`` says what a course does to a person, ``document`` gives the same as plain data with
stable keys, and ``dependence`` ranks what the answer rests on. Nothing is claimed about memory,
sleep or anxiety: the path of the dose ends inside the neuron.
"""

from threonate.answer.document import document
from threonate.answer.sentence import sentence

__all__ = ["document", "sentence"]
