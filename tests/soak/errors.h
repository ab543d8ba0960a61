// Calls that fail, in all the ways that a caller can get wrong.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include <nnlite/nnlite.hpp>

namespace soak {

/// That a call fails with this status, and says why.
template <class Call>
void expect_error(nnl_status status, Call&& call) {
  try {
    call();
  } catch (const nnlite::Error& error) {
    if (error.status() == status && *error.what() != 0) return;
    throw std::runtime_error("soak: status " + std::to_string(error.status()) + " in place of " +
                             std::to_string(status) + ": " + error.what());
  }
  throw std::runtime_error("soak: a call succeeds that should fail with status " + std::to_string(status));
}

/// Makes every error once. Both contexts are empty again afterwards.
void all_errors(const nnlite::Context& context, const nnlite::Context& other,
                const std::filesystem::path& folder);

}  // namespace soak
