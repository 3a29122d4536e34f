"""The CPU kernel of lstm_kernel.cpp as differentiable functions."""

from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Optional, Tuple

import torch
from torch import Tensor

BF16 = torch.bfloat16
_NO_FLOATS = torch.empty(0)
_NO_HALVES = torch.empty(0, dtype=BF16)
_NO_TOKENS = torch.empty(0, dtype=torch.long)


@lru_cache(maxsize=1)
def kernel() -> ModuleType:
    """Compiles the kernel (about half a minute the first time) or raises if this machine cannot."""
    from torch.utils.cpp_extension import load

    return load(
        "segue_lstm_kernel",
        [str(Path(__file__).with_name("lstm_kernel.cpp"))],
        extra_cflags=["-O3", "-march=native", "-ffast-math"],
        extra_ldflags=["-lmvec", "-lm"],
    )


class _Layer(torch.autograd.Function):
    """tokens [T, N]?, table [V, 4H]?, inputs [T, N, 4H]?, constant [N or 1, 4H], recurrent [H, 4H], state -> hiddens."""

    @staticmethod
    def forward(ctx, tokens, table, inputs, constant, recurrent, hidden, cell, steps, last_only):  # type: ignore
        weights = recurrent.to(BF16).contiguous()
        hiddens, cells, gates = kernel().forward(
            _NO_TOKENS if tokens is None else tokens,
            _NO_FLOATS if table is None else table.float().contiguous(),
            _NO_HALVES if inputs is None else inputs.contiguous(),
            constant.float().expand(len(hidden), -1).contiguous(),
            weights,
            hidden.float().contiguous(),
            cell.float().contiguous(),
            steps,
        )
        ctx.save_for_backward(tokens, hiddens, cells, gates, weights)
        ctx.vocabulary = 0 if table is None else len(table)
        ctx.per_item, ctx.last_only, ctx.has_inputs = len(constant) > 1, last_only, inputs is not None
        return hiddens[-1].float() if last_only else hiddens[1:]

    @staticmethod
    def backward(ctx, gradient):  # type: ignore
        tokens, hiddens, cells, gates, weights = ctx.saved_tensors
        steps, items, wide = gates.shape
        width = wide // 4
        if ctx.last_only:
            every, last = _NO_HALVES, gradient.float().contiguous()
        else:
            every, last = gradient.to(BF16).contiguous(), torch.zeros(items, width)
        d_gates, d_hidden, d_cell, d_constant, d_table = kernel().backward(
            every,
            last,
            gates,
            cells,
            weights.t().contiguous(),
            _NO_TOKENS if tokens is None else tokens,
            ctx.vocabulary,
            ctx.per_item,
        )
        d_recurrent = None
        if ctx.needs_input_grad[4]:
            before = hiddens[:-1].reshape(steps * items, width)
            d_recurrent = torch.mm(before.t(), d_gates.reshape(steps * items, wide)).float()
        return (
            None,
            d_table if ctx.needs_input_grad[1] else None,
            d_gates if ctx.has_inputs else None,
            d_constant,
            d_recurrent,
            d_hidden,
            d_cell,
            None,
            None,
        )


class _Dense(torch.autograd.Function):
    """x [N, I] @ weight [I, O] with bfloat16 products and a float32 weight gradient."""

    @staticmethod
    def forward(ctx, x, weight):  # type: ignore
        x, weight = x.to(BF16), weight.to(BF16)
        ctx.save_for_backward(x, weight)
        return torch.mm(x, weight)

    @staticmethod
    def backward(ctx, gradient):  # type: ignore
        x, weight = ctx.saved_tensors
        gradient = gradient.to(BF16)
        d_weight = torch.mm(x.t(), gradient).float() if ctx.needs_input_grad[1] else None
        return torch.mm(gradient, weight.t()), d_weight


def dense(x: Tensor, weight: Tensor) -> Tensor:
    """x [..., I] @ weight [I, O] in bfloat16."""
    return _Dense.apply(x.reshape(-1, x.shape[-1]), weight).reshape(*x.shape[:-1], -1)


def layer(
    recurrent: Tensor,
    constant: Tensor,
    steps: int,
    state: Tuple[Tensor, Tensor],
    tokens: Optional[Tensor] = None,
    table: Optional[Tensor] = None,
    inputs: Optional[Tensor] = None,
    last_only: bool = False,
) -> Tensor:
    """Hidden states [T, N, H] in bfloat16, or only the last one [N, H] in float32. `state` is (hidden, cell)."""
    return _Layer.apply(tokens, table, inputs, constant, recurrent, state[0], state[1], steps, last_only)
