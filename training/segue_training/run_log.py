"""The log of a run: JSON lines, printed and kept beside the state."""

import json
from pathlib import Path
from typing import Any, Optional


class RunLog:
    """Appends to `FILE.jsonl`, so that a continued run continues its curve."""

    def __init__(self, file: Optional[Path]):
        self.file = file
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)

    def write(self, **figures: Any) -> None:
        """One line; floats are rounded to something readable."""
        rounded = {key: round(value, 5) if isinstance(value, float) else value for key, value in figures.items()}
        line = json.dumps(rounded)
        print(line, flush=True)
        if self.file:
            with self.file.open("a", encoding="utf-8") as out:
                out.write(line + "\n")
