"""`export` and `fixture`: what the product takes from training."""

import argparse
from pathlib import Path
from typing import Any, Dict

from . import __version__
from .checkpoint_files import read_checkpoint, write_checkpoint
from .common_options import add_machine_options
from .reference_logits import write_reference
from .run_state import read_model


def add_commands(commands: Any) -> None:
    """Adds `export` and `fixture`."""
    export = commands.add_parser("export", help="write a Magenta-JS checkpoint")
    add_machine_options(export)
    export.set_defaults(run=run_export)
    export.add_argument("--model", type=Path, required=True, help="a state.pt (or a checkpoint folder)")
    export.add_argument("--out", type=Path, required=True, help="such as ../models/mel_2bar")
    export.add_argument("--float32", action="store_true", help="do not quantise")
    export.add_argument("--version", default=__version__)
    fixture = commands.add_parser("fixture", help="write PyTorch's answers, for the TypeScript tests to compare with")
    add_machine_options(fixture)
    fixture.set_defaults(run=run_fixture)
    fixture.add_argument("--model", type=Path, required=True, help="a checkpoint folder")
    fixture.add_argument("--out", type=Path, required=True, help="the JSON file")


def run_export(options: argparse.Namespace) -> Dict[str, object]:
    """Writes the checkpoint."""
    size = write_checkpoint(read_model(options.model), options.out, options.version, not options.float32)
    return {"folder": str(options.out), "bytes": size}


def run_fixture(options: argparse.Namespace) -> Dict[str, object]:
    """Writes the fixture from the weights as they ship."""
    model = read_checkpoint(options.model)
    return {"file": str(options.out), "bytes": write_reference(model, options.model.name, options.out, options.seed)}
