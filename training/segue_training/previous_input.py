"""What the decoder is shown of the past while it learns: blanked (input dropout) or its own labels (scheduled sampling)."""

import math

import torch
from torch import Tensor

from .music_vae import MusicVae, previous_tokens
from .vocabulary import NOTHING


def blanked(previous: Tensor, share: float) -> Tensor:
    """Each previous label becomes NOTHING with probability `share`, so that z must carry the tune."""
    if share <= 0:
        return previous
    return previous.masked_fill(torch.rand(previous.shape, device=previous.device) < share, NOTHING)


def sampling_probability(step: int, constant: float) -> float:
    """The inverse sigmoid schedule: 0 at first, 1 in the end; `constant` (steps) 0 turns it off."""
    if constant <= 0:
        return 0.0
    return 1.0 - constant / (constant + math.exp(min(step / constant, 500.0)))


@torch.no_grad()
def with_own_samples(model: MusicVae, tokens: Tensor, z: Tensor, probability: float) -> Tensor:
    """
    The previous labels [B, T], each replaced by the model's own draw with the given probability. The draws come from
    one teacher-forced pass (so all steps at once) rather than from a true free run: cheaper, and close to it late on.
    """
    true = previous_tokens(tokens)
    if probability <= 0:
        return true
    logits = model.logits(tokens, z).float()
    drawn = torch.distributions.Categorical(logits=logits).sample()
    replace = torch.rand(true.shape, device=true.device) < probability
    replace[:, 0] = False
    return torch.where(replace, previous_tokens(drawn), true)
