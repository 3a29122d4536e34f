"""A flat model of sixteen bars drives its cells far out; the compiled kernel must not answer with NaN there."""

import pytest
import torch

from segue_training.fused_layer import kernel, layer


@pytest.fixture(autouse=True)
def _compiled() -> None:
    try:
        kernel()
    except Exception as reason:  # no compiler, no ninja, or a processor without the instructions
        pytest.skip(f"the kernel cannot be built here: {reason}")


def test_far_out_gates_saturate_instead_of_overflowing() -> None:
    width, items, steps = 8, 4, 256
    recurrent = torch.zeros(width, 4 * width, requires_grad=True)
    constant = torch.full((1, 4 * width), 200.0, requires_grad=True)
    state = (torch.zeros(items, width), torch.zeros(items, width))
    hidden = layer(recurrent, constant, steps, state)
    assert torch.isfinite(hidden.float()).all()
    # Every gate open for 256 steps: the cell counts to 256 and its hyperbolic tangent is 1.
    assert torch.allclose(hidden[-1].float(), torch.ones(items, width))
    hidden.float().sum().backward()
    assert torch.isfinite(recurrent.grad).all() and torch.isfinite(constant.grad).all()
