"""How many held-out windows were met in training, in the same or another key: short ones are common property."""

from typing import Set

import numpy as np

from .vocabulary import FIRST_PITCH


def in_one_key(tokens: np.ndarray) -> np.ndarray:
    """Windows [N, T] moved so that the first onset of each is at pitch 64: equal if they differ by a transposition."""
    wide = tokens.astype(np.int16)
    onsets = wide >= FIRST_PITCH
    first = wide[np.arange(len(wide)), onsets.argmax(1)][:, None]
    return np.where(onsets, wide - first + FIRST_PITCH + 64, wide)


def share_met(train: np.ndarray, held_out: np.ndarray) -> float:
    """The share of held-out windows that occur in training up to transposition."""
    met: Set[bytes] = {row.tobytes() for row in in_one_key(train)}
    return round(float(np.mean([row.tobytes() in met for row in in_one_key(held_out)])), 4)
