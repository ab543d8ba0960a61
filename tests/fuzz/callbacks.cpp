// The host's functions: they succeed, fail, call nnlite, release what they borrow, and leave modes changed.
#include <limits>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "player.h"

namespace fuzz {
namespace {

Player& player_of(void* user_data) { return *static_cast<Lent*>(user_data)->player; }

void NNL_CALL on_release(void* user_data) {
  auto& lent = *static_cast<Lent*>(user_data);
  if (++lent.done_calls > 1)
    lent.player->wrong_here("done is called twice for what " + lent.owner + " was lent");
  lent.memory.reset();
  Player::Inside inside(*lent.player, 0, nullptr);
}

nnl_status NNL_CALL on_log(int32_t level, const char* text, void* user_data) {
  Player& player = player_of(user_data);
  player.check_text(text, "a log line");
  if (level < NNL_LOG_TRACE || level > NNL_LOG_ERROR)
    player.wrong_here("a log line of level " + std::to_string(level));
  Player::Inside inside(player, 0, nullptr);
  return player.callback_status();
}

nnl_status NNL_CALL on_module(nnl_module, int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                              void* user_data) {
  Player& player = player_of(user_data);
  Player::Inside inside(player, count, inputs);
  if (*output != 0) player.wrong_here("a callback's output does not begin with 0");
  *output = player.callback_output(count, inputs);
  return player.callback_status();
}

nnl_status NNL_CALL on_function(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                void* user_data) {
  return on_module(0, count, inputs, output, user_data);
}

nnl_status NNL_CALL on_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor,
                                nnl_tensor output_gradient, const int32_t* wanted, nnl_tensor* gradients,
                                void* user_data) {
  Player& player = player_of(user_data);
  Player::Inside inside(player, count, inputs);
  for (int64_t i = 0; i < count; ++i) {
    if (gradients[i] != 0) player.wrong_here("gradients do not begin with 0");
    if (wanted[i] != 0 && wanted[i] != 1) player.wrong_here("wanted is neither 0 nor 1");
    if (player.draws().below(4) == 0) continue;
    const int64_t lists[] = {inputs[i], output_gradient};
    gradients[i] = player.callback_output(2, lists);
  }
  return player.callback_status();
}

nnl_status NNL_CALL on_fit(const nnl_fit_progress* progress, void* user_data) {
  Player& player = player_of(user_data);
  if (progress->struct_size != sizeof *progress) player.wrong_here("the progress has another size");
  Player::Inside inside(player, 0, nullptr);
  return player.callback_status();
}

/// The callback, sometimes none.
template <class Function>
Function* mostly(Player& player, Function* callback, const char* name) {
  const bool none = player.draws().once_in(8);
  player.say(name, none ? "NULL" : "callback");
  return none ? nullptr : callback;
}

}  // namespace

nnl_release_callback Player::release_callback(Lent* lent, const char* name) {
  const nnl_release_callback done = mostly(*this, on_release, name);
  lent->has_done = done != nullptr;
  return done;
}

nnl_log_callback Player::log_callback(const char* name) { return mostly(*this, on_log, name); }
nnl_module_callback Player::module_callback(const char* name) { return mostly(*this, on_module, name); }
nnl_function_callback Player::function_callback(const char* name) { return mostly(*this, on_function, name); }
nnl_backward_callback Player::backward_callback(const char* name) { return mostly(*this, on_backward, name); }
nnl_fit_callback Player::fit_callback(const char* name) { return mostly(*this, on_fit, name); }

Player::Inside::Inside(Player& player, int64_t count, const int64_t* borrowed) : player_(player) {
  player.called_back_ = true;
  if (floating_point_mode() != default_mode)
    player.wrong_here("a callback runs in another floating-point mode than nnlite's");
  if (!player.draws_) {  // the sequence is over
    static constexpr uint8_t nothing[] = {0};
    static Draws none{nothing};
    player.draws_ = &none;
    no_draws_ = true;
  }
  for (int64_t i = 0; i < count; ++i) player.pool(NNL_KIND_TENSOR).push_back(borrowed[i]);
  for (uint32_t calls = player.budget_ > 0 && player.depth_ < nested_depth ? player.draws_->below(3) : 0;
       calls > 0; --calls) {
    if (player.budget_-- <= 0) break;
    uint8_t bytes[call_bytes];
    for (uint8_t& byte : bytes) byte = player.draws_->byte();
    player.play_call(bytes);
    player.called_back_ = true;
  }
}

Player::Inside::~Inside() {
  if (player_.draws_->once_in(4)) set_floating_point_mode(player_.mode_);
  if (no_draws_) player_.draws_ = nullptr;
}

int64_t Player::callback_output(int64_t count, const int64_t* inputs) {
  const uint32_t way = draws_->below(16);
  nnl_tensor output = 0;
  if (count == 0 || way == 0) return way == 0 ? 0 : static_cast<int64_t>(draws_->bits());
  if (way < 4) return inputs[draws_->below(static_cast<uint32_t>(count))];
  if (way == 4 && !pool(NNL_KIND_TENSOR).empty())
    return pool(NNL_KIND_TENSOR)[draws_->below(static_cast<uint32_t>(pool(NNL_KIND_TENSOR).size()))];
  if (way < 12)
    nnl_affine(inputs[draws_->below(static_cast<uint32_t>(count))], 2, 0.5, &output);
  else
    nnl_sum(inputs[draws_->below(static_cast<uint32_t>(count))], 0, nullptr, 0, &output);
  return output;
}

nnl_status Player::callback_status() {
  const uint32_t way = draws_->byte();
  if (way < 200) return NNL_OK;
  if (way % 4 == 0) nnl_set_last_error(text("message"));
  return draws_->one_of<nnl_status>({NNL_CANCELLED, NNL_INVALID_ARGUMENT, NNL_CALLBACK_FAILED,
                                     NNL_OUT_OF_MEMORY, NNL_INTERNAL, 1, -1,
                                     std::numeric_limits<int32_t>::max()});
}

}  // namespace fuzz
