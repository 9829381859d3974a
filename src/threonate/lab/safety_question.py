"""What a check and a plan ask: one form for both, so that nothing is lost on the way."""

from __future__ import annotations

from pydantic import Field

from threonate.lab.page import Question, asking


class SafetyQuestion(Question):
    """A person, what they mean to take, and their day, as written; what is empty is not known."""

    age: str = Field("", description="Age in years.")
    sex: str = Field("", description="female or male.")
    weight: str = Field("", description="Weight in kg, or with its unit.")
    egfr: str = Field("", description="Estimated filtration, mL/min per 1.73 m2.")
    egfr_months: str = Field("", description="How many months old the eGFR is.")
    creatinine: str = Field("", description="Creatinine in mg/dL, or with its unit.")
    serum: str = Field("", description="Serum magnesium with its unit, such as '0.85 mmol/L'.")
    heart_rate: str = Field("", description="Heart rate at rest, per minute.")
    systolic: str = Field("", description="Upper blood pressure in mmHg.")
    days_without_stool: str = Field("", description="Days without stool.")
    pregnant: str = Field("", description="yes, or empty.")
    breastfeeding: str = Field("", description="yes, or empty.")
    condition: tuple[str, ...] = Field((), description="A condition by its name.")
    other_condition: str = Field("", description="Other conditions, one a line.")
    unread: tuple[str, ...] = Field((), description="A condition of a record that is not known.")
    symptom: tuple[str, ...] = Field((), description="A symptom by its name.")
    medicines: str = Field("", description="A medicine a line, with its times where known.")
    another: str = Field("", description="One more medicine, added to the list.")
    other: str = Field("", description="Other magnesium, one product a line, with the amount.")
    place: str = Field("", description="EU, UK, US or CA: whose limits hold.")
    by_clinician: str = Field("", description="yes where a clinician knows of it and follows it.")
    strict: str = Field("", description="yes to ask the longest gaps that any source asks.")
    dose: str = Field("", description="A day's amount of the compound with its unit.")
    times: str = Field("", description="Times of the doses, such as '08:00, 21:30'.")
    split: str = Field("", description="The share at each time, such as '1/3, 2/3'.")
    magnesium: str = Field("", description="Magnesium that the label states for the day.")
    weeks: str = Field("", description="For how many weeks it is taken.")
    wake: str = Field("", description="When the person wakes.")
    sleep: str = Field("", description="When the person falls asleep; may be after midnight.")
    meals: str = Field("", description="A meal a line, such as 'breakfast 07:30'.")
    goal: str = Field("", description="memory or sleep.")
    capsule: str = Field("", description="The compound in one capsule, by its label.")
    once: str = Field("", description="yes for one intake a day.")
    weekly: str = Field("", description="Medicines taken on one day of the week, one a line.")
    yesterday: str = Field("", description="Yesterday's times, to change little.")
    start: str = Field("", description="The first day, such as 2026-03-01; today if empty.")
    reader: str = Field("", description="person or professional: for whom the words are.")
    ask: str = Field("", description="yes where the form was sent, even if nothing is filled in.")

    @property
    def is_asked(self) -> bool:
        """Something was asked; an address without a question shows the form alone."""
        return self != type(self)(reader=self.reader)

    @property
    def medicine_lines(self) -> tuple[str, ...]:
        """Every medicine as it was typed, the one more at the end, each line once."""
        return tuple(dict.fromkeys((*lines(self.medicines), *lines(self.another))))

    def gathered(self) -> SafetyQuestion:
        """The same question with the one more medicine in the list."""
        return self.model_copy(update={"medicines": "\n".join(self.medicine_lines), "another": ""})

    def address(self, path: str, **changes: str) -> str:
        """The address of this question under ``path``, with some answers changed."""
        return asking(path, {**self.model_dump(), **changes})


NOT_OF_THE_PERSON = (
    *("dose", "times", "split", "magnesium", "weeks", "wake", "sleep", "meals", "goal", "capsule"),
    *("once", "weekly", "yesterday", "start", "strict", "reader", "ask"),
)
"""What tells of the dose, the day and the page, and not of who takes it."""


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
