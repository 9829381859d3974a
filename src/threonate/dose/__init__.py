"""From the label to the dose: what is swallowed, when, in which salt, and how it dissolves.

A label names a compound; this room works out the elemental magnesium and the threonate in it, and
lays a plan out as doses on a clock of hours. Chemistry decides what a label can say, so the
magnesium fraction of every salt follows from its formula. How much of a salt dissolves in a person,
and how fast, nobody has measured for most forms: those numbers are assumptions and graded so.
"""

from threonate.dose.amount import Amount, parse_amount
from threonate.dose.clock import format_clock, parse_clock
from threonate.dose.dose import Dose, Route
from threonate.dose.events import Schedule, read_events, read_schedules, write_events
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.plan import Plan, parse_split
from threonate.dose.product import Product
from threonate.dose.regimen import Regimen
from threonate.dose.regimen_document import write_regimen
from threonate.dose.regimen_file import read_regimen
from threonate.dose.salt import Salt, Solubility, load_salts
from threonate.dose.titration import FIRST_WEEK, NO_TITRATION, Portion, Step, Titration

__all__ = [
    "FIRST_WEEK",
    "MAGNESIUM_MASS",
    "NO_TITRATION",
    "Amount",
    "Dose",
    "Plan",
    "Portion",
    "Product",
    "Regimen",
    "Route",
    "Salt",
    "Schedule",
    "Solubility",
    "Step",
    "Titration",
    "format_clock",
    "load_salts",
    "parse_amount",
    "parse_clock",
    "parse_split",
    "read_events",
    "read_regimen",
    "read_schedules",
    "write_events",
    "write_regimen",
]
