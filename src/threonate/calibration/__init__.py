"""Numbers of the model are fitted to somebody's own data: a best value, and a posterior about it.

Every set of numbers is a person of one crowd, so that one call of the kernel looks at dozens. The
search is SciPy's, the walkers are emcee's, and a prior is the number's own doubt. What is fitted is
only as good as the stated errors of the measurements and the model itself.
"""

from threonate.calibration.data import Data, Participant
from threonate.calibration.fit import Fit, fit, steady_problem
from threonate.calibration.measurement import Measurement, read_measurements
from threonate.calibration.posterior import Posterior, read_posterior, write_posterior
from threonate.calibration.prior import Prior, Whose, read_prior

__all__ = [
    "Data",
    "Fit",
    "Measurement",
    "Participant",
    "Posterior",
    "Prior",
    "Whose",
    "fit",
    "read_measurements",
    "read_posterior",
    "read_prior",
    "steady_problem",
    "write_posterior",
]
