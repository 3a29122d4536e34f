"""Which sampled tunes count as no tune."""

import numpy as np

from segue_training.prior_samples import describe_samples, is_degenerate, sample_prior
from segue_training.vocabulary import FIRST_PITCH

from .tiny import tunes


def line(*pitches, every=4, length=64):
    tokens = np.zeros(length, np.int64)
    for k, pitch in enumerate(pitches):
        tokens[k * every] = FIRST_PITCH + pitch
    return tokens


def test_silence_a_single_note_and_one_repeated_pitch_are_degenerate():
    assert is_degenerate(line())
    assert is_degenerate(line(60))
    assert is_degenerate(line(*[60] * 9, 62))
    assert not is_degenerate(line(60, 62, 64, 65, 60))


def test_four_empty_bars_among_sixteen_are_degenerate():
    tune = tunes(16, 1).numpy()[0]
    assert not is_degenerate(tune)
    tune[64:128] = 0
    assert is_degenerate(tune)


def test_samples_repeat_with_their_seed(model):
    first, second = (sample_prior(model, 4, 0.5, seed=3) for _ in range(2))
    assert (first == second).all() and first.shape == (4, model.shape.steps)


def test_real_tunes_look_better_than_noise(model):
    figures = describe_samples(sample_prior(model, 8, 1.0, seed=1), tunes(model.shape.bars, 8).numpy())
    assert figures["heldOut"]["inBestMajorKey"] == 1.0 and figures["heldOut"]["degenerate"] == 0.0
    assert figures["inBestMajorKey"] < 1.0
