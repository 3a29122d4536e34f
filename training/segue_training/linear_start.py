"""
Starts the upper level of a hierarchical model from a solution instead of from noise.

A phrase encoder and a conductor that begin at random must first learn to remember sixteen bars, which takes them most of
a training. But the best *linear* code of the bars' conditions is known in closed form, and LSTMs can compute it:

- Windows begin anywhere in a tune, so the statistics of bar conditions hardly depend on the bar's number, and the
  principal components over a whole window are close to Fourier waves over the bars times directions of one bar.
- A wave is a pair of numbers that turns by a fixed angle per bar. An LSTM with constant gates and small values is linear,
  h' = f h + o i (W h + B x), so with W = (turn - f) / (o i) it turns its state exactly so. Run forward from z it plays
  the waves (conductor); fed with bars it gathers their amplitudes (phrase encoder, both directions).
- The latent dimensions are the amplitudes, whitened, with the noise that "reverse water-filling" gives for a number of
  bits: the optimal Gaussian code for that rate.

Directions are weighed by how strongly the core decoder reads them. Everything stays trainable.
"""

import math
from dataclasses import dataclass
from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor, nn

from .bar_autoencoder import BarProjection
from .music_vae import MusicVae
from .vocabulary import LABELS

SMALL = 0.12
"""The size of hidden values that stand for one standard deviation: small enough for tanh to be linear."""
GATE, FORGET = 2.0, 0.0
"""Biases of the input and output gates, and of the forget gate."""
RIDGE = 1e-3


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


def start_linearly(model: MusicVae, projection: BarProjection, embeddings: Tensor, bits: float) -> BarStatistics:
    """Sets the upper level from a sample of bar embeddings [N, S, 2E] for a code of about `bits` bits."""
    statistics = measure_bars(model, projection, embeddings)
    noise = water_filling(statistics, model.shape.latent, bits)
    with torch.no_grad():
        _set_phrase_encoder(model, statistics, noise)
        _set_conductor(model, statistics)
        _set_core_inputs(model, statistics, noise)
    return statistics


@torch.no_grad()
def measure_bars(model: MusicVae, projection: BarProjection, embeddings: Tensor) -> BarStatistics:
    """Statistics of bars in windows drawn as in training."""
    segments = embeddings.shape[1]
    conditions = projection(embeddings)
    x, e = embeddings.reshape(-1, embeddings.shape[2]), conditions.reshape(-1, conditions.shape[2])
    x_mean, e_mean = x.mean(0), e.mean(0)
    reading = torch.cat([model.core_start.weight, model.core.weight_ih_l0[:, LABELS:]])
    metric = reading.t() @ reading
    metric = metric / metric.diagonal().mean() + 0.05 * torch.eye(len(metric))
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
        amplitudes = torch.einsum("fu,nud->fnd", fourier_basis(segments, frequency), weighed).reshape(-1, weighed.shape[2])
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


def _turning(statistics: BarStatistics, size: int) -> Tensor:
    """The block matrix [size, size] that turns every wave's pair (p, q) on by one bar."""
    turn = torch.zeros(size, size)
    for place, wave in _places(statistics):
        angle = 2 * math.pi * wave.frequency / statistics.segments
        if wave_size(wave, statistics.segments) == 1:
            turn[place, place] = math.cos(angle)
        else:
            c, s = math.cos(angle), math.sin(angle)
            turn[place : place + 2, place : place + 2] = torch.tensor([[c, s], [-s, c]])
    return turn


def _places(statistics: BarStatistics) -> List[Tuple[int, Wave]]:
    places, place = [], 0
    for wave in statistics.waves:
        places.append((place, wave))
        place += wave_size(wave, statistics.segments)
    return places


def _make_linear(lstm: nn.LSTM, suffix: str, turn: Tensor, inputs: Tensor, offset: Tensor) -> None:
    """Makes the first units of an LSTM follow h' = turn h + inputs x + offset; units beyond them keep their own start."""
    units, size = len(turn), lstm.hidden_size
    gate, forget = torch.sigmoid(torch.tensor(GATE)).item(), torch.sigmoid(torch.tensor(FORGET)).item()
    weight_in, weight = getattr(lstm, f"weight_ih_{suffix}"), getattr(lstm, f"weight_hh_{suffix}")
    bias = getattr(lstm, f"bias_ih_{suffix}")
    for block, value in ((0, GATE), (1, FORGET), (2, 0.0), (3, GATE)):
        rows = slice(block * size, block * size + units)
        weight_in[rows], weight[rows], bias[rows] = 0.0, 0.0, value
        getattr(lstm, f"bias_hh_{suffix}")[rows] = 0.0
    candidate = slice(2 * size, 2 * size + units)
    gain = gate * gate
    weight[candidate, :units] = (turn - forget * torch.eye(units)) / gain
    weight_in[candidate] = inputs / gain
    bias[candidate] = offset / gain


