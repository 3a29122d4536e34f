"""Tiny models and tunes that the tests share."""

import numpy as np
import torch

from segue_training.made_up_tunes import random_walk_tune
from segue_training.music_vae import MusicVae
from segue_training.shape import ModelShape
from segue_training.windows import WindowSet

FLAT = ModelShape(bars=2, encoder=12, latent=6, decoder=10)
LONG = ModelShape(bars=4, segments=4, encoder=8, latent=6, conductor=14, decoder=10)


def model_of(shape: ModelShape, seed: int = 3) -> MusicVae:
    """A model whose every weight is random, biases too, and large enough to matter."""
    torch.manual_seed(seed)
    model = MusicVae(shape)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.4)
    return model


def tunes(bars: int, count: int, seed: int = 0) -> torch.Tensor:
    """Made-up tunes [count, T]."""
    return torch.tensor(np.stack([random_walk_tune(bars, seed + k) for k in range(count)])).long()


def window_set(bars: int, count: int) -> WindowSet:
    """The same as windows of two sources, one three times as large as the other."""
    sources = np.array(["large" if k % 4 else "small" for k in range(count)])
    return WindowSet(tunes(bars, count).numpy().astype(np.uint8), sources, np.array([f"f{k}" for k in range(count)]))
