// Scopes over threads, forks and missing memory, and through nnlite.hpp.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <new>
#include <pthread.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace {

thread_local int64_t allocations_left = -1;  // then none succeeds; negative: no end
thread_local size_t largest_allocation = 0;

void* allocate(size_t size) {
  largest_allocation = std::max(largest_allocation, size);
  if (allocations_left == 0) throw std::bad_alloc();
  if (allocations_left > 0) --allocations_left;
  void* memory = std::malloc(std::max<size_t>(size, 1));
  if (!memory) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(size_t size) { return allocate(size); }
void* operator new[](size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace {

nnl_tensor number(double value) {
  nnl_tensor tensor = 0;
  EXPECT_EQ(nnl_tensor_full(0, NNL_F64, 0, nullptr, value, &tensor), NNL_OK);
  return tensor;
}

bool is_live(nnl_tensor tensor) {
  int32_t rank = 0;
  return nnl_tensor_rank(tensor, &rank) == NNL_OK;
}

nnl_scope begin() {
  nnl_scope scope = 0;
  EXPECT_EQ(nnl_scope_begin(&scope), NNL_OK);
  return scope;
}

void on_another_thread(const std::function<void()>& body) { std::thread(body).join(); }

TEST(ScopeHpp, releases_what_it_does_not_keep) {
  const int64_t before = nnlite::live_handles();
  nnlite::Tensor kept, lost;
  {
    const nnlite::Scope scope;
    EXPECT_NE(scope.handle(), 0);
    kept = scope.keep(nnlite::Tensor::full({}, 1));
    lost = nnlite::Tensor::full({}, 2);
    number(3);
    const nnl_tensor raw = scope.keep(number(4));
    EXPECT_EQ(nnlite::live_handles(), before + 5);
    nnl_tensor_release(raw);
  }
  EXPECT_EQ(nnlite::live_handles(), before + 1);
  EXPECT_EQ(kept.item(), 1);
  EXPECT_THROW(lost.item(), nnlite::Error);
}

TEST(Scopes, never_release_a_newer_handle_in_the_same_slot) {
  const nnl_scope scope = begin();
  std::vector<nnl_tensor> theirs;
  for (int i = 0; i < 50; ++i) {
    nnl_tensor_release(number(i));
    on_another_thread([&] { theirs.push_back(number(i)); });
  }
  ASSERT_EQ(nnl_scope_end(scope), NNL_OK);
  for (const nnl_tensor tensor : theirs) {
    EXPECT_TRUE(is_live(tensor));
    nnl_tensor_release(tensor);
  }
}

TEST(Scopes, forget_what_was_released_in_a_long_loop) {
  const nnl_scope scope = begin();
  const nnl_tensor stays = number(1);
  largest_allocation = 0;
  for (int i = 0; i < 100'000; ++i) nnl_tensor_release(number(i));
  EXPECT_LT(largest_allocation, 1000U);
  EXPECT_TRUE(is_live(stays));
  ASSERT_EQ(nnl_scope_end(scope), NNL_OK);
  EXPECT_FALSE(is_live(stays));
}

TEST(Scopes, end_with_their_thread) {
  const int64_t before = nnlite::live_handles();
  nnl_scope scope = 0;
  nnl_tensor kept = 0;
  on_another_thread([&] {
    scope = begin();
    number(1);
    begin();
    kept = number(2);
    EXPECT_EQ(nnl_scope_keep(scope, kept), NNL_OK);
    EXPECT_EQ(nnlite::live_handles(), before + 4);
  });
  EXPECT_EQ(nnlite::live_handles(), before + 1);
  EXPECT_EQ(nnl_scope_end(scope), NNL_INVALID_HANDLE);
  nnl_tensor_release(kept);
}

TEST(Scopes, belong_to_their_thread) {
  const nnl_scope scope = begin();
  const nnl_tensor tensor = number(1);
  nnl_tensor theirs = 0;
  on_another_thread([&] {
    theirs = number(2);
    EXPECT_EQ(nnl_scope_end(scope), NNL_INVALID_STATE);
    EXPECT_STREQ(nnl_last_error_message(), "scope: it was begun on another thread");
    EXPECT_EQ(nnl_scope_keep(scope, tensor), NNL_INVALID_STATE);
  });
  EXPECT_EQ(nnl_scope_keep(scope, theirs), NNL_OK);
  ASSERT_EQ(nnl_scope_end(scope), NNL_OK);
  EXPECT_FALSE(is_live(tensor));
  EXPECT_TRUE(is_live(theirs));
  nnl_tensor_release(theirs);
}

TEST(Scopes, that_another_thread_releases_end_at_the_threads_next_scope) {
  const nnl_scope outer = begin(), scope = begin();
  const nnl_tensor tensor = number(1);
  on_another_thread([&] { nnl_scope_release(scope); });
  EXPECT_EQ(nnl_scope_end(scope), NNL_INVALID_HANDLE);
  const nnl_tensor later = number(2);  // the outer scope's
  EXPECT_TRUE(is_live(tensor));
  const nnl_scope next = begin();
  EXPECT_FALSE(is_live(tensor));
  EXPECT_TRUE(is_live(later));
  ASSERT_EQ(nnl_scope_end(next), NNL_OK);
  EXPECT_TRUE(is_live(later));
  on_another_thread([&] { nnl_scope_release(outer); });
  EXPECT_TRUE(is_live(later));
  const nnl_tensor nobodys = number(3);
  ASSERT_EQ(nnl_scope_end(begin()), NNL_OK);
  EXPECT_FALSE(is_live(later));
  EXPECT_TRUE(is_live(nobodys));
  nnl_tensor_release(nobodys);
}

TEST(Scopes, may_be_ended_by_what_they_release) {
  const int64_t before = nnlite::live_handles();
  nnl_scope scopes[2] = {begin(), begin()};
  double value = 1;
  nnl_tensor tensor = 0;
  const auto done = [](void* user_data) {
    const auto* open = static_cast<nnl_scope*>(user_data);
    number(2);
    EXPECT_EQ(nnl_scope_end(open[0]), NNL_OK);
    number(3);
  };
  ASSERT_EQ(nnl_tensor_borrow(0, NNL_F64, 0, nullptr, &value, 8, done, scopes, &tensor), NNL_OK);
  const nnl_scope around = begin();
  ASSERT_EQ(nnl_scope_end(scopes[1]), NNL_OK);
  EXPECT_EQ(nnl_scope_end(around), NNL_INVALID_HANDLE);
  EXPECT_EQ(nnlite::live_handles(), before + 1);  // made when no scope was open any more
  EXPECT_EQ(nnl_scope_end(scopes[0]), NNL_INVALID_HANDLE);
}

TEST(Scopes, lie_within_each_other_up_to_a_limit) {
  const nnl_scope first = begin();
  for (int i = 1; i < 1024; ++i) begin();
  nnl_scope scope = 7;
  EXPECT_EQ(nnl_scope_begin(&scope), NNL_NOT_SUPPORTED);
  EXPECT_STREQ(nnl_last_error_message(), "1024 scopes are open inside each other, which are the most");
  EXPECT_EQ(scope, 0);
  const nnl_tensor tensor = number(1);
  ASSERT_EQ(nnl_scope_end(first), NNL_OK);
  EXPECT_FALSE(is_live(tensor));
}

TEST(Scopes, change_nothing_when_memory_is_missing) {
  const nnl_tensor x = number(1);
  int failures = 0;
  for (const int held : {0, 16, 32}) {  // where the list of handles grows
    const nnl_scope outer = begin(), scope = begin();
    std::vector<nnl_tensor> tensors(static_cast<size_t>(held));
    for (nnl_tensor& tensor : tensors) tensor = number(2);
    nnl_tensor made = 0;
    nnl_scope inner = 0;
    const auto until_it_works = [&](const std::function<nnl_status()>& call) {
      const int64_t before = nnlite::live_handles(), out = made + inner;
      nnl_status status = NNL_OUT_OF_MEMORY;
      for (int64_t left = 0; status != NNL_OK; ++left) {
        EXPECT_EQ(status, NNL_OUT_OF_MEMORY);
        EXPECT_EQ(nnlite::live_handles(), before);
        EXPECT_EQ(made + inner, out);
        nnl_shutdown();  // nothing is kept that could be used again
        allocations_left = left;
        status = call();
        allocations_left = -1;
        failures += status != NNL_OK;
      }
    };
    until_it_works([&] { return nnl_relu(x, &made); });
    until_it_works([&] { return nnl_scope_keep(scope, made); });
    nnl_tensor_release(made);
    made = 0;
    until_it_works([&] { return nnl_scope_begin(&inner); });
    ASSERT_EQ(nnl_scope_end(outer), NNL_OK);
    for (const nnl_tensor tensor : tensors) EXPECT_FALSE(is_live(tensor));
  }
  EXPECT_GT(failures, 9);
  nnl_tensor_release(x);
}

TEST(Scopes, of_other_threads_never_end_in_a_forked_child) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the thread sanitizer does not follow a fork of a threaded process";
#endif
  const nnl_scope scope = begin();
  const nnl_tensor tensor = number(1);
  pid_t child = 0;
  on_another_thread([&] {
    const nnl_scope own = begin();
    const nnl_tensor theirs = number(2);
    child = fork();
    if (child != 0) return;
    const bool right = nnl_scope_end(scope) == NNL_INVALID_STATE && nnl_scope_end(own) == NNL_OK &&
                       is_live(tensor) && !is_live(theirs);
    nnl_scope_release(scope);
    _exit(right && is_live(tensor) && nnl_scope_end(scope) == NNL_INVALID_HANDLE ? 0 : 1);
  });
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  ASSERT_EQ(nnl_scope_end(scope), NNL_OK);
}

}  // namespace
