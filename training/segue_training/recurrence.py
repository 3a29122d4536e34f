"""How the model's LSTMs are run: the plain way, with torch's own layers (CPU, or cuDNN on a GPU)."""

from typing import NamedTuple, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .vocabulary import LABELS


class State(NamedTuple):
    """An LSTM's state, layers first: each [layers, N, H]."""

    hidden: Tensor
    cell: Tensor


class Recurrence(Protocol):
    """Runs LSTMs. Everything is time first."""

    def read_tokens(self, lstm: nn.LSTM, tokens: Tensor) -> Tensor:
        """Labels [L, N] -> the last states of both directions [N, 2H]."""

    def read_vectors(self, lstm: nn.LSTM, vectors: Tensor) -> Tensor:
        """Vectors [L, N, I] -> the last states of both directions [N, 2H]."""

    def run_blind(self, lstm: nn.LSTM, steps: int, state: State) -> Tensor:
        """Top outputs [steps, N, H] of an LSTM that is fed zeros."""

    def run_core(
        self, lstm: nn.LSTM, output: nn.Linear, previous: Tensor, condition: Tensor, state: State
    ) -> Tensor:
        """Previous labels [L, N] beside a condition [N, C] -> logits [L, N, V]."""


def one_hot(tokens: Tensor, dtype: torch.dtype) -> Tensor:
    """One-hot vectors of labels; NOTHING becomes the zero vector."""
    return F.one_hot(tokens, LABELS + 1)[..., :LABELS].to(dtype)


class PlainRecurrence:
    """torch.nn.LSTM over one-hot vectors."""

    def read_tokens(self, lstm: nn.LSTM, tokens: Tensor) -> Tensor:
        """See Recurrence."""
        return self.read_vectors(lstm, one_hot(tokens, lstm.weight_ih_l0.dtype))

    def read_vectors(self, lstm: nn.LSTM, vectors: Tensor) -> Tensor:
        """See Recurrence."""
        _, (hidden, _) = lstm(vectors)
        return hidden.transpose(0, 1).reshape(vectors.shape[1], -1)

    def run_blind(self, lstm: nn.LSTM, steps: int, state: State) -> Tensor:
        """See Recurrence."""
        zeros = state.hidden.new_zeros(steps, state.hidden.shape[1], lstm.input_size)
        return lstm(zeros, (state.hidden, state.cell))[0]

    def run_core(
        self, lstm: nn.LSTM, output: nn.Linear, previous: Tensor, condition: Tensor, state: State
    ) -> Tensor:
        """See Recurrence."""
        beside = condition[None].expand(len(previous), -1, -1)
        inputs = torch.cat([one_hot(previous, condition.dtype), beside], 2)
        return output(lstm(inputs, (state.hidden, state.cell))[0])
