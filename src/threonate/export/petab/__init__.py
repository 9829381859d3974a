"""A problem of calibration leaves for, and comes from, other programs as PEtab version 1 or 2.

PEtab is a model in SBML with tables of parameters, observables, conditions and measurements. A
person's steady day cannot be searched for there, so the model states how it follows the fitted
numbers: every start and every derived number is a product of their powers, exact at the numbers at
which the problem was written and a first approximation around them. Only models that this program
writes are read back; whatever is not understood is refused.
"""

from threonate.export.petab.problem_file import read_petab, write_petab

__all__ = ["read_petab", "write_petab"]
