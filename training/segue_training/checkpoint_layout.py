"""Where each of the model's parameters lies in a Magenta-JS checkpoint, and the turning between the two."""

from typing import Callable, Dict, List, NamedTuple

import torch
from torch import Tensor

from .music_vae import MusicVae
from .shape import ModelShape

Weights = Dict[str, Tensor]


class LstmPlace(NamedTuple):
    """One direction of one layer of an nn.LSTM, and the prefix of its kernel and bias in the checkpoint."""

    prefix: str
    module: str
    layer: int = 0
    reverse: bool = False

    def parameter(self, kind: str) -> str:
        """The name in the state dict of `weight_ih`, `weight_hh`, `bias_ih` or `bias_hh`."""
        return f"{self.module}.{kind}_l{self.layer}{'_reverse' if self.reverse else ''}"


class DensePlace(NamedTuple):
    """An nn.Linear and its prefix in the checkpoint."""

    prefix: str
    module: str


def lstm_places(shape: ModelShape) -> List[LstmPlace]:
    """Every LSTM cell of the model."""
    places = []
    encoders = ["segment_encoder"] + (["phrase_encoder"] if shape.hierarchical else [])
    for level, module in enumerate(encoders):
        scope = f"encoder/hierarchical_level_{level}" if shape.hierarchical else "encoder"
        for direction in ("fw", "bw"):
            prefix = f"{scope}/cell_0/bidirectional_rnn/{direction}/multi_rnn_cell/cell_0/lstm_cell"
            places.append(LstmPlace(prefix, module, 0, direction == "bw"))
    if shape.hierarchical:
        places.append(LstmPlace("decoder/hierarchical_level_0/cell_0/lstm_cell", "conductor"))
    for layer in range(shape.layers):
        places.append(LstmPlace(f"{core_scope(shape)}/multi_rnn_cell/cell_{layer}/lstm_cell", "core", layer))
    return places


def dense_places(shape: ModelShape) -> List[DensePlace]:
    """Every dense layer of the model."""
    places = [DensePlace("encoder/mu", "mu"), DensePlace("encoder/sigma", "sigma")]
    if shape.hierarchical:
        places.append(DensePlace("decoder/hierarchical_level_0/initial_state", "conductor_start"))
    places.append(DensePlace(f"{core_scope(shape)}/z_to_initial_state", "core_start"))
    places.append(DensePlace(f"{core_scope(shape)}/output_projection", "output"))
    return places


def core_scope(shape: ModelShape) -> str:
    """The prefix of the core decoder's weights."""
    return "core_decoder/decoder" if shape.hierarchical else "decoder"


def swap_middle_gates(rows: Tensor) -> Tensor:
    """Turns torch's gate order (i, f, g, o) into the checkpoint's (i, g, f, o), or back: it is its own inverse."""
    input_gate, second, third, output_gate = rows.chunk(4, 0)
    return torch.cat([input_gate, third, second, output_gate], 0)


def _shift_forget_bias(bias: Tensor, by: float) -> Tensor:
    """Adds to the third block of a bias in checkpoint order: the reader adds 1.0 to it at run time."""
    width = len(bias) // 4
    shifted = bias.clone()
    shifted[2 * width : 3 * width] += by
    return shifted


def to_checkpoint(model: MusicVae) -> Weights:
    """The model's weights under the checkpoint's names, float32, sorted by name."""
    own = {name: value.detach().cpu().float() for name, value in model.state_dict().items()}
    weights: Weights = {}
    for place in lstm_places(model.shape):
        kernel = torch.cat([own[place.parameter("weight_ih")], own[place.parameter("weight_hh")]], 1)
        bias = own[place.parameter("bias_ih")] + own[place.parameter("bias_hh")]
        weights[f"{place.prefix}/kernel"] = swap_middle_gates(kernel).t().contiguous()
        weights[f"{place.prefix}/bias"] = _shift_forget_bias(swap_middle_gates(bias), -1.0)
    for dense in dense_places(model.shape):
        weights[f"{dense.prefix}/kernel"] = own[f"{dense.module}.weight"].t().contiguous()
        weights[f"{dense.prefix}/bias"] = own[f"{dense.module}.bias"]
    return dict(sorted(weights.items()))


def from_checkpoint(model: MusicVae, weights: Weights) -> None:
    """Puts a checkpoint's weights into the model, in place."""
    own: Weights = {}
    for place in lstm_places(model.shape):
        kernel = swap_middle_gates(weights[f"{place.prefix}/kernel"].t())
        bias = swap_middle_gates(_shift_forget_bias(weights[f"{place.prefix}/bias"], 1.0))
        inputs = kernel.shape[1] - kernel.shape[0] // 4
        own[place.parameter("weight_ih")] = kernel[:, :inputs]
        own[place.parameter("weight_hh")] = kernel[:, inputs:]
        own[place.parameter("bias_ih")] = bias
        own[place.parameter("bias_hh")] = torch.zeros_like(bias)
    for dense in dense_places(model.shape):
        own[f"{dense.module}.weight"] = weights[f"{dense.prefix}/kernel"].t()
        own[f"{dense.module}.bias"] = weights[f"{dense.prefix}/bias"]
    model.load_state_dict(own)


def shape_of(weights: Weights, steps: int, segments: int) -> ModelShape:
    """Reads every size off the weights' shapes."""
    hierarchical = segments > 1
    scope = "core_decoder/decoder" if hierarchical else "decoder"
    size: Callable[[str, int], int] = lambda name, axis: weights[name].shape[axis]
    layers = 0
    while f"{scope}/multi_rnn_cell/cell_{layers}/lstm_cell/kernel" in weights:
        layers += 1
    return ModelShape(
        bars=steps // 16,
        segments=segments,
        encoder=size("encoder/mu/kernel", 0) // 2,
        latent=size("encoder/mu/kernel", 1),
        conductor=size(f"{scope}/z_to_initial_state/kernel", 0) if hierarchical else ModelShape.conductor,
        decoder=size(f"{scope}/output_projection/kernel", 0),
        layers=layers,
    )
