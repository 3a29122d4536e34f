"""Reads a melody corpus: gzipped JSON lines, one melody a line."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import FrozenSet, Iterator, Tuple

from .vocabulary import Note

GRID_METERS = frozenset({"4/4", "2/2", "2/4"})
"""Metres whose bar lines fall on multiples of 16 or 8 steps: a window of 16-step bars fits them."""
DEFAULT_TIERS = frozenset({"open", "pd-work"})


@dataclass(frozen=True)
class Melody:
    """One line of the corpus."""

    source: str
    family: str
    meter: str
    notes: Tuple[Note, ...]


@dataclass(frozen=True)
class Selection:
    """Which lines to keep."""

    meters: FrozenSet[str] = GRID_METERS
    tiers: FrozenSet[str] = DEFAULT_TIERS
    without_sources: FrozenSet[str] = frozenset()

    def keeps(self, line: dict) -> bool:
        """Whether this line takes part."""
        return (
            line["meter"] in self.meters
            and line.get("tier", "open") in self.tiers
            and line["source"] not in self.without_sources
        )


def read_melodies(file: Path, selection: Selection = Selection()) -> Iterator[Melody]:
    """The melodies of one split file that the selection keeps, in file order."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for text in lines:
            line = json.loads(text)
            if selection.keeps(line):
                notes = tuple((int(p), int(s), int(e)) for p, s, e in line["notes"])
                yield Melody(line["source"], line["family"], line["meter"], notes)
