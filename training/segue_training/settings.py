"""Everything that a training run can be told."""

from dataclasses import dataclass
from typing import Tuple

from .objectives import ElboOptions
from .shape import ModelShape

BARS, FROZEN, ALL = "bars", "frozen", "all"
"""The stages of a hierarchical model: one bar at a time; the bar encoder frozen; everything. A flat model has only ALL."""


@dataclass(frozen=True)
class StagePlan:
    """One stage and how long it takes."""

    name: str
    minutes: float


@dataclass(frozen=True)
class TrainingSettings:
    """See the command line's help for what each does."""

    stages: Tuple[StagePlan, ...]
    elbo: ElboOptions = ElboOptions()
    batch: int = 64
    rate: float = 1e-3
    clip: float = 1.0
    seed: int = 1
    threads: int = 1
    widest_shift: int = 6
    bar_batch: int = 128
    bar_rate: float = 2e-3
    bar_clip: float = 1.0
    bar_noise: float = 0.15
    imitation_weight: float = 0.1
    inner_rate: float = 0.3
    """Share of the rate for parts that an earlier stage has trained (bar encoder, core decoder)."""
    report_seconds: float = 120.0
    report_windows: int = 512
    linear_start: bool = False
    """Whether the frozen stage begins from linear_start.py; the conductor then speaks a language of its own, so it is
    not held to imitating the bar projection."""


def planned_stages(
    shape: ModelShape, minutes: float, shares: Tuple[float, float] = (0.15, 0.5)
) -> Tuple[StagePlan, ...]:
    """The usual stages; `shares` are the parts of the time for one bar at a time and for the frozen bar encoder."""
    if not shape.hierarchical:
        return (StagePlan(ALL, minutes),)
    rest = 1.0 - sum(shares)
    plan = ((BARS, shares[0]), (FROZEN, shares[1]), (ALL, rest))
    return tuple(StagePlan(name, minutes * share) for name, share in plan if share > 1e-9)
