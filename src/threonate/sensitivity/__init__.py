"""What matters most: which traits and which unknowns move an answer, and what to measure first.

``sensitivity`` shares the variance of any reported quantity out over what people differ in, or over
what nobody knows, never both at once. ``measure`` says which measurement would shrink the interval
of an answer most. ``factor`` names what varies, ``ignorance`` and ``trait`` turn chances into
versions of a person or into different people, ``design`` says which of them are followed, and
``index`` reads the shares off the answers.
"""

from threonate.sensitivity.analysis import Sensitivity, sensitivity
from threonate.sensitivity.inquiry import Inquiry, measure

__all__ = ["Inquiry", "Sensitivity", "measure", "sensitivity"]
