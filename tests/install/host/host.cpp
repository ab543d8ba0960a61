// A C++ program with a runtime of its own that loads libnnlite.so while it runs. Exceptions of both, thrown
// and caught at the same time and within each other, on many threads, do not meet.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <nnlite/nnlite.h>

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "host: not so: %s\n", what);
  std::exit(1);
}

/// The functions of the library that the host uses.
struct Library {
  void* handle;

  explicit Library(const char* path) : handle(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {
    if (!handle) throw std::runtime_error(dlerror());
  }
  template <class F>
  F* function(F*, const char* name) const {
    return reinterpret_cast<F*>(dlsym(handle, name));
  }
};

#define FUNCTION(name) library.function(static_cast<decltype(name)*>(nullptr), #name)

struct Mine {
  int value;
};

/// Throws and catches within, as any callback may, and then fails.
nnl_status NNL_CALL callback(std::int64_t, const nnl_tensor*, nnl_tensor*, void* user_data) {
  try {
    throw Mine{7};
  } catch (const Mine& mine) {
    *static_cast<int*>(user_data) += mine.value;
  }
  return NNL_CALLBACK_FAILED;
}

void use(const Library& library) {
  const auto full = FUNCTION(nnl_tensor_full);
  const auto matmul = FUNCTION(nnl_matmul);
  const auto custom_op = FUNCTION(nnl_custom_op);
  const auto release = FUNCTION(nnl_tensor_release);
  const auto message = FUNCTION(nnl_last_error_message);
  const std::int64_t shape[] = {2, 3}, huge[] = {std::int64_t{1} << 50};
  nnl_tensor x = 0, y = 0;
  expect(full(0, NNL_F32, 2, shape, 1, &x) == NNL_OK, "a tensor is made");
  try {
    throw Mine{5};
  } catch (const Mine& mine) {
    // While this exception is handled, the library throws and catches its own.
    expect(matmul(x, x, &y) == NNL_SHAPE_MISMATCH && y == 0, "shapes that do not fit are an error");
    expect(std::string(message()).find("3") != std::string::npos, "the error says which");
    expect(full(0, NNL_F32, 1, huge, 1, &y) == NNL_OUT_OF_MEMORY, "too much memory is an error");
    int called = 0;
    expect(custom_op("mine", 1, &x, callback, nullptr, nullptr, &called, &y) == NNL_CALLBACK_FAILED,
           "a callback may fail");
    expect(called == 7, "a callback may throw within");
    expect(mine.value == 5, "the exception is the same as before");
    try {
      throw;
    } catch (const Mine& again) {
      expect(&again == &mine, "it is still the current one");
    }
  }
  release(x);
}

}  // namespace

int main(int, char** arguments) {
  try {
    throw std::out_of_range("before");
  } catch (const std::exception& error) {
    expect(error.what() == std::string("before"), "the host's exceptions work before it loads the library");
  }
  const Library library(arguments[1]);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) use(library);
    });
  for (std::thread& thread : threads) thread.join();
  std::int64_t live = -1;
  expect(FUNCTION(nnl_live_handles)(&live) == NNL_OK && live == 0, "no handle is left");
  std::puts("host: exceptions of both sides stay apart");
}
