"""The file that a run can be taken up from: weights, optimiser, and how far it was."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Dict, Optional

import torch

from .bar_autoencoder import BarProjection
from .checkpoint_files import CONFIG, read_checkpoint
from .music_vae import MusicVae
from .shape import ModelShape


@dataclass
class Progress:
    """How far a run is."""

    stage: int = 0
    stage_seconds: float = 0.0
    """Spent in this stage, over all sittings."""
    step: int = 0
    """Steps of this stage."""
    seen: int = 0
    """Sequences over all stages but the one-bar stage."""
    bars_seen: int = 0
    """Bars of the one-bar stage."""
    seconds: float = 0.0
    """Spent in all."""
    steered: float = 1.0
    """What steering towards a KL target has made of beta."""


def save_state(
    file: Path,
    model: MusicVae,
    projection: Optional[BarProjection],
    optimiser: Optional[torch.optim.Optimizer],
    progress: Progress,
) -> None:
    """Writes the state file in one move, so that a killed run leaves the old one whole."""
    state = {
        "shape": asdict(model.shape),
        "model": model.state_dict(),
        "projection": projection.state_dict() if projection else None,
        "optimiser": optimiser.state_dict() if optimiser else None,
        "progress": asdict(progress),
    }
    part = Path(f"{file}.part")
    torch.save(state, part)
    os.replace(part, file)


def load_state(file: Path) -> Dict[str, Any]:
    """The contents of a state file, on the CPU."""
    return torch.load(file, map_location="cpu")


def model_of_state(state: Dict[str, Any]) -> MusicVae:
    """The model alone."""
    model = MusicVae(ModelShape(**state["shape"]))
    model.load_state_dict(state["model"])
    return model


def read_model(place: Path) -> MusicVae:
    """A model from a checkpoint folder (`models/NAME`, as shipped) or from a state file."""
    place = Path(place)
    if (place / CONFIG).exists():
        return read_checkpoint(place)
    return model_of_state(load_state(place))
