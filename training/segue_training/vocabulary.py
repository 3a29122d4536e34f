"""The 130 labels of a melody on the sixteenth grid, in the checkpoint's own order."""

from typing import List, Sequence, Tuple

import numpy as np

HOLD = 0
"""No event: the sounding note goes on, or the rest does."""
OFF = 1
"""The sounding note ends here and a rest begins."""
FIRST_PITCH = 2
"""The onset of MIDI pitch p is label FIRST_PITCH + p."""
LABELS = FIRST_PITCH + 128
NOTHING = LABELS
"""Stands for the all-zero input: before the first step, or a previous label that was blanked. Never a target."""

Note = Tuple[int, int, int]
"""(MIDI pitch, start step, end step)."""


def tokens_of(notes: Sequence[Note], length: int) -> np.ndarray:
    """Labels [length] of a monophonic melody; notes that start before step 0 (a pickup) are left out."""
    tokens = np.zeros(length, np.uint8)
    end = 0
    for pitch, start, stop in notes:
        if start < 0 or start >= length:
            continue
        if 0 < end < start:
            tokens[end] = OFF
        tokens[start] = FIRST_PITCH + pitch
        end = min(stop, length)
    if 0 < end < length:
        tokens[end] = OFF
    return tokens


def notes_of(tokens: Sequence[int]) -> List[Note]:
    """The melody of labels: an end with nothing sounding is ignored, a last open note is held to the end."""
    notes: List[Note] = []
    sounding = None
    for step, token in enumerate(tokens):
        if token == HOLD:
            continue
        if sounding is not None:
            notes.append((sounding[0], sounding[1], step))
            sounding = None
        if token >= FIRST_PITCH:
            sounding = (int(token) - FIRST_PITCH, step)
    if sounding is not None:
        notes.append((sounding[0], sounding[1], len(tokens)))
    return notes


def forget_crossing_note(window: np.ndarray) -> np.ndarray:
    """
    Applies the window rule in place: a note that began before the window is lost, so an end before the
    first onset means nothing and becomes HOLD. Segue treats a user's melody alike.
    """
    onsets = np.flatnonzero(window >= FIRST_PITCH)
    window[: onsets[0] if len(onsets) else len(window)] = HOLD
    return window
