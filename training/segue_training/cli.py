"""The command line: `python3 -m segue_training COMMAND ...`."""

import argparse
import json
from pathlib import Path
from typing import List, Optional

import torch

from . import command_export, command_measure, command_train


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(prog="segue_training", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for module in (command_train, command_measure, command_export):
        module.add_commands(commands)
    return top


def main(arguments: Optional[List[str]] = None) -> None:
    """Runs one command; whatever it returns is printed as JSON."""
    options = parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    answer = options.run(options)
    if answer is not None:
        text = json.dumps(answer, indent=1)
        print(text)
        if getattr(options, "report", None):
            Path(options.report).write_text(text + "\n", encoding="utf-8")
