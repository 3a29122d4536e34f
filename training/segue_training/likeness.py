"""How alike decoded and true melodies are, per window, so that means and intervals can be taken later."""

from typing import Dict

import numpy as np

from .vocabulary import FIRST_PITCH
from .windows import STEPS_PER_BAR


def step_accuracy(decoded: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Share of equal labels of each window [N]."""
    return (decoded == true).mean(1)


def accuracy_by_bar(decoded: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Share of equal labels at each bar [bars], over all windows: does it decay?"""
    return (decoded == true).reshape(len(true), -1, STEPS_PER_BAR).mean((0, 2))


def exact_bar_rate(decoded: np.ndarray, true: np.ndarray) -> float:
    """Share of bars whose sixteen labels are all right."""
    return float((decoded == true).reshape(-1, STEPS_PER_BAR).all(1).mean())


def onset_measures(decoded: np.ndarray, true: np.ndarray) -> Dict[str, float]:
    """F1 of onsets at the exact step, and the share of right pitches where both have an onset."""
    ours, theirs = decoded >= FIRST_PITCH, true >= FIRST_PITCH
    both = ours & theirs
    total = int(ours.sum() + theirs.sum())
    return {
        "onsetF1": 2 * int(both.sum()) / total if total else 0.0,
        "pitchAtSharedOnsets": float((decoded == true)[both].mean()) if both.any() else 0.0,
    }


def bootstrap_interval(values: np.ndarray, families: np.ndarray, seed: int = 0, rounds: int = 1000) -> list:
    """A 95 % interval of the mean, by drawing whole tune families with replacement (windows of one tune are alike)."""
    _, index = np.unique(families, return_inverse=True)
    sums, counts = np.bincount(index, values), np.bincount(index)
    random = np.random.default_rng(seed)
    draws = random.integers(0, len(counts), (rounds, len(counts)))
    means = sums[draws].sum(1) / counts[draws].sum(1)
    return [round(float(q), 4) for q in np.quantile(means, [0.025, 0.975])]
