"""Cuts melodies into the distinct, non-trivial windows that a model learns from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, List, Tuple

import numpy as np

from .corpus import Melody, Selection, read_melodies
from .vocabulary import FIRST_PITCH, forget_crossing_note, tokens_of

STEPS_PER_BAR = 16
LONGEST_SILENCE = 24
"""Windows with more steps than this between two onsets (or at an edge) teach only to hold."""


@dataclass(frozen=True)
class WindowSet:
    """Windows with, for each, the names of its source and tune family."""

    tokens: np.ndarray
    """uint8 [N, T]"""
    sources: np.ndarray
    """str [N]"""
    families: np.ndarray
    """str [N]"""

    def __len__(self) -> int:
        return len(self.tokens)

    def windows_by_source(self) -> Dict[str, int]:
        """How many windows each source gave."""
        names, counts = np.unique(self.sources, return_counts=True)
        return {str(name): int(count) for name, count in zip(names, counts)}

    def shuffled(self, seed: int) -> "WindowSet":
        """The same windows in a random but repeatable order."""
        return self._rows(np.random.default_rng(seed).permutation(len(self)))

    def first(self, count: int) -> "WindowSet":
        """The first `count` windows."""
        return self._rows(np.arange(min(count, len(self))))

    def _rows(self, rows: np.ndarray) -> "WindowSet":
        return WindowSet(self.tokens[rows], self.sources[rows], self.families[rows])


def is_worth_learning(window: np.ndarray) -> bool:
    """At least a few onsets, three pitches, and no long silence."""
    onsets = np.flatnonzero(window >= FIRST_PITCH)
    if len(onsets) < max(3, len(window) // 11) or len(np.unique(window[onsets])) < 3:
        return False
    edges = np.concatenate([[0], onsets, [len(window)]])
    return int(np.diff(edges).max()) <= LONGEST_SILENCE


def windows_of(melody: Melody, steps: int) -> List[np.ndarray]:
    """Every window of `steps` labels that starts on a multiple of 16 steps."""
    last = max(end for _, _, end in melody.notes)
    length = -(-last // STEPS_PER_BAR) * STEPS_PER_BAR
    tokens = tokens_of(melody.notes, length)
    starts = range(0, length - steps + 1, STEPS_PER_BAR)
    return [forget_crossing_note(tokens[start : start + steps].copy()) for start in starts]


def collect_windows(melodies: Iterable[Melody], steps: int) -> WindowSet:
    """The distinct windows worth learning; of equal ones the first keeps its source and family."""
    seen: Dict[bytes, Tuple[str, str]] = {}
    for melody in melodies:
        for window in windows_of(melody, steps):
            if is_worth_learning(window):
                seen.setdefault(window.tobytes(), (melody.source, melody.family))
    tokens = np.frombuffer(b"".join(seen), np.uint8).reshape(len(seen), steps)
    sources, families = zip(*seen.values()) if seen else ((), ())
    return WindowSet(tokens, np.array(sources, dtype=str), np.array(families, dtype=str))


def load_windows(corpus: Path, split: str, steps: int, selection: Selection = Selection()) -> WindowSet:
    """The windows of `corpus/SPLIT.jsonl.gz`."""
    return collect_windows(read_melodies(Path(corpus) / f"{split}.jsonl.gz", selection), steps)
