"""A trial is read from a form, field by field, so that each mistake stands beside its field."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from threonate.dose import Salt
from threonate.lab.form import Form
from threonate.lab.trial_field import ARMS, ENDPOINTS, OF_ARM, OF_ENDPOINT
from threonate.mind.practice import Form as Version
from threonate.people.ages import Ages
from threonate.people.criterion import Criterion
from threonate.refusal import Refusal
from threonate.studies.belief import convention
from threonate.studies.domain import Domain
from threonate.studies.study import load_studies
from threonate.trial.arm import USUAL_SALT, Arm, Dose
from threonate.trial.design import Analysis, Design, Inclusion, Onset
from threonate.trial.endpoint import QUANTITIES, DomainEndpoint, Endpoint, QuantityEndpoint

Choice = TypeVar("Choice", bound=Enum)

LONGEST_NAME = 60
UNNAMED = "My trial"


@dataclass(frozen=True, slots=True)
class TrialForm:
    """What was typed, by field, and the form that gathers what is wrong with it."""

    typed: Mapping[str, str]
    form: Form

    def design(self) -> Design | None:
        """Read the whole design; nothing where a field is wrong, which the form then tells."""
        arms, endpoints, people = self._arms(), self._endpoints(), self._people()
        parts = self._parts()
        if self.form.errors or not arms or not endpoints or people is None:
            return None
        with self.form.field():
            return Design(arms=arms, endpoints=endpoints, people=people, **parts)
        return None

    def _parts(self) -> dict[str, Any]:
        """Everything but arms, endpoints and people; each is tried in a design that is sound."""
        parts: dict[str, Any] = {
            "name": self._name("name", UNNAMED),
            "study": self._read("study", _study, ""),
            "combination": self._text("combination") == "yes",
            "sponsor": self._read("sponsored", _sponsor, 0.0),
            "analysis": self._choice("model", Analysis, Analysis.ANCOVA),
            "onset": self._choice("onset", Onset, Onset.FITTED),
        }
        weeks = self._read("weeks", _number)
        if weeks is None:
            self.form.errors.setdefault("weeks", "Say how many weeks it lasts, such as 12.")
            weeks = 12.0
        parts |= self._tried("weeks", weeks=weeks, visits=(weeks,))
        visits = self._read("visits", _numbers) or (weeks,)
        if "weeks" not in self.form.errors:
            parts |= self._tried("visits", weeks=weeks, visits=visits)
        low = self._read("adherence_low", _share, 1.0)
        high = self._read("adherence_high", _share, 1.0)
        parts |= self._tried("adherence_low", adherence=(low, high))
        for name, key, usual in (
            ("drop_out", "drop_out", 0.0),
            ("unblinded", "unblinded", 0.0),
        ):
            parts |= self._tried(name, **{key: self._read(name, _share, usual)})
        return parts | self._tried("alpha", alpha=self._read("alpha", _number, 0.05))

    def _tried(self, name: str, **parts: Any) -> dict[str, Any]:
        """Try parts in a design that is sound otherwise, so that a refusal is about them alone."""
        with self.form.field(name):
            replace(_sound(), **parts)
        return parts

    def _arms(self) -> tuple[Arm, ...]:
        found = []
        names = set[str]()
        for i in range(1, ARMS + 1):
            if self._is_used(f"arm{i}", OF_ARM):
                arm = self._arm(f"arm{i}", f"arm {i}")
                if arm is not None:
                    found.append(arm)
                    if arm.name in names:
                        self.form.errors.setdefault(
                            f"arm{i}_name", f"Two arms are called '{arm.name}'; rename one."
                        )
                    names.add(arm.name)
        if not found:
            self.form.errors.setdefault("arm1_dose", "Say what the first arm takes a day.")
        elif not self.form.errors and sum(arm.control for arm in found) != 1:
            self.form.errors["arm1_dose"] = (
                "Exactly one arm takes 'placebo', with which the others are compared."
            )
        elif not self.form.errors and len(found) < 2:
            self.form.errors["arm2_dose"] = "Say what the other arm takes, such as 'placebo'."
        return tuple(found)

    def _is_used(self, row: str, fields: tuple[str, ...]) -> bool:
        # Choices always say something; only what is typed tells that a row is meant.
        chosen = ("salt", "measure", "form")
        return any(self._text(f"{row}_{field}") for field in fields if field not in chosen) or bool(
            self._text(f"{row}_measure")
        )

    def _arm(self, row: str, usual: str) -> Arm | None:
        name = self._name(f"{row}_name", usual)
        dose_typed = self._text(f"{row}_dose")
        if not dose_typed:
            self.form.errors[f"{row}_dose"] = (
                "Say what this arm takes a day, such as '2000 mg', '25 mg/kg' or 'placebo'."
            )
        dose = self._read(f"{row}_dose", Dose.of)
        salt = self._read(f"{row}_salt", Salt.find, Salt.find(USUAL_SALT))
        count = self._read(f"{row}_n", _count)
        if count is None:
            self.form.errors.setdefault(f"{row}_n", "Say how many people this arm takes in.")
        left = self._read(f"{row}_drop_out", _share)
        if left is not None and left >= 1.0:
            self.form.errors[f"{row}_drop_out"] = "Somebody has to stay; write less than 100."
        if count is None or any(name.startswith(f"{row}_") for name in self.form.errors):
            return None
        with self.form.field(f"{row}_n"):
            return Arm(name, count, dose, salt, control=dose is None, drop_out=left)
        return None

    def _endpoints(self) -> tuple[Endpoint, ...]:
        found = []
        names = set[str]()
        for i in range(1, ENDPOINTS + 1):
            row = f"endpoint{i}"
            if self._is_used(row, OF_ENDPOINT):
                endpoint = self._endpoint(row, f"endpoint {i}")
                if endpoint is not None:
                    found.append(endpoint)
                    if endpoint.name in names:
                        self.form.errors.setdefault(
                            f"{row}_name", f"Two are called '{endpoint.name}'; rename one."
                        )
                    names.add(endpoint.name)
        if not found:
            self.form.errors.setdefault("endpoint1_measure", "Choose what is measured.")
        return tuple(found)

    def _endpoint(self, row: str, usual: str) -> Endpoint | None:
        measure = self._text(f"{row}_measure")
        name = self._name(f"{row}_name", usual)
        effects = self._read(f"{row}_effect", _numbers)
        if not measure:
            self.form.errors[f"{row}_measure"] = "Choose what is measured."
        elif measure in QUANTITIES:
            return self._level(row, name, measure, effects)
        else:
            return self._test(row, name, effects)
        return None

    def _test(self, row: str, name: str, effects: tuple[float, ...] | None) -> Endpoint | None:
        domain = self._read(f"{row}_measure", Domain.of)
        parts: dict[str, Any] = {
            "retest": self._read(f"{row}_retest", _number, convention("retest_in_trials")),
            "reliability": self._read(f"{row}_reliability", _number),
            "form": self._choice(f"{row}_form", Version, Version.SAME),
            "effect": effects or (convention("noticeable"),),
        }
        if domain is None:
            return None
        with self.form.field(f"{row}_measure"):
            DomainEndpoint(name, domain)
            for key, part in parts.items():
                with self.form.field(f"{row}_{key}"):
                    DomainEndpoint(name, domain, **_renamed({key: part}))
        if any(each.startswith(f"{row}_") for each in self.form.errors):
            return None
        return DomainEndpoint(name, domain, **_renamed(parts))

    def _level(
        self, row: str, name: str, measure: str, effects: tuple[float, ...] | None
    ) -> Endpoint | None:
        spread = self._read(f"{row}_spread", _number)
        change = self._read(f"{row}_change_sd", _number)
        for key, value, what in (
            ("spread", spread, "how much people differ, in per cent, such as 8"),
            ("change_sd", change, "how much an untreated person changes, in per cent, such as 5"),
            ("effect", effects, "which changes are worth finding, in per cent, such as 5"),
        ):
            if value is None:
                self.form.errors.setdefault(f"{row}_{key}", f"For a level, say {what}.")
        if spread is None or change is None or effects is None:
            return None
        with self.form.field(f"{row}_effect"):
            QuantityEndpoint(name, measure, 1.0, 1.0, effects)
        with self.form.field(f"{row}_spread"):
            QuantityEndpoint(name, measure, spread, min(spread, 1.0), (1.0,))
        with self.form.field(f"{row}_change_sd"):
            return QuantityEndpoint(name, measure, spread, change, effects)
        return None

    def _people(self) -> Inclusion | None:
        ages = None
        mean, sd = self._read("age_mean", _number), self._read("age_sd", _number)
        edges = self._read("age", Ages.of) or Ages()
        with self.form.field("age_mean"):
            ages = Ages(low=edges.low, high=edges.high, mean=mean, sd=sd)
        egfr = self._read("egfr", lambda text: Criterion.of("egfr", text))
        women = self._read("women", _share)
        if ages is None:
            return None
        return Inclusion(
            ages=ages,
            women=women,
            criteria=() if egfr is None else (egfr,),
            impaired=self._text("impaired") == "yes",
        )

    def _text(self, name: str) -> str:
        return self.typed.get(name, "").strip()

    def _name(self, name: str, usual: str) -> str:
        found: str = self._read(name, _name, usual)
        return found

    def _read(self, name: str, parse: Callable[[str], Any], usual: Any = None) -> Any:
        found = self.form.read(name, self._text(name), parse)
        return usual if found is None else found

    def _choice(self, name: str, kind: type[Choice], usual: Choice) -> Choice:
        def parse(text: str) -> Choice:
            for member in kind:
                if member.value == text:
                    return member
            allowed = ", ".join(str(member.value) for member in kind)
            raise Refusal(f"'{text[:40]}' is none of {allowed}.")

        chosen: Choice = self._read(name, parse, usual)
        return chosen


def _sound() -> Design:
    """A design that is sound, with one part after another replaced by what was typed."""
    arms = tuple(
        Arm(name, 1000, dose, Salt.find(USUAL_SALT), control=dose is None)
        for name, dose in (("threonate", Dose.of("2000 mg")), ("control", None))
    )
    return Design(UNNAMED, 12.0, (12.0,), arms, (DomainEndpoint("composite", Domain.G),))


def _renamed(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {("effects" if key == "effect" else key): value for key, value in parts.items()}


def _name(text: str) -> str:
    name = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise Refusal(f"The name has {len(name)} letters; use at most {LONGEST_NAME}.")
    return name


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Refusal(f"'{text[:40]}' is not a number; write digits with a point, such as 12.5.")
    return value


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(_number(each) for each in text.replace(",", " ").replace(";", " ").split())


def _count(text: str) -> int:
    value = _number(text.replace(",", ""))
    if value != int(value):
        raise Refusal(f"'{text[:40]}' is not a whole number of people.")
    return int(value)


def _share(text: str) -> float:
    value = _number(text.removesuffix("%").strip())
    if not 0.0 <= value <= 100.0:
        raise Refusal(f"'{text[:40]}' is not a share of people or doses; write 0 to 100 per cent.")
    return round(value / 100.0, 12)


def _sponsor(text: str) -> float:
    known = {"no": 0.0, "yes": 1.0, "unknown": convention("sponsor_unknown")}
    if text not in known:
        raise Refusal(f"'{text[:40]}' is none of {', '.join(known)}.")
    return known[text]


def _study(text: str) -> str:
    if text not in load_studies():
        raise Refusal(f"There is no study '{text[:40]}'; What trials found lists them.")
    return text
