"""Writes and reads the folder of a Magenta-JS checkpoint: config.json, weights_manifest.json and the shards."""

import json
from pathlib import Path
from typing import Dict, Optional

import numpy as np
import torch

from .checkpoint_layout import Weights, from_checkpoint, shape_of, to_checkpoint
from .music_vae import MusicVae
from .quantise import Quantised, quantise

SHARD_BYTES = 4 << 20
MANIFEST = "weights_manifest.json"
CONFIG = "config.json"
_WIDTHS = {"uint8": "u1", "uint16": "<u2", "float32": "<f4"}


def write_checkpoint(model: MusicVae, folder: Path, version: Optional[str] = None, quantised: bool = True) -> int:
    """Writes the model into `folder` and returns the bytes of its weights. Old shards there are removed."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("group1-shard*"):
        old.unlink()
    entries, blob = [], bytearray()
    for name, weight in to_checkpoint(model).items():
        entry: Dict[str, object] = {"name": name, "shape": list(weight.shape), "dtype": "float32"}
        if quantised:
            small = quantise(weight.numpy())
            entry["quantization"] = {"dtype": "uint16", "scale": small.scale, "min": small.minimum}
            blob += small.values.tobytes()
        else:
            blob += weight.numpy().astype("<f4").tobytes()
        entries.append(entry)
    shards = [blob[start : start + SHARD_BYTES] for start in range(0, len(blob), SHARD_BYTES)]
    paths = [f"group1-shard{number}of{len(shards)}" for number in range(1, len(shards) + 1)]
    for path, shard in zip(paths, shards):
        (folder / path).write_bytes(shard)
    _write_json(folder / MANIFEST, [{"paths": paths, "weights": entries}])
    _write_json(folder / CONFIG, config_of(model, version))
    return len(blob)


def config_of(model: MusicVae, version: Optional[str] = None) -> dict:
    """config.json; `numSegments` is there only for a hierarchical model, since its presence is what says so."""
    shape = model.shape
    arguments = {"numSteps": shape.steps}
    if shape.hierarchical:
        arguments["numSegments"] = shape.segments
    arguments.update(minPitch=0, maxPitch=127)
    config = {"type": "MusicVAE", "dataConverter": {"type": "MelodyConverter", "args": arguments}}
    if version:
        config["segue"] = {"version": version, "card": "MODEL_CARD.md"}
    return config


def read_weights(folder: Path) -> Weights:
    """Every weight of a checkpoint, dequantised to float32."""
    weights: Weights = {}
    for group in json.loads((Path(folder) / MANIFEST).read_text()):
        blob = b"".join((Path(folder) / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            quantization = entry.get("quantization")
            stored = np.dtype(_WIDTHS[quantization["dtype"] if quantization else entry["dtype"]])
            count = int(np.prod(entry["shape"]))
            values = np.frombuffer(blob, stored, count, offset).reshape(entry["shape"])
            offset += count * stored.itemsize
            if quantization:
                values = Quantised(values, quantization["scale"], quantization["min"]).restored()
            weights[entry["name"]] = torch.from_numpy(values.astype(np.float32))
        if offset != len(blob):
            raise ValueError(f"{folder}: the manifest describes {offset} bytes, the shards hold {len(blob)}")
    return weights


def read_checkpoint(folder: Path) -> MusicVae:
    """The model of a checkpoint, with the very weights that its readers see."""
    arguments = json.loads((Path(folder) / CONFIG).read_text())["dataConverter"]["args"]
    if (arguments["minPitch"], arguments["maxPitch"]) != (0, 127):
        raise ValueError(f"{folder}: only checkpoints over all 128 pitches can be trained on")
    weights = read_weights(folder)
    model = MusicVae(shape_of(weights, arguments["numSteps"], arguments.get("numSegments", 1)))
    from_checkpoint(model, weights)
    return model


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, indent=1) + "\n")
