"""The chain from synapse to recall written slowly and on its own, item by item.

Every item is drawn: how well it was stored, the cells of its pattern, the strength of its cue and
the cells that the cue happens to reach. Only the plasticity rule and the network's mean field are
the package's, and both are compared with others in their own tests.
"""

from collections.abc import Mapping

import numpy as np
from scipy.stats import norm

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.hippocampus.ca3 import converge
from threonate.synapse.plasticity import induce

CELLS, SPARSENESS, SPURIOUS, READOUT_NOISE, CRITERION = 330_000, 0.001, 0.001, 0.3, 1.0
BURSTS, SPIKES, INTERVAL, PERIOD = 10, 5, 10.0, 200.0


def recall(day: Mapping[str, float], cue: float, *, items: int, seed: int) -> float:
    """Average the chance of recall over drawn items; ``day`` has the fields of a day's record.

    Terminals are taken to be as before, so that ``density_change`` is 1.
    """
    assert day["density_change"] == 1.0
    source = np.random.default_rng(seed)
    released = _release(day)
    noise = float(
        np.sqrt((1.0 + day["quantal_variation"] ** 2) / (released[:SPIKES].sum() * day["sites"]))
    )
    once = induce(
        day["burst_flux"] * day["receptors"],
        bursts=BURSTS,
        release=released[np.newaxis] / day["release"],
        scale=day["calcium_scale"],
    ).up[0]
    stored = 1.0 - (1.0 - once) ** day["exposures"]
    odds = stored / (1.0 - stored) * np.exp(day["item_variation"] * source.standard_normal(items))
    own = odds / (1.0 + odds)
    size = np.maximum(source.binomial(CELLS, SPARSENESS, items), 1)
    strength = np.exp(day["cue_variation"] * source.standard_normal(items))
    reached = 1.0 - np.exp(-day["cue_gain"] * cue * day["dentate"] * strength)
    memories = day["patterns"] * day["load"]
    ended = converge(
        cells=CELLS,
        sparseness=SPARSENESS,
        connection=day["connection"],
        patterns=memories,
        potentiated=own,
        threshold=day["threshold"],
        inhibition=day["inhibition"],
        valid=source.binomial(size, reached) / size,
        spurious=SPURIOUS,
        noise=noise,
        density=day["density"],
        active=size,
    )
    by_chance = 1.0 - (1.0 - SPARSENESS * stored) ** (memories * SPARSENESS)
    reach = day["schaffer"] * day["density"]
    right, wrong = ended.valid * size, ended.spurious * (CELLS - size)
    inside = reach * (right * (own + (1.0 - own) * by_chance) + wrong * by_chance)
    outside = reach * by_chance * (right + wrong)
    spread = np.sqrt(0.5 * (inside + outside) * (1.0 + noise**2) + READOUT_NOISE)
    return float(norm.cdf((inside - outside) / spread - CRITERION).mean())


def numbers() -> dict[str, float]:
    """The stated numbers of the rooms that a day of the synapse is made of."""
    rooms = ("threonate.synapse", "threonate.hippocampus")
    return {name: number.value for room in rooms for name, number in load_room(room).items()}


def _release(day: Mapping[str, float]) -> Floats:
    """The release of one site at each spike of an exposure, after Tsodyks and Markram."""
    use, ready, released = day["release"], 1.0, []
    for spike in range(1, BURSTS * SPIKES + 1):
        released.append(use * ready)
        gap = INTERVAL if spike % SPIKES else PERIOD - (SPIKES - 1) * INTERVAL
        ready = 1.0 + (ready - use * ready - 1.0) * np.exp(-gap / day["recovery_time"])
        eased = np.exp(-gap / day["facilitation_time"])
        use = day["release"] + use * (1.0 - day["release"]) * eased
    return np.array(released)
