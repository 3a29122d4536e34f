"""What a model that knows nothing of the input would reach: the figures to read any accuracy beside."""

from typing import Dict

import numpy as np

from .vocabulary import HOLD, LABELS


def commonest_by_position(tokens: np.ndarray) -> np.ndarray:
    """The most frequent label of each step [T] over training windows."""
    return np.array([np.bincount(column, minlength=LABELS).argmax() for column in tokens.T])


def baseline_accuracies(train: np.ndarray, valid: np.ndarray) -> Dict[str, float]:
    """Step accuracy on `valid` of always holding, and of each position's commonest label in `train`."""
    return {
        "allHold": round(float((valid == HOLD).mean()), 4),
        "perPositionMode": round(float((valid == commonest_by_position(train)).mean()), 4),
    }
