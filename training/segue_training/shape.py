"""The sizes that define a model."""

from dataclasses import dataclass
from typing import Optional

from .vocabulary import LABELS
from .windows import STEPS_PER_BAR


@dataclass(frozen=True)
class ModelShape:
    """Every size of a MusicVAE. `segments` 1 is the flat model, more is the hierarchical one."""

    bars: int = 2
    segments: int = 1
    encoder: int = 256
    """Width of each direction of the encoder's LSTMs (both levels alike)."""
    latent: int = 128
    conductor: int = 512
    """Width of the conductor; unused when flat."""
    decoder: int = 256
    layers: int = 2
    """Layers of the core decoder."""

    def __post_init__(self) -> None:
        if self.steps % self.segments:
            raise ValueError(f"{self.segments} segments do not divide {self.steps} steps")

    @property
    def steps(self) -> int:
        """T, the window's length."""
        return self.bars * STEPS_PER_BAR

    @property
    def hierarchical(self) -> bool:
        """Whether a conductor stands between z and the decoder."""
        return self.segments > 1

    @property
    def segment_steps(self) -> int:
        """Steps that the core decoder runs from one state."""
        return self.steps // self.segments

    @property
    def condition(self) -> int:
        """Width of the vector that the core decoder sees at every step: z, or the conductor's output."""
        return self.conductor if self.hierarchical else self.latent

    def core_input(self) -> int:
        """Width of one step's input of the core decoder."""
        return LABELS + self.condition


def default_shape(bars: int, hierarchical: Optional[bool] = None) -> ModelShape:
    """
    Segue's own sizes: 2 bars flat, 16 bars with a conductor unless `hierarchical` is False. A flat model of more bars
    has about as many parameters as the one with a conductor: what the conductor would take makes its decoder wider.
    """
    if bars == 2 and not hierarchical:
        return ModelShape()
    if hierarchical is False:
        return ModelShape(bars=bars, latent=256, decoder=512)
    return ModelShape(bars=bars, segments=bars, latent=256)
