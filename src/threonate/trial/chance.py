"""A chance is told as people count it, never as certain when it is not."""


def in_100(share: float) -> str:
    """Write a chance such as '37 in 100'."""
    if 0.0 < share < 0.01:
        return "less than 1 in 100"
    if 0.99 < share < 1.0:
        return "more than 99 in 100"
    return f"{100.0 * share:.0f} in 100"
