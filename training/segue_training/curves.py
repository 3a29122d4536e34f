"""Draws a run's log as one SVG picture; needs no library."""

import json
from pathlib import Path
from typing import Dict, List, Tuple
from xml.sax.saxutils import escape

Curve = List[Tuple[float, float]]

PANELS = (
    ("accuracy on validation windows", ("valid.teacherForced", "valid.sampled", "valid.greedy")),
    ("KL, bits", ("klBits", "valid.klBits")),
    ("cross-entropy, nats a sequence", ("crossEntropy",)),
)
COLOURS = ("#0b6e99", "#c2571a", "#3d7a3d")
WIDTH, HEIGHT, MARGIN = 760, 220, 48


def read_curves(log: Path) -> Dict[str, Curve]:
    """Every number of a JSONL log against the minutes of its run, by name."""
    curves: Dict[str, Curve] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for name, value in entry.items():
            if "minutes" in entry and name != "minutes" and isinstance(value, (int, float)):
                curves.setdefault(name, []).append((entry["minutes"], value))
    return curves


def draw_curves(log: Path, picture: Path) -> None:
    """One panel for accuracies, one for KL, one for the cross-entropy."""
    curves = read_curves(log)
    panels = [
        _panel(title, [(n, curves[n]) for n in names if n in curves], k) for k, (title, names) in enumerate(PANELS)
    ]
    size = f'width="{WIDTH}" height="{HEIGHT * len(PANELS)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
    back = '<rect width="100%" height="100%" fill="white"/>'
    picture.write_text("\n".join([head, back, *panels, "</svg>\n"]), encoding="utf-8")


def _panel(title: str, curves: List[Tuple[str, Curve]], number: int) -> str:
    top = number * HEIGHT
    parts = [f'<text x="{MARGIN}" y="{top + 18}" font-weight="bold">{escape(title)}</text>']
    points = [point for _, curve in curves for point in curve]
    if not points:
        return parts[0]
    last = max(x for x, _ in points) or 1.0
    low, high = min(y for _, y in points), max(y for _, y in points)
    span = (high - low) or 1.0
    left, right, base, ceiling = MARGIN, WIDTH - 150, top + HEIGHT - 28, top + 30
    for share in (0.0, 0.5, 1.0):
        y = base - share * (base - ceiling)
        parts.append(f'<line x1="{left}" x2="{right}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 4}" y="{y + 4}" text-anchor="end">{low + share * span:.3g}</text>')
    parts.append(f'<text x="{right}" y="{base + 16}" text-anchor="end">{last:.0f} minutes</text>')
    for k, (name, curve) in enumerate(curves):
        place = [
            f"{left + x / last * (right - left):.1f},{base - (y - low) / span * (base - ceiling):.1f}"
            for x, y in curve
        ]
        colour = COLOURS[k % len(COLOURS)]
        parts.append(f'<polyline points="{" ".join(place)}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(f'<text x="{right + 8}" y="{ceiling + 16 * k}" fill="{colour}">{escape(name)}</text>')
    return "\n".join(parts)
