"""A domain is what an outcome of a trial is about, whatever test or scale measured it."""

from enum import Enum

from threonate.refusal import Refusal, nearest


class Domain(Enum):
    """What was measured in people; the pooled model answers for those that are ``pooled``."""

    G = "G"
    """Memory and thinking together: a composite of tests, or one screening test."""
    EF = "EF"
    """Planning, switching and speed, such as trail making."""
    WM = "WM"
    """Keeping things in mind, such as digit span."""
    EM = "EM"
    """Learning and recall of what was met."""
    ATT = "ATT"
    SLS = "SLS"
    """Sleep as the sleeper tells it."""
    SLO = "SLO"
    """Sleep as a device records it."""
    ANX = "ANX"
    MOOD = "MOOD"
    AUT = "AUT"
    """Heart rate and its variability."""
    TOL = "TOL"
    """How well a product is borne."""
    PAIN = "PAIN"
    SAFETY = "SAFETY"
    STRESS = "STRESS"
    MGSTATUS = "MGSTATUS"
    DEMENTIA = "DEMENTIA"
    BRAIN = "BRAIN"
    CSF = "CSF"
    MIGRAINE = "MIGRAINE"
    ADHD = "ADHD"

    @property
    def label(self) -> str:
        """The domain in plain words."""
        return _LABEL[self]

    @property
    def pooled(self) -> bool:
        """The pooled model answers for this domain; the others are kept beside it."""
        return self in POOLED

    @classmethod
    def of(cls, text: str) -> "Domain":
        """Give the domain of a short or plain name in any case, such as ``EM`` or ``attention``.

        Raises Refusal with the nearest name for anything else.
        """
        names = {name.casefold(): each for each in cls for name in (each.value, each.label)}
        found = names.get(" ".join(text.split()).casefold())
        if found is None:
            spelt = [name for each in cls for name in (each.value, each.label)]
            raise Refusal(
                f"'{text}' is not a domain of outcomes; use one of "
                f"{', '.join(f'{each.value} ({each.label})' for each in POOLED)}."
                f"{nearest(text, spelt)}"
            )
        return found


_LABEL = {
    Domain.G: "memory and thinking",
    Domain.EF: "executive function",
    Domain.WM: "working memory",
    Domain.EM: "episodic memory",
    Domain.ATT: "attention",
    Domain.SLS: "sleep as felt",
    Domain.SLO: "sleep as recorded",
    Domain.ANX: "anxiety",
    Domain.MOOD: "mood",
    Domain.AUT: "heart rate and its variability",
    Domain.TOL: "tolerability",
    Domain.PAIN: "pain",
    Domain.SAFETY: "safety and medicines",
    Domain.STRESS: "stress",
    Domain.MGSTATUS: "magnesium status",
    Domain.DEMENTIA: "dementia",
    Domain.BRAIN: "brain imaging",
    Domain.CSF: "spinal fluid",
    Domain.MIGRAINE: "migraine",
    Domain.ADHD: "attention deficit",
}

POOLED = tuple(Domain)[: tuple(Domain).index(Domain.TOL) + 1]
"""The domains of the pooled model; what follows them is context."""
