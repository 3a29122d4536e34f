"""Sixteen-bit quantisation as tfjs defines it: w = q * scale + min, one scale and min a weight."""

from typing import NamedTuple

import numpy as np

LEVELS = 65535


class Quantised(NamedTuple):
    """A weight in little-endian uint16, and how to read it."""

    values: np.ndarray
    scale: float
    minimum: float

    def restored(self) -> np.ndarray:
        """The float32 values that a reader gets."""
        return (self.values.astype(np.float64) * self.scale + self.minimum).astype(np.float32)


def quantise(weight: np.ndarray) -> Quantised:
    """The nearest uint16 form; zero is exact when it lies within the range."""
    wide = weight.astype(np.float64)
    low, high = float(wide.min()), float(wide.max())
    if low == high:
        return Quantised(np.zeros(wide.shape, "<u2"), 1.0, low)
    scale = (high - low) / LEVELS
    if low <= 0 <= high:
        low = -round(-low / scale) * scale
    values = np.clip(np.round((wide - low) / scale), 0, LEVELS).astype("<u2")
    return Quantised(values, scale, low)
