"""Windows that were met in training."""

import numpy as np

from segue_training.overlap import share_met
from segue_training.vocabulary import FIRST_PITCH

from .tiny import tunes


def test_a_transposed_window_counts_as_met_and_a_changed_one_does_not():
    train = tunes(2, 20).numpy().astype(np.uint8)
    higher = np.where(train >= FIRST_PITCH, train + 3, train)
    changed = higher.copy()
    for row in changed:
        row[np.flatnonzero(row >= FIRST_PITCH)[-1]] += 1
    assert share_met(train, np.concatenate([higher, changed])) == 0.5
