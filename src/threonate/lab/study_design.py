"""A study design is what was tried in whom and who paid; never what came out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from threonate.studies.study import Study

PAID = {
    True: "its maker ran or paid for it",
    False: "independent of its maker",
    None: "who paid was not verified",
}


class StudyDesign(BaseModel):
    """One trial of the compound by design alone; ``kept_apart`` marks one that is held out."""

    model_config = ConfigDict(frozen=True)

    id: str
    label: str
    design: str
    people: str
    dose: str
    sponsor: str
    paid: str
    linked: bool | None
    risk: str
    status: str
    kept_apart: bool
    reported: bool
    verified: bool
    note: str
    citation: str
    address: str


def designs() -> tuple[StudyDesign, ...]:
    """Every trial of the compound in people, the ones that are held out last."""
    from threonate.studies.study import load_studies

    found = [design_of(study) for study in load_studies().values() if study.is_of_compound]
    return tuple(sorted(found, key=lambda each: each.kept_apart))


def designs_of(labels: Iterable[str]) -> tuple[StudyDesign, ...]:
    """The designs of the studies with these labels."""
    from threonate.studies.study import load_studies

    wanted = set(labels)
    return tuple(design_of(study) for study in load_studies().values() if study.label in wanted)


def design_of(study: Study) -> StudyDesign:
    """Tell one design."""
    from threonate.report.evidence import dose, people
    from threonate.studies.study import Use

    held = study.use is Use.HELDOUT
    blind = "" if study.blinded in ("", "none") else f", {study.blinded} blind"
    return StudyDesign(
        id=study.id,
        label=study.label,
        design=f"{study.design}{blind}",
        people=people(study),
        dose=dose(study),
        sponsor=study.sponsor or "not known",
        paid=PAID[study.linked],
        linked=study.linked,
        risk=study.risk.value,
        status=study.status,
        kept_apart=held,
        reported=study.reported,
        verified=study.verified,
        note=study.note,
        citation=study.citation,
        address=study.address,
    )
