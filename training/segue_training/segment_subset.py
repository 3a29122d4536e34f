"""Trains the core decoder on a few bars of each melody: under teacher forcing they are independent given their conditions."""

import torch
from torch import Tensor

from .losses import reconstruction
from .music_vae import MusicVae


def random_segments(rows: int, segments: int, count: int, device: torch.device) -> Tensor:
    """`count` different segments of each row [rows, count], every choice equally likely."""
    return torch.rand(rows, segments, device=device).argsort(1)[:, :count]


def picked(tokens: Tensor, chosen: Tensor, segments: int) -> Tensor:
    """The chosen segments of labels [B, T], time first [L, B * count]."""
    rows = torch.arange(len(tokens), device=tokens.device)[:, None]
    cut = tokens.reshape(len(tokens), segments, -1)[rows, chosen]
    return cut.reshape(-1, cut.shape[-1]).t().contiguous()


def subset_reconstruction(
    model: MusicVae, tokens: Tensor, previous: Tensor, conditions: Tensor, count: int
) -> Tensor:
    """
    An unbiased estimate, at count / segments of the cost, of the cross-entropy summed over steps and averaged over
    rows. `previous` [B, T] is already shifted, so one label crosses each bar line.
    """
    segments = model.shape.segments
    count = min(count, segments) if count else segments
    chosen = random_segments(len(tokens), segments, count, tokens.device)
    rows = torch.arange(len(tokens), device=tokens.device)[:, None]
    condition = conditions[rows, chosen].reshape(-1, model.shape.condition)
    logits = model.core_logits(picked(previous, chosen, segments), condition)
    return reconstruction(logits, picked(tokens, chosen, segments)) * (segments / count) / len(tokens)
