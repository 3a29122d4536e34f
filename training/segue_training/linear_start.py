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

import torch
from torch import Tensor, nn

from .bar_autoencoder import BarProjection
from .bar_waves import BarStatistics, fourier_basis, measure_bars, water_filling, wave_size
from .music_vae import MusicVae
from .vocabulary import LABELS

SMALL = 0.12
"""The size of hidden values that stand for one standard deviation: small enough for tanh to be linear."""
GATE, FORGET = 2.0, 0.0
"""Biases of the input and output gates, and of the forget gate."""


def start_linearly(model: MusicVae, projection: BarProjection, embeddings: Tensor, bits: float) -> BarStatistics:
    """Sets the upper level from a sample of bar embeddings [N, S, 2E] for a code of about `bits` bits."""
    statistics = measure_bars(model, projection, embeddings)
    noise = water_filling(statistics, model.shape.latent, bits)
    with torch.no_grad():
        _set_phrase_encoder(model, statistics, noise)
        _set_conductor(model, statistics)
        _set_core_inputs(model, statistics, noise)
    return statistics


def _turning(statistics: BarStatistics, size: int) -> Tensor:
    """The block matrix [size, size] that turns every wave's pair (p, q) on by one bar."""
    turn = torch.zeros(size, size)
    for place, wave in statistics.places():
        angle = 2 * math.pi * wave.frequency / statistics.segments
        if wave_size(wave, statistics.segments) == 1:
            turn[place, place] = math.cos(angle)
        else:
            c, s = math.cos(angle), math.sin(angle)
            turn[place : place + 2, place : place + 2] = torch.tensor([[c, s], [-s, c]])
    return turn


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
    for place, wave in statistics.places():
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
    for place, wave in statistics.places():
        height = float(fourier_basis(statistics.segments, wave.frequency)[0, 0])
        gain = height * math.sqrt((1 - float(sigma[place]) ** 2) * wave.variance) / SMALL
        read[:, place] = gain * (wave.direction @ statistics.from_weighed)
    model.core_start.bias += model.core_start.weight @ statistics.condition_mean
    model.core_start.weight.copy_(model.core_start.weight @ read)
    into = model.core.weight_ih_l0[:, LABELS:].clone()
    model.core.bias_ih_l0 += into @ statistics.condition_mean
    model.core.weight_ih_l0[:, LABELS:] = into @ read
