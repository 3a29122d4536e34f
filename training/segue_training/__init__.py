"""Trains Segue's MusicVAE checkpoints: read melodies, learn, measure, export in the Magenta-JS format."""

__version__ = "1.0.0"
