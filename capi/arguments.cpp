#include "arguments.h"

namespace nnl::capi {

Ref<Context> context(nnl_context handle) {
  if (handle == 0) return Ref<Context>(&Context::shared());
  return Ref<Context>(static_cast<Context*>(&Pin(Kind::context, handle, "context").object()));
}

namespace {

std::vector<Variable> list_of(int64_t count, const nnl_tensor* handles, const char* argument,
                              Variable (*get)(nnl_tensor, const char*)) {
  if (count < 0) fail_argument(argument, Code::invalid_argument, "a count of {}", count);
  if (count > 0) require(handles, argument);
  std::vector<Variable> variables;
  for (int64_t i = 0; i < count; ++i) {
    try {
      variables.push_back(get(handles[i], argument));
    } catch (Error& error) {
      error.add_place("number " + std::to_string(i));
      throw;
    }
  }
  return variables;
}

}  // namespace

std::vector<Variable> tensors(int64_t count, const nnl_tensor* handles, const char* argument) {
  return list_of(count, handles, argument, tensor);
}

std::vector<Variable> optional_tensors(int64_t count, const nnl_tensor* handles, const char* argument) {
  return list_of(count, handles, argument, optional_tensor);
}

Dims dims(int32_t rank, const int64_t* values, const char* argument) {
  if (rank < 0 || rank > max_rank)
    fail_argument(argument, Code::shape_mismatch, "{} of them; a tensor has at most {} axes", rank, max_rank);
  if (rank > 0) require(values, argument);
  return Dims(values, rank);
}

DType dtype(nnl_dtype number, const char* argument) {
  if (number < NNL_F32 || number > NNL_BOOL)
    fail_argument(argument, Code::invalid_argument, "{} is none", number);
  return static_cast<DType>(number);
}

}  // namespace nnl::capi
