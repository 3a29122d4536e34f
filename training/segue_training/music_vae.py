"""MusicVAE, flat and hierarchical, in exactly the shapes that Magenta-JS loads."""

from typing import NamedTuple, Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .recurrence import PlainRecurrence, Recurrence, State
from .shape import ModelShape
from .vocabulary import LABELS, NOTHING


class Posterior(NamedTuple):
    """q(z | melody): a Gaussian with a standard deviation per dimension."""

    mu: Tensor
    sigma: Tensor

    def draw(self) -> Tensor:
        """z = mu + sigma * noise."""
        return self.mu + self.sigma * torch.randn_like(self.sigma)


def previous_tokens(tokens: Tensor) -> Tensor:
    """The label before each step: NOTHING, then the melody without its last label. The shift crosses bar lines."""
    return torch.cat([tokens.new_full((len(tokens), 1), NOTHING), tokens[:, :-1]], 1)


class MusicVae(nn.Module):
    """Encoder and decoder; how the LSTMs are run is `recurrence`, so that a faster way can be put in."""

    def __init__(self, shape: ModelShape, recurrence: Optional[Recurrence] = None):
        super().__init__()
        self.shape = shape
        self.recurrence: Recurrence = recurrence or PlainRecurrence()
        width = shape.encoder
        self.segment_encoder = nn.LSTM(LABELS, width, bidirectional=True)
        if shape.hierarchical:
            self.phrase_encoder = nn.LSTM(2 * width, width, bidirectional=True)
            self.conductor_start = nn.Linear(shape.latent, 2 * shape.conductor)
            self.conductor = nn.LSTM(1, shape.conductor)
        self.mu = nn.Linear(2 * width, shape.latent)
        self.sigma = nn.Linear(2 * width, shape.latent)
        self.core_start = nn.Linear(shape.condition, 2 * shape.layers * shape.decoder)
        self.core = nn.LSTM(shape.core_input(), shape.decoder, shape.layers)
        self.output = nn.Linear(shape.decoder, LABELS)
        self.reset_biases()

    def reset_biases(self) -> None:
        """Forget gates start open (bias 1), as the format's run-time forget bias has it."""
        for module in self.modules():
            if isinstance(module, nn.LSTM):
                for name, parameter in module.named_parameters():
                    if name.startswith("bias"):
                        nn.init.zeros_(parameter)
                    if name.startswith("bias_ih"):
                        parameter.data[module.hidden_size : 2 * module.hidden_size] = 1.0

    def embed_segments(self, tokens: Tensor) -> Tensor:
        """Labels [B, T] -> [B, segments, 2E]; every segment is read on its own, from a zero state."""
        shape = self.shape
        rows = tokens.reshape(-1, shape.segment_steps).t().contiguous()
        last = self.recurrence.read_tokens(self.segment_encoder, rows)
        return last.reshape(len(tokens), shape.segments, -1)

    def posterior(self, embeddings: Tensor) -> Posterior:
        """Segment embeddings [B, segments, 2E] -> q(z)."""
        if self.shape.hierarchical:
            summary = self.recurrence.read_vectors(self.phrase_encoder, embeddings.transpose(0, 1).contiguous())
        else:
            summary = embeddings[:, 0]
        return Posterior(self.mu(summary), F.softplus(self.sigma(summary)) + 1e-8)

    def encode(self, tokens: Tensor) -> Posterior:
        """Labels [B, T] -> q(z)."""
        return self.posterior(self.embed_segments(tokens))

    def conditions(self, z: Tensor) -> Tensor:
        """z [B, Z] -> what the core decoder is told about each segment [B, segments, C]."""
        if not self.shape.hierarchical:
            return z[:, None]
        cell, hidden = torch.tanh(self.conductor_start(z)).chunk(2, 1)
        state = State(hidden[None].contiguous(), cell[None].contiguous())
        return self.recurrence.run_blind(self.conductor, self.shape.segments, state).transpose(0, 1)

    def core_state(self, condition: Tensor) -> State:
        """The core decoder's state at the start of a segment, from its condition [N, C]."""
        parts = torch.tanh(self.core_start(condition)).reshape(len(condition), self.shape.layers, 2, -1)
        cell, hidden = parts[:, :, 0], parts[:, :, 1]
        return State(hidden.transpose(0, 1).contiguous(), cell.transpose(0, 1).contiguous())

    def core_logits(self, previous: Tensor, condition: Tensor) -> Tensor:
        """Previous labels [L, N] (time first) and conditions [N, C] -> logits [L, N, V]."""
        state = self.core_state(condition)
        return self.recurrence.run_core(self.core, self.output, previous, condition, state)

    def logits(self, tokens: Tensor, z: Tensor, previous: Optional[Tensor] = None) -> Tensor:
        """Teacher-forced logits [B, T, V]; `previous` may carry blanked or sampled labels instead of the true ones."""
        rows, steps = tokens.shape
        known = previous_tokens(tokens) if previous is None else previous
        by_segment = known.reshape(-1, self.shape.segment_steps).t().contiguous()
        condition = self.conditions(z).reshape(-1, self.shape.condition)
        return self.core_logits(by_segment, condition).transpose(0, 1).reshape(rows, steps, LABELS)
