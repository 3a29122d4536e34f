"""Decodes melodies step by step, each label fed back as the next input."""

from typing import List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor

from .music_vae import MusicVae
from .vocabulary import LABELS, NOTHING

CellState = Tuple[Tensor, Tensor]


class _CoreStepper:
    """The core decoder one step at a time: labels are table rows, the condition is multiplied once a segment."""

    def __init__(self, model: MusicVae):
        self.model = model
        core = model.core
        first = core.weight_ih_l0
        self.table = torch.cat([first[:, :LABELS].t(), first.new_zeros(1, first.shape[0])])
        self.fixed = first.new_zeros(0)
        self.states: List[CellState] = []

    def begin(self, condition: Tensor) -> None:
        """Starts a segment from its condition [B, C]."""
        core = self.model.core
        start = self.model.core_state(condition)
        self.states = list(zip(start.hidden, start.cell))
        self.fixed = condition @ core.weight_ih_l0[:, LABELS:].t()

    def step(self, previous: Tensor) -> Tensor:
        """Logits [B, V] after one more label [B]."""
        core = self.model.core
        from_below = self.table[previous] + self.fixed
        hidden = from_below
        for k, (before, cell) in enumerate(self.states):
            if k:
                from_below = hidden @ getattr(core, f"weight_ih_l{k}").t()
            gates = from_below + before @ getattr(core, f"weight_hh_l{k}").t()
            gates = gates + getattr(core, f"bias_ih_l{k}") + getattr(core, f"bias_hh_l{k}")
            i, f, g, o = gates.chunk(4, 1)
            cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
            hidden = torch.sigmoid(o) * torch.tanh(cell)
            self.states[k] = (hidden, cell)
        return self.model.output(hidden)


@torch.no_grad()
def decode(
    model: MusicVae, z: Tensor, temperature: float = 0.0, generator: Optional[torch.Generator] = None
) -> Tensor:
    """Labels [B, T] from z [B, Z]: the likeliest at temperature 0, else drawn at that temperature."""
    conditions = model.conditions(z)
    stepper = _CoreStepper(model)
    previous = torch.full((len(z),), NOTHING, dtype=torch.long, device=z.device)
    decoded = []
    for segment in range(model.shape.segments):
        stepper.begin(conditions[:, segment])
        for _ in range(model.shape.segment_steps):
            previous = _choose(stepper.step(previous), temperature, generator)
            decoded.append(previous)
    return torch.stack(decoded, 1)


def _choose(logits: Tensor, temperature: float, generator: Optional[torch.Generator]) -> Tensor:
    if temperature <= 0:
        return logits.argmax(1)
    chances = F.softmax(logits / temperature, 1)
    return torch.multinomial(chances, 1, generator=generator)[:, 0]
