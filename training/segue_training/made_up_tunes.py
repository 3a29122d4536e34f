"""Melodies invented by a seeded random walk on a scale: test inputs that belong to nobody."""

import numpy as np

from .vocabulary import Note, tokens_of
from .windows import STEPS_PER_BAR

MAJOR = (0, 2, 4, 5, 7, 9, 11)
LENGTHS = (2, 2, 4, 4, 4, 8)
CHANCE_OF_REST = 0.1
HIGHEST_DEGREE = 14


def random_walk_tune(bars: int, seed: int) -> np.ndarray:
    """Labels [bars * 16] of a tune that wanders over two octaves of a major scale, with a few rests."""
    random = np.random.default_rng(seed)
    key = int(random.integers(55, 67))
    degree = int(random.integers(0, HIGHEST_DEGREE // 2))
    notes: "list[Note]" = []
    step = 0
    while step < bars * STEPS_PER_BAR:
        length = int(random.choice(LENGTHS))
        end = min(step + length, bars * STEPS_PER_BAR)
        if not notes or random.random() > CHANCE_OF_REST:
            octave, place = divmod(degree, len(MAJOR))
            notes.append((key + 12 * octave + MAJOR[place], step, end))
        degree = int(np.clip(degree + random.integers(-2, 3), 0, HIGHEST_DEGREE))
        step = end
    return tokens_of(notes, bars * STEPS_PER_BAR)
