"""How the learning rate and beta move over a stage; `progress` runs from 0 to 1 with the clock."""

import math

FLOOR = 0.01
"""The share of the learning rate that is left at the end."""


def learning_rate(peak: float, progress: float, step: int, warm_up: int = 200) -> float:
    """A short linear rise, then half a cosine down to FLOOR of the peak."""
    cosine = FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
    return peak * cosine * min(1.0, (step + 1) / warm_up)


def annealed(most: float, seen: int, over: int) -> float:
    """beta: a linear rise over the first `over` sequences."""
    return most if over <= 0 else most * min(1.0, seen / over)
