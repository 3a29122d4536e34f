"""Embeddings of all distinct bars of a training set, worked out once while the bar encoder is frozen."""

import numpy as np
import torch
from torch import Tensor

from .music_vae import MusicVae


class BarCache:
    """There are far fewer distinct bars than windows, so most of the encoder's work is a look-up."""

    def __init__(self, model: MusicVae, tokens: np.ndarray, batch: int = 1024):
        shape = model.shape
        device = model.output.weight.device
        bars, index = np.unique(tokens.reshape(-1, shape.segment_steps), axis=0, return_inverse=True)
        self.index = torch.from_numpy(index.reshape(-1, shape.segments)).to(device)
        parts = []
        with torch.no_grad():
            for rows in torch.tensor(bars, dtype=torch.long).split(batch):
                embedding = model.recurrence.read_tokens(model.segment_encoder, rows.t().contiguous().to(device))
                parts.append(embedding.to(torch.bfloat16))
        self.embeddings = torch.cat(parts)

    def __len__(self) -> int:
        return len(self.embeddings)

    def of_windows(self, rows: Tensor) -> Tensor:
        """Bar embeddings [B, S, 2E] of windows by their row numbers, float32."""
        return self.embeddings[self.index[rows]].float()
