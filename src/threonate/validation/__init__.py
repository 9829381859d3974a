"""Every published number that the model can be asked for, beside what it answers.

An anchor says what was published, whether it helped to set the model's numbers or was held out, and
in which band the model's value passes, decided from the published spread. A protocol lets the model
do what the study did. Nothing is hidden: a miss stays, with the reason as far as it is known.
"""

from threonate.validation.anchor import FIGURES, Anchor, Use, load_anchors
from threonate.validation.figure import write_figures
from threonate.validation.verdict import Verdict, to_json, validate

__all__ = [
    "FIGURES",
    "Anchor",
    "Use",
    "Verdict",
    "load_anchors",
    "to_json",
    "validate",
    "write_figures",
]
