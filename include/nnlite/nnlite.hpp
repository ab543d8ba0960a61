// nnlite for C++17 and later: header-only, over the C functions of nnlite.h.
//
// Every object is a small handle that copies share, as std::shared_ptr does; the last copy gives it back. An
// empty object (made by default) holds none. A call that fails throws Error and has changed nothing. Threads:
// as in nnlite.h. What a function does in detail stands at its namesake in nnlite.h.
#pragma once

#include <nnlite/cpp/activations.hpp>
#include <nnlite/cpp/base.hpp>
#include <nnlite/cpp/checkpoint.hpp>
#include <nnlite/cpp/context.hpp>
#include <nnlite/cpp/convolution.hpp>
#include <nnlite/cpp/custom.hpp>
#include <nnlite/cpp/embedding_bag.hpp>
#include <nnlite/cpp/handle_report.hpp>
#include <nnlite/cpp/init.hpp>
#include <nnlite/cpp/layers.hpp>
#include <nnlite/cpp/learning.hpp>
#include <nnlite/cpp/loss_modules.hpp>
#include <nnlite/cpp/losses.hpp>
#include <nnlite/cpp/normalization.hpp>
#include <nnlite/cpp/number_check.hpp>
#include <nnlite/cpp/ops.hpp>
#include <nnlite/cpp/optimizers.hpp>
#include <nnlite/cpp/pooling.hpp>
#include <nnlite/cpp/profile.hpp>
#include <nnlite/cpp/schedules.hpp>
#include <nnlite/cpp/scope.hpp>
#include <nnlite/cpp/tensor.hpp>
#include <nnlite/cpp/tensor_ops.hpp>
#include <nnlite/cpp/training.hpp>
#include <nnlite/nnlite.h>
