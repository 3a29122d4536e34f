// One direction of one LSTM layer over a whole sequence on a CPU, time first, in bfloat16 with float32 cells.
//
// Per step one bfloat16 GEMM (h times the recurrent weights); everything elementwise is one pass over memory. A label's
// input product is a row of a table, and whatever stays the same over the sequence is added from one row per item, so
// one-hot inputs and a condition beside every step cost next to nothing. Gates in torch's order: i, f, g, o.
#include <ATen/ATen.h>
#include <torch/csrc/utils/pybind.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

using at::Tensor;
using Half = uint16_t;  // the bits of a bfloat16

namespace {

// -ffast-math lets the vectorised expf give NaN where it would overflow, which a cell that counted up for 256 steps
// reaches. Beyond 40 the answer is 0 or 1 in float32 all the same.
inline float sigmoid(float x) { return 1.f / (1.f + expf(-std::min(40.f, std::max(-40.f, x)))); }
inline float tanh_of(float x) { return 2.f * sigmoid(2.f * x) - 1.f; }

inline float widen(Half bits) {
  uint32_t wide = static_cast<uint32_t>(bits) << 16;
  float value;
  std::memcpy(&value, &wide, 4);
  return value;
}

inline Half narrow(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, 4);
  return static_cast<Half>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

Half* halves(const Tensor& t) { return reinterpret_cast<Half*>(t.data_ptr<at::BFloat16>()); }

}  // namespace

// tokens [T, N] int64 or empty; table [V, 4H]; inputs [T, N, 4H] bfloat16 or empty; constant [N, 4H];
// recurrent [H, 4H] bfloat16; hidden, cell [N, H]. Returns hiddens [T+1, N, H], cells [T+1, N, H], gates [T, N, 4H].
std::vector<Tensor> forward(Tensor tokens, Tensor table, Tensor inputs, Tensor constant, Tensor recurrent,
                            Tensor hidden, Tensor cell, int64_t steps) {
  const int64_t items = hidden.size(0), width = hidden.size(1), wide = 4 * width;
  const auto half = at::TensorOptions().dtype(at::kBFloat16);
  Tensor hiddens = at::empty({steps + 1, items, width}, half);
  Tensor cells = at::empty({steps + 1, items, width}, at::kFloat);
  Tensor gates = at::empty({steps, items, wide}, half);
  Tensor product = at::empty({items, wide}, half);
  hiddens[0].copy_(hidden);
  cells[0].copy_(cell);
  const bool has_tokens = tokens.numel() > 0, has_inputs = inputs.numel() > 0;
  std::vector<float> buffer(wide);
  float* gate = buffer.data();

  for (int64_t t = 0; t < steps; t++) {
    at::mm_out(product, hiddens[t], recurrent);
    for (int64_t n = 0; n < items; n++) {
      const Half* own = halves(product) + n * wide;
      const float* fixed = constant.data_ptr<float>() + n * wide;
      for (int64_t j = 0; j < wide; j++) gate[j] = widen(own[j]) + fixed[j];
      if (has_tokens) {
        const float* row = table.data_ptr<float>() + tokens.data_ptr<int64_t>()[t * items + n] * wide;
        for (int64_t j = 0; j < wide; j++) gate[j] += row[j];
      }
      if (has_inputs) {
        const Half* row = halves(inputs) + (t * items + n) * wide;
        for (int64_t j = 0; j < wide; j++) gate[j] += widen(row[j]);
      }
      for (int64_t j = 0; j < 2 * width; j++) gate[j] = sigmoid(gate[j]);
      for (int64_t j = 2 * width; j < 3 * width; j++) gate[j] = tanh_of(gate[j]);
      for (int64_t j = 3 * width; j < wide; j++) gate[j] = sigmoid(gate[j]);
      Half* kept = halves(gates) + (t * items + n) * wide;
      for (int64_t j = 0; j < wide; j++) kept[j] = narrow(gate[j]);

      const float* before = cells.data_ptr<float>() + (t * items + n) * width;
      float* after = cells.data_ptr<float>() + ((t + 1) * items + n) * width;
      Half* out = halves(hiddens) + ((t + 1) * items + n) * width;
      for (int64_t j = 0; j < width; j++) {
        const float c = before[j] * gate[width + j] + gate[j] * gate[2 * width + j];
        after[j] = c;
        out[j] = narrow(tanh_of(c) * gate[3 * width + j]);
      }
    }
  }
  return {hiddens, cells, gates};
}

