"""Runs the model's LSTMs through the fused CPU kernel: the same mathematics in bfloat16, several times as fast."""

from typing import Optional

import torch
from torch import Tensor, nn

from .fused_layer import dense, kernel, layer
from .recurrence import State
from .vocabulary import LABELS


class FusedRecurrence:
    """See Recurrence. Needs a C++ compiler and ninja at its first use; made for processors with bfloat16 products."""

    def __init__(self) -> None:
        kernel()

    def read_tokens(self, lstm: nn.LSTM, tokens: Tensor) -> Tensor:
        """See Recurrence."""
        return _both_directions(lstm, tokens=tokens)

    def read_vectors(self, lstm: nn.LSTM, vectors: Tensor) -> Tensor:
        """See Recurrence."""
        return _both_directions(lstm, vectors=vectors)

    def run_blind(self, lstm: nn.LSTM, steps: int, state: State) -> Tensor:
        """See Recurrence."""
        constant = (lstm.bias_ih_l0 + lstm.bias_hh_l0)[None]
        hidden = layer(lstm.weight_hh_l0.t(), constant, steps, (state.hidden[0], state.cell[0]))
        return hidden.float()

    def run_core(
        self, lstm: nn.LSTM, output: nn.Linear, previous: Tensor, condition: Tensor, state: State
    ) -> Tensor:
        """See Recurrence."""
        steps = len(previous)
        hidden: Optional[Tensor] = None
        for k in range(lstm.num_layers):
            weight, recurrent, constant = _parameters(lstm, k, reverse=False)
            start = (state.hidden[k], state.cell[k])
            if hidden is None:
                constant = constant + condition.float() @ weight[:, LABELS:].t()
                hidden = layer(recurrent, constant, steps, start, tokens=previous, table=_table(weight))
            else:
                hidden = layer(recurrent, constant, steps, start, inputs=dense(hidden, weight.t()))
        assert hidden is not None
        return dense(hidden, output.weight.t()).float() + output.bias


def _parameters(lstm: nn.LSTM, k: int, reverse: bool) -> tuple:
    suffix = f"l{k}" + ("_reverse" if reverse else "")
    bias = getattr(lstm, f"bias_ih_{suffix}") + getattr(lstm, f"bias_hh_{suffix}")
    return getattr(lstm, f"weight_ih_{suffix}"), getattr(lstm, f"weight_hh_{suffix}").t(), bias[None]


def _table(weight: Tensor) -> Tensor:
    """A row per label, and a row of zeros for NOTHING."""
    rows = weight[:, :LABELS].t()
    return torch.cat([rows, rows.new_zeros(1, rows.shape[1])])


def _both_directions(lstm: nn.LSTM, tokens: Optional[Tensor] = None, vectors: Optional[Tensor] = None) -> Tensor:
    source = tokens if tokens is not None else vectors
    assert source is not None
    steps, items = source.shape[:2]
    zeros = torch.zeros(items, lstm.hidden_size)
    last = []
    for reverse in (False, True):
        weight, recurrent, constant = _parameters(lstm, 0, reverse)
        ordered = source.flip(0).contiguous() if reverse else source.contiguous()
        common = dict(steps=steps, state=(zeros, zeros), last_only=True)
        if tokens is not None:
            last.append(layer(recurrent, constant, tokens=ordered, table=_table(weight), **common))
        else:
            last.append(layer(recurrent, constant, inputs=dense(ordered, weight.t()), **common))
    return torch.cat(last, 1)
