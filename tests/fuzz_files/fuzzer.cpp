// The same for libFuzzer, which looks for files that reach more of the library.
#include <cstdio>
#include <cstdlib>

#include "check.h"
#include "mutate.h"

using namespace nnl;
using namespace nnl::fuzz_files;

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t capacity);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::vector<std::unique_ptr<Subject>> subjects = make_subjects();
  static std::vector<Check> checks = [] {
    std::vector<Check> made;
    for (const auto& subject : subjects) made.emplace_back(*subject);
    return made;
  }();
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (size_t i = 0; i < checks.size(); ++i) {
    const Outcome outcome = checks[i].load(bytes, true);
    if (outcome.wrong.empty()) continue;
    std::fprintf(stderr, "fuzz: %s: %s\n", subjects[i]->name().c_str(), outcome.wrong.c_str());
    std::abort();
  }
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t capacity, unsigned seed) {
  if (seed % 2 == 0) return LLVMFuzzerMutate(data, size, capacity);
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  RandomStream random(seed);
  const std::string mutated = mutate(bytes, bytes, random);
  if (mutated.size() > capacity) return LLVMFuzzerMutate(data, size, capacity);
  std::copy(mutated.begin(), mutated.end(), data);
  return mutated.size();
}
