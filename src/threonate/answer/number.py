"""A number as a person reads it: few digits, thousands apart, and a true minus sign."""

import math

NOTHING = 1e-9
"""Amounts smaller than this are rounding, not magnesium."""

UNDEFINED = "not defined"
"""What is shown where a number does not exist, such as a percentage of nothing."""


def figures(value: float, *, digits: int = 3) -> str:
    """Write a number to so many significant digits; digits before the point are never dropped."""
    if not math.isfinite(value):
        return UNDEFINED
    if abs(value) < NOTHING:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return _minus(f"{value:,.{decimals}f}")


def signed(value: float, *, digits: int = 2) -> str:
    """Write a change with its sign."""
    text = figures(value, digits=digits)
    return f"+{text}" if math.isfinite(value) and value > NOTHING else text


def percent(value: float) -> str:
    """Write a percentage without its sign for per cent: a tenth below 10, whole above."""
    if not math.isfinite(value):
        return UNDEFINED
    rounded = f"{value:,.0f}" if abs(value) >= 9.95 else f"{value:.1f}"
    return _minus("0.0" if rounded == "-0.0" else rounded)


def signed_percent(value: float) -> str:
    """Write a relative change, as '+2.9 %'."""
    text = percent(value)
    if text == UNDEFINED:
        return text
    return f"+{text} %" if value > 0 and text != "0.0" else f"{text} %"


def counted(count: float, noun: str) -> str:
    """Say how many, as '12 weeks' or '1 day'."""
    return f"{count:,.6g} {noun}{'' if count == 1 else 's'}"


def span(days: float) -> str:
    """Say how long, in whole weeks where it is a number of them."""
    if days % 7 == 0 and days:
        return counted(days / 7, "week")
    return counted(round(days, 2), "day")


def finite(value: float) -> float | None:
    """Give JSON a number, or nothing where there is none."""
    return float(value) if math.isfinite(value) else None


def _minus(text: str) -> str:
    return text.replace("-", "−")