// d_hiddens [T, N, H] bfloat16 or empty; d_last [N, H]; recurrent_t [4H, H] bfloat16; `constant_per_item`: whether the
// gradient of `constant` is wanted per item or summed. Returns d_gates [T, N, 4H] bfloat16, d_hidden, d_cell [N, H],
// d_constant [N or 1, 4H], d_table [V, 4H].
std::vector<Tensor> backward(Tensor d_hiddens, Tensor d_last, Tensor gates, Tensor cells, Tensor recurrent_t,
                             Tensor tokens, int64_t vocabulary, bool constant_per_item) {
  const int64_t steps = gates.size(0), items = gates.size(1), wide = gates.size(2), width = wide / 4;
  const auto half = at::TensorOptions().dtype(at::kBFloat16);
  const bool has_hiddens = d_hiddens.numel() > 0, has_tokens = tokens.numel() > 0;
  Tensor d_gates = at::empty({steps, items, wide}, half);
  Tensor d_hidden = at::empty({items, width}, half);
  Tensor d_cell = at::zeros({items, width}, at::kFloat);
  Tensor d_constant = at::zeros({constant_per_item ? items : 1, wide}, at::kFloat);
  Tensor d_table = at::zeros({has_tokens ? vocabulary : 1, wide}, at::kFloat);
  d_hidden.copy_(d_last);
  std::vector<float> gate_buffer(wide), hidden_buffer(width);
  float *d_gate = gate_buffer.data(), *dh = hidden_buffer.data();

  for (int64_t t = steps - 1; t >= 0; t--) {
    for (int64_t n = 0; n < items; n++) {
      const Half* gate = halves(gates) + (t * items + n) * wide;
      const float* before = cells.data_ptr<float>() + (t * items + n) * width;
      const float* after = cells.data_ptr<float>() + ((t + 1) * items + n) * width;
      const Half* carried = halves(d_hidden) + n * width;
      float* dc = d_cell.data_ptr<float>() + n * width;
      for (int64_t j = 0; j < width; j++) dh[j] = widen(carried[j]);
      if (has_hiddens) {
        const Half* from_above = halves(d_hiddens) + (t * items + n) * width;
        for (int64_t j = 0; j < width; j++) dh[j] += widen(from_above[j]);
      }
      for (int64_t j = 0; j < width; j++) {
        const float i = widen(gate[j]), f = widen(gate[width + j]);
        const float g = widen(gate[2 * width + j]), o = widen(gate[3 * width + j]);
        const float squashed = tanh_of(after[j]);
        const float d = dc[j] + dh[j] * o * (1.f - squashed * squashed);
        d_gate[j] = d * g * i * (1.f - i);
        d_gate[width + j] = d * before[j] * f * (1.f - f);
        d_gate[2 * width + j] = d * i * (1.f - g * g);
        d_gate[3 * width + j] = dh[j] * squashed * o * (1.f - o);
        dc[j] = d * f;
      }
      Half* kept = halves(d_gates) + (t * items + n) * wide;
      for (int64_t j = 0; j < wide; j++) kept[j] = narrow(d_gate[j]);
      float* fixed = d_constant.data_ptr<float>() + (constant_per_item ? n * wide : 0);
      for (int64_t j = 0; j < wide; j++) fixed[j] += d_gate[j];
      if (has_tokens) {
        float* row = d_table.data_ptr<float>() + tokens.data_ptr<int64_t>()[t * items + n] * wide;
        for (int64_t j = 0; j < wide; j++) row[j] += d_gate[j];
      }
    }
    at::mm_out(d_hidden, d_gates[t], recurrent_t);
  }
  return {d_gates, d_hidden.to(at::kFloat), d_cell, d_constant, d_table};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
  m.def("forward", &forward);
  m.def("backward", &backward);
}
