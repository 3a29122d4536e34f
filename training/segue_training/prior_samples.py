"""Tunes decoded from nothing (z ~ N(0, I)): how many of them are no tune at all?"""

from typing import Dict

import numpy as np
import torch

from .free_running import decode
from .music_vae import MusicVae
from .vocabulary import FIRST_PITCH
from .windows import STEPS_PER_BAR

FEWEST_ONSETS = 2
"""Fewer onsets than this in a stretch of STRETCH_BARS is degenerate."""
STRETCH_BARS = 4
COMMONEST_PITCH = 0.8
"""A larger share of one pitch among the onsets is degenerate."""


def is_degenerate(tokens: np.ndarray) -> bool:
    """Fewer than two onsets in some four bars (or in the whole, if shorter), or nearly always the same pitch."""
    onsets = tokens >= FIRST_PITCH
    stretch = min(STRETCH_BARS * STEPS_PER_BAR, len(tokens))
    if onsets.reshape(-1, stretch).sum(1).min() < FEWEST_ONSETS:
        return True
    return bool(np.bincount(tokens[onsets]).max() / onsets.sum() > COMMONEST_PITCH)


def sample_prior(model: MusicVae, count: int, temperature: float, seed: int) -> np.ndarray:
    """Labels [count, T] of tunes drawn from the prior."""
    device = model.output.weight.device
    generator = torch.Generator().manual_seed(seed)
    z = torch.randn(count, model.shape.latent, generator=generator).to(device)
    torch.manual_seed(seed)
    return decode(model, z, temperature).cpu().numpy()


def describe_samples(tokens: np.ndarray, reference: np.ndarray) -> Dict[str, object]:
    """Plain figures of sampled tunes beside the same figures of real ones."""
    return {"samples": len(tokens), **_figures(tokens), "heldOut": _figures(reference)}


def _figures(tokens: np.ndarray) -> Dict[str, float]:
    onsets = tokens >= FIRST_PITCH
    sizes = [np.abs(np.diff(row[on].astype(int))) for row, on in zip(tokens, onsets)]
    steps = np.concatenate(sizes) if sizes else np.zeros(0)
    return {
        "degenerate": round(float(np.mean([is_degenerate(row) for row in tokens])), 4),
        "onsetsPerBar": round(float(onsets.mean() * STEPS_PER_BAR), 2),
        "meanInterval": round(float(steps.mean()) if len(steps) else 0.0, 2),
        "leapsOverAnOctave": round(float((steps > 12).mean()) if len(steps) else 0.0, 4),
        "inBestMajorKey": round(float(np.mean([_in_key(row[on]) for row, on in zip(tokens, onsets)])), 4),
        "distinct": round(len(np.unique(tokens, axis=0)) / len(tokens), 4),
    }


def _in_key(onsets: np.ndarray) -> float:
    """The largest share of onsets that any major scale holds (its relative minor is the same set of pitches)."""
    if not len(onsets):
        return 0.0
    classes = np.bincount((onsets - FIRST_PITCH) % 12, minlength=12)
    scale = np.array([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1])
    return float(max((classes * np.roll(scale, key)).sum() for key in range(12)) / classes.sum())
