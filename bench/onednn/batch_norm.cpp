// Batch norm in training, forward and backward, by oneDNN on its blocked layout, whatever that costs to get
// into.
#include <algorithm>
#include <omp.h>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

#include "../cells.h"

namespace bench {
namespace {

using namespace dnnl;
using tag = memory::format_tag;

auto train(const Shape& shape) {
  const engine processor(engine::kind::cpu, 0);
  const auto flags = normalization_flags::use_scale | normalization_flags::use_shift;
  const memory::dims channels = {shape[1]};
  // As wide as the processor's vectors are: what the library picks for a convolution in front of it.
  const tag blocked = get_effective_cpu_isa() >= cpu_isa::avx512_core ? tag::nChw16c : tag::nChw8c;
  const memory::desc data(shape, memory::data_type::f32, blocked);
  const memory::desc vector(channels, memory::data_type::f32, tag::a);
  const batch_normalization_forward::primitive_desc forward({prop_kind::forward_training, data, 1e-5f, flags},
                                                            processor);
  const batch_normalization_backward::primitive_desc backward({prop_kind::backward, data, data, 1e-5f, flags},
                                                              processor, forward);
  const auto filled = [&](const memory::desc& desc) {
    memory result(desc, processor);
    float* values = static_cast<float*>(result.get_data_handle());
    const auto random = normal(static_cast<std::int64_t>(desc.get_size() / sizeof(float)));
    std::copy(random.begin(), random.end(), values);
    return result;
  };
  const memory x = filled(data), y = filled(data), dy = filled(data), dx = filled(data);
  const memory mean = filled(vector), variance = filled(vector), scale = filled(vector),
               shift = filled(vector), dscale = filled(vector), dshift = filled(vector);
  const std::unordered_map<int, memory> out = {{DNNL_ARG_SRC, x},       {DNNL_ARG_DST, y},
                                               {DNNL_ARG_MEAN, mean},   {DNNL_ARG_VARIANCE, variance},
                                               {DNNL_ARG_SCALE, scale}, {DNNL_ARG_SHIFT, shift}};
  const std::unordered_map<int, memory> back = {
      {DNNL_ARG_SRC, x},       {DNNL_ARG_DIFF_DST, dy},       {DNNL_ARG_DIFF_SRC, dx},
      {DNNL_ARG_MEAN, mean},   {DNNL_ARG_VARIANCE, variance}, {DNNL_ARG_SCALE, scale},
      {DNNL_ARG_SHIFT, shift}, {DNNL_ARG_DIFF_SCALE, dscale}, {DNNL_ARG_DIFF_SHIFT, dshift}};
  return [queue = stream(processor), run = batch_normalization_forward(forward),
          walk_back = batch_normalization_backward(backward), out, back]() mutable {
    run.execute(queue, out);
    walk_back.execute(queue, back);
    queue.wait();
  };
}

}  // namespace

std::string describe() {
  const version_t* v = version();
  return "oneDNN " + std::to_string(v->major) + "." + std::to_string(v->minor) + "." +
         std::to_string(v->patch);
}

void set_threads(int threads) { omp_set_num_threads(threads); }

void register_cells() {
  for (const Shape& shape : batch_norm2d)
    cell("batchnorm2d_train/" + text(shape), [=] { return train(shape); });
}

}  // namespace bench
