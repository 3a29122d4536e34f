"""Tokens, the corpus reader, windows and sampling."""

import gzip
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from segue_training.corpus import Selection, read_melodies
from segue_training.made_up_tunes import random_walk_tune
from segue_training.sampler import Sampler, root_weights, transposed
from segue_training.vocabulary import FIRST_PITCH, HOLD, OFF, forget_crossing_note, notes_of, tokens_of
from segue_training.windows import is_worth_learning, load_windows

from .tiny import window_set


def line(source="own", tier="open", meter="4/4", bars=3, key=60):
    """A corpus line: quarter notes up a scale, bar after bar, a little different each time."""
    notes = [[key + (k * (1 + k // 4)) % 12, 4 * k, 4 * k + 4] for k in range(4 * bars)]
    return {"id": "x", "source": source, "tier": tier, "family": source + str(key), "meter": meter, "notes": notes}


class Tokens(unittest.TestCase):
    def test_writes_onsets_holds_and_ends(self):
        tokens = tokens_of([(60, 0, 2), (62, 4, 6)], 8)
        self.assertEqual(tokens.tolist(), [62, HOLD, OFF, HOLD, 64, HOLD, OFF, HOLD])

    def test_a_note_that_touches_the_next_has_no_end_of_its_own(self):
        self.assertEqual(tokens_of([(60, 0, 2), (60, 2, 4)], 4).tolist(), [62, HOLD, 62, HOLD])

    def test_leaves_out_a_pickup(self):
        self.assertEqual(tokens_of([(60, -2, 0), (62, 0, 4)], 4).tolist(), [64, HOLD, HOLD, HOLD])

    def test_comes_back_to_the_same_notes(self):
        for seed in range(30):
            tokens = random_walk_tune(4, seed)
            self.assertTrue((tokens_of(notes_of(tokens), 64) == tokens).all())

    def test_a_window_forgets_the_note_that_crosses_its_start(self):
        window = np.array([HOLD, OFF, HOLD, FIRST_PITCH + 60, OFF], np.uint8)
        self.assertEqual(forget_crossing_note(window).tolist(), [HOLD, HOLD, HOLD, FIRST_PITCH + 60, OFF])


class Windows(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.corpus = Path(folder.name)
        lines = [
            line(),
            line(key=60),
            line("irish", "pd-work", "2/4", key=65),
            line("waltzes", meter="3/4"),
            line("gpl", "copyleft", key=50),
        ]
        with gzip.open(self.corpus / "train.jsonl.gz", "wt") as out:
            out.write("\n".join(json.dumps(entry) for entry in lines))

    def test_keeps_only_grid_meters_and_permissive_tiers(self):
        sources = {melody.source for melody in read_melodies(self.corpus / "train.jsonl.gz")}
        self.assertEqual(sources, {"own", "irish"})

    def test_leaves_sources_and_tiers_out_when_asked(self):
        only_open = Selection(tiers=frozenset({"open"}))
        self.assertEqual(set(load_windows(self.corpus, "train", 32, only_open).sources), {"own"})
        without = Selection(without_sources=frozenset({"own"}))
        self.assertEqual(set(load_windows(self.corpus, "train", 32, without).sources), {"irish"})

    def test_cuts_at_every_bar_and_drops_doubles(self):
        windows = load_windows(self.corpus, "train", 32)
        self.assertEqual(windows.windows_by_source(), {"irish": 2, "own": 2})
        self.assertEqual(windows.tokens.shape, (4, 32))

    def test_silence_and_monotony_are_not_worth_learning(self):
        self.assertFalse(is_worth_learning(tokens_of([(60, 0, 4), (62, 4, 8), (64, 8, 12)], 64)))
        self.assertFalse(is_worth_learning(tokens_of([(60, 4 * k, 4 * k + 4) for k in range(8)], 32)))
        self.assertTrue(is_worth_learning(tokens_of([(60 + k % 3, 4 * k, 4 * k + 4) for k in range(8)], 32)))


class Sampling(unittest.TestCase):
    def test_a_source_counts_by_the_root_of_its_windows(self):
        weights = root_weights(np.array(["a"] * 9 + ["b"]))
        self.assertAlmostEqual(float(weights[:9].sum()), 3.0)
        self.assertAlmostEqual(float(weights[9]), 1.0)

    def test_transposition_moves_every_pitch_of_a_row_alike_and_nothing_else(self):
        tokens = torch.tensor([[FIRST_PITCH + 60, HOLD, OFF, FIRST_PITCH + 67]] * 200)
        moved = transposed(tokens, torch.Generator().manual_seed(1))
        self.assertTrue((moved[:, 1] == HOLD).all() and (moved[:, 2] == OFF).all())
        shift = moved - tokens
        self.assertTrue((shift[:, 0] == shift[:, 3]).all())
        self.assertEqual(sorted(set(shift[:, 0].tolist())), list(range(-6, 7)))

    def test_a_row_at_the_edge_of_the_range_stays_in_it(self):
        tokens = torch.tensor([[FIRST_PITCH, FIRST_PITCH + 127]] * 50)
        self.assertTrue((transposed(tokens, torch.Generator().manual_seed(1)) == tokens).all())

    def test_the_same_seed_draws_the_same_batches(self):
        windows = window_set(2, 20)
        self.assertTrue(torch.equal(Sampler(windows, 5).draw(8), Sampler(windows, 5).draw(8)))


if __name__ == "__main__":
    unittest.main()