def _set_phrase_encoder(model: MusicVae, statistics: BarStatistics, sigma: Tensor) -> None:
    latent, segments, width = model.shape.latent, statistics.segments, model.shape.encoder
    if latent > width:
        raise ValueError("the linear start needs an encoder at least as wide as z")
    reading = torch.zeros(latent, model.phrase_encoder.input_size)
    forward, backward = torch.zeros(latent, latent), torch.zeros(latent, latent)
    for place, wave in _places(statistics):
        angle = 2 * math.pi * wave.frequency / segments
        height = float(fourier_basis(segments, wave.frequency)[0, 0])
        reading[place] = SMALL * height / math.sqrt(wave.variance) * (statistics.to_weighed @ wave.direction)
        # The units gather sums of y_t turned (15 - t) times forward, t times backward; the read-out turns them to phase 0.
        if wave_size(wave, segments) == 1:
            forward[place, place] = math.cos(angle * (segments - 1))
            backward[place, place] = 1.0
        else:
            c, s = math.cos(angle), math.sin(angle)
            pair = slice(place, place + 2)
            # Turned by (c, s; -s, c): forward gathers (sum cos((t+1)a) y, sum sin((t+1)a) y), backward (cos ta, -sin ta).
            forward[pair, pair] = torch.tensor([[c, s], [-s, c]])
            backward[pair, pair] = torch.tensor([[1.0, 0.0], [0.0, -1.0]])
    offset = -(reading @ statistics.embedding_mean)
    turn = _turning(statistics, latent)
    for suffix in ("l0", "l0_reverse"):
        _make_linear(model.phrase_encoder, suffix, turn, reading, offset)
    gain = torch.sqrt(1 - sigma**2)[:, None] / SMALL
    model.mu.weight.zero_()
    model.mu.weight[:, :latent] = 0.5 * gain * forward
    model.mu.weight[:, width : width + latent] = 0.5 * gain * backward
    model.mu.bias.zero_()
    model.sigma.weight.zero_()
    model.sigma.bias.copy_(torch.log(torch.expm1(sigma)))


def _set_conductor(model: MusicVae, statistics: BarStatistics) -> None:
    latent, width = model.shape.latent, model.shape.conductor
    if latent > width:
        raise ValueError("the linear start needs a conductor at least as wide as z")
    turn = _turning(statistics, latent)
    _make_linear(model.conductor, "l0", turn, torch.zeros(latent, 1), torch.zeros(latent))
    back = SMALL * turn.t()  # one turn before the first bar; waves beyond those chosen stay still at zero
    model.conductor_start.weight.zero_()
    model.conductor_start.bias.zero_()
    cell, hidden = slice(0, latent), slice(width, width + latent)
    model.conductor_start.weight[cell] = back / torch.sigmoid(torch.tensor(GATE)).item()
    model.conductor_start.weight[hidden] = back


def _set_core_inputs(model: MusicVae, statistics: BarStatistics, sigma: Tensor) -> None:
    """The core decoder reads waves where it read conditions: the map between them goes into its weights."""
    read = torch.zeros(model.shape.conductor, model.shape.conductor)
    for place, wave in _places(statistics):
        height = float(fourier_basis(statistics.segments, wave.frequency)[0, 0])
        gain = height * math.sqrt((1 - float(sigma[place]) ** 2) * wave.variance) / SMALL
        read[:, place] = gain * (wave.direction @ statistics.from_weighed)
    model.core_start.bias += model.core_start.weight @ statistics.condition_mean
    model.core_start.weight.copy_(model.core_start.weight @ read)
    into = model.core.weight_ih_l0[:, LABELS:].clone()
    model.core.bias_ih_l0 += into @ statistics.condition_mean
    model.core.weight_ih_l0[:, LABELS:] = into @ read
