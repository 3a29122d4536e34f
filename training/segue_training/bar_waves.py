"""The best linear code of a tune's bars: waves over the bars, and how many bits each is worth."""

import math
from dataclasses import dataclass
from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from .bar_autoencoder import BarProjection
from .music_vae import MusicVae
from .vocabulary import LABELS

RIDGE = 1e-3
"""Keeps the fit of conditions from embeddings sound where embeddings hardly vary."""
EVEN_WEIGHT = 0.05
"""The weight of directions that the core decoder does not read (yet), against the mean of those it does."""


class Wave(NamedTuple):
    """One or two latent dimensions: a wave over the bars in one direction of the bars' conditions."""

    frequency: int
    direction: Tensor
    variance: float


@dataclass
class BarStatistics:
    """What is known of bars: means, a linear map from embeddings to weighed conditions, and the waves."""

    embedding_mean: Tensor
    condition_mean: Tensor
    to_weighed: Tensor
    """[2E, C]: (embedding - mean) @ to_weighed is about the weighed condition"""
    from_weighed: Tensor
    """[C, C]: weighed @ from_weighed is the condition less its mean"""
    waves: List[Wave]
    segments: int

    def places(self) -> List[Tuple[int, Wave]]:
        """Every wave with the first of its latent dimensions."""
        places, place = [], 0
        for wave in self.waves:
            places.append((place, wave))
            place += wave_size(wave, self.segments)
        return places


@torch.no_grad()
def measure_bars(model: MusicVae, projection: BarProjection, embeddings: Tensor) -> BarStatistics:
    """Statistics of bars in windows drawn as in training."""
    segments = embeddings.shape[1]
    conditions = projection(embeddings)
    x, e = embeddings.reshape(-1, embeddings.shape[2]), conditions.reshape(-1, conditions.shape[2])
    x_mean, e_mean = x.mean(0), e.mean(0)
    reading = torch.cat([model.core_start.weight, model.core.weight_ih_l0[:, LABELS:]])
    metric = reading.t() @ reading
    metric = metric / metric.diagonal().mean() + EVEN_WEIGHT * torch.eye(len(metric))
    weigh = torch.linalg.cholesky(metric)
    weighed = ((e - e_mean) @ weigh).reshape(len(embeddings), segments, -1)
    centred = x - x_mean
    gram = centred.t() @ centred
    gram.diagonal().add_(RIDGE * gram.diagonal().mean())
    to_weighed = torch.linalg.solve(gram, centred.t() @ weighed.reshape(len(x), -1))
    waves = principal_waves(weighed, model.shape.latent)
    return BarStatistics(x_mean, e_mean, to_weighed, torch.linalg.inv(weigh), waves, segments)


def fourier_basis(segments: int, frequency: int) -> Tensor:
    """The one or two orthonormal waves [1 or 2, segments] of a frequency."""
    angle = 2 * math.pi * frequency / segments * torch.arange(segments)
    if frequency in (0, segments // 2):
        return torch.cos(angle)[None] / math.sqrt(segments)
    return torch.stack([torch.cos(angle), torch.sin(angle)]) * math.sqrt(2 / segments)


def principal_waves(weighed: Tensor, dimensions: int) -> List[Wave]:
    """The waves that carry most variance of [N, S, C], as many as fit into `dimensions`."""
    segments = weighed.shape[1]
    candidates: List[Wave] = []
    for frequency in range(segments // 2 + 1):
        amplitudes = torch.einsum("fu,nud->fnd", fourier_basis(segments, frequency), weighed).reshape(
            -1, weighed.shape[2]
        )
        variances, directions = torch.linalg.eigh(amplitudes.t() @ amplitudes / len(amplitudes))
        candidates += [Wave(frequency, d, float(v)) for d, v in zip(directions.t().flip(0), variances.flip(0))]
    candidates.sort(key=lambda wave: -wave.variance)
    chosen: List[Wave] = []
    left = dimensions
    for wave in candidates:
        size = wave_size(wave, segments)
        if size <= left:
            chosen.append(wave)
            left -= size
        if not left:
            break
    return chosen


def wave_size(wave: Wave, segments: int) -> int:
    """Latent dimensions of a wave: a cosine and a sine, except at the ends of the spectrum."""
    return 1 if wave.frequency in (0, segments // 2) else 2


def water_filling(statistics: BarStatistics, dimensions: int, bits: float) -> Tensor:
    """sigma [Z] of the optimal Gaussian code: the same distortion in every dimension that is worth coding."""
    variances = torch.tensor(
        [wave.variance for wave in statistics.waves for _ in range(wave_size(wave, statistics.segments))],
        dtype=torch.double,
    )
    low, high = 0.0, float(variances.max())
    for _ in range(60):
        level = (low + high) / 2
        rate = 0.5 * torch.log2((variances / level).clamp(min=1.0)).sum()
        low, high = (level, high) if rate > bits else (low, level)
    sigma = torch.sqrt((level / variances).clamp(max=1.0))
    filled = torch.ones(dimensions, dtype=torch.double)
    filled[: len(sigma)] = sigma
    return filled.float()
