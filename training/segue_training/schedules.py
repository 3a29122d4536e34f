"""How the learning rate and beta move over a stage; `progress` runs from 0 to 1 with the clock."""

import math

FLOOR = 0.01
"""The share of the learning rate that is left at the end."""
STEEREST = 50.0
"""The most that steering multiplies or divides beta by."""


def learning_rate(peak: float, progress: float, step: int, warm_up: int = 200) -> float:
    """A short linear rise, then half a cosine down to FLOOR of the peak."""
    cosine = FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
    return peak * cosine * min(1.0, (step + 1) / warm_up)


def steered(factor: float, bits: float, target: float, gain: float = 0.004) -> float:
    """
    The next factor on beta: it grows while the KL is above its target and shrinks while it is below, by the relative
    error times `gain` (dual ascent on a constrained objective, as in GECO, arXiv 1810.00597).
    """
    if target <= 0:
        return factor
    return min(STEEREST, max(1 / STEEREST, factor * math.exp(gain * (bits - target) / target)))


def annealed(most: float, seen: int, over: int) -> float:
    """beta: a linear rise over the first `over` sequences."""
    return most if over <= 0 else most * min(1.0, seen / over)
