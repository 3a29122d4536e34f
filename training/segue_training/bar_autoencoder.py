"""The first stage of a hierarchical model: one bar in, the same bar out, so that the hard part starts from good ends."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .losses import reconstruction
from .music_vae import MusicVae, previous_tokens
from .objectives import Loss
from .previous_input import blanked
from .segment_subset import picked, random_segments


class BarProjection(nn.Module):
    """Stands in for the conductor while bars are learnt alone: a bar's embedding becomes the core's condition."""

    def __init__(self, model: MusicVae):
        super().__init__()
        self.dense = nn.Linear(2 * model.shape.encoder, model.shape.condition)

    def forward(self, embedding: Tensor) -> Tensor:
        """[..., 2E] -> [..., C], within (-1, 1) as a conductor's outputs are."""
        return torch.tanh(self.dense(embedding))


def bar_loss(
    model: MusicVae, projection: BarProjection, tokens: Tensor, noise: float, input_dropout: float
) -> Loss:
    """One random bar of each melody; the noise on its condition keeps the space of conditions smooth."""
    segments = model.shape.segments
    chosen = random_segments(len(tokens), segments, 1, tokens.device)
    bar = picked(tokens, chosen, segments)
    past = picked(blanked(previous_tokens(tokens), input_dropout), chosen, segments)
    embedding = model.recurrence.read_tokens(model.segment_encoder, bar)
    condition = projection(embedding)
    condition = condition + noise * torch.randn_like(condition)
    logits = model.core_logits(past, condition)
    error = reconstruction(logits, bar) / len(tokens)
    right = (logits.argmax(2) == bar).float().mean().item()
    return Loss(error, {"crossEntropy": error.item(), "teacherForced": round(right, 4)})


def imitation(conditions: Tensor, targets: Tensor) -> Tensor:
    """How far the conductor's outputs [B, S, C] are from what the bar autoencoder would say, per melody."""
    return F.mse_loss(conditions, targets, reduction="sum") / len(conditions)
