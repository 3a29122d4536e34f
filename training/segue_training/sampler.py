"""Draws training batches: sources balanced, every row moved to a random key."""

import numpy as np
import torch
from torch import Tensor

from .vocabulary import FIRST_PITCH, LABELS
from .windows import WindowSet

WIDEST_SHIFT = 6
"""Semitones up or down."""


def root_weights(sources: np.ndarray) -> np.ndarray:
    """A weight per window, so that a source is drawn in proportion to the square root of its window count."""
    names, index, counts = np.unique(sources, return_inverse=True, return_counts=True)
    return (np.sqrt(counts) / counts)[index]


def transposed(tokens: Tensor, generator: torch.Generator, widest: int = WIDEST_SHIFT) -> Tensor:
    """Every row moved by its own uniform shift; a row that would leave the range stays where it is."""
    shift = torch.randint(-widest, widest + 1, (len(tokens), 1), generator=generator, device=generator.device)
    moved = torch.where(tokens >= FIRST_PITCH, tokens + shift.to(tokens.device), tokens)
    outside = ((tokens >= FIRST_PITCH) & ((moved < FIRST_PITCH) | (moved >= LABELS))).any(1, keepdim=True)
    return torch.where(outside, tokens, moved)


class Sampler:
    """An endless supply of batches."""

    def __init__(
        self,
        windows: WindowSet,
        seed: int,
        device: torch.device = torch.device("cpu"),
        widest_shift: int = WIDEST_SHIFT,
    ):
        self.widest_shift = widest_shift
        self.generator = torch.Generator(device).manual_seed(seed)
        self.tokens = torch.tensor(windows.tokens, device=device)
        self.cumulative = torch.from_numpy(root_weights(windows.sources).cumsum()).to(device)

    def draw_rows(self, size: int) -> Tensor:
        """Indices [size] of windows, drawn with replacement."""
        device = self.tokens.device
        point = torch.rand(size, dtype=torch.double, generator=self.generator, device=device)
        return torch.searchsorted(self.cumulative, point * self.cumulative[-1]).clamp(max=len(self.tokens) - 1)

    def tokens_of(self, rows: Tensor) -> Tensor:
        """Labels [size, T], int64, in the keys they were written in."""
        return self.tokens[rows].long()

    def draw(self, size: int) -> Tensor:
        """Labels [size, T], int64, each row in a random key."""
        return transposed(self.tokens_of(self.draw_rows(size)), self.generator, self.widest_shift)
