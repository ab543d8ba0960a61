// Loads mutated files and checks what happens, the same for the same seed.
//
//   fuzz_files_runner [--files N] [--seed S] [--from K] CORPUS     files K to K + N of a seed, made from a
//   folder's fuzz_files_runner FILE...                                      these files, each as it is
//   fuzz_files_runner --make CORPUS                                writes the valid files that all begins
//   with
//
// A finding ends it; the file is left as fuzz-file-failure.safetensors in the working folder.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "check.h"
#include "mutate.h"
#include "support/files.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace nnl::fuzz_files {
namespace {

std::string current;  // the file that is being loaded

void keep_current() {
  std::ofstream("fuzz-file-failure.safetensors", std::ios::binary) << current;
  std::fprintf(stderr, "fuzz: left as fuzz-file-failure.safetensors\n");
}

struct Subjects {
  std::vector<std::unique_ptr<Subject>> all = make_subjects();
  std::vector<Check> checks;
  Subjects() {
    for (const auto& subject : all) checks.emplace_back(*subject);
  }
};

struct Counts {
  int64_t files = 0, loads = 0, loaded = 0, worked = 0, largest = 0, most_excess = 0;
};

void load(Subjects& subjects, size_t which, bool work, Counts& counts) {
  const Outcome outcome = subjects.checks[which].load(current, work);
  if (!outcome.wrong.empty()) {
    std::fprintf(stderr, "fuzz: %s: %s\n", subjects.all[which]->name().c_str(), outcome.wrong.c_str());
    keep_current();
    std::exit(1);
  }
  ++counts.loads;
  counts.loaded += outcome.loaded;
  counts.worked += outcome.worked;
  counts.largest = std::max(counts.largest, static_cast<int64_t>(current.size()));
  counts.most_excess = std::max(counts.most_excess, outcome.excess);
}

void print(const Counts& counts) {
  std::printf(
      "%lld files in %lld loads: %lld loaded, of which %lld trained on; the largest had %lld bytes, the most "
      "memory was "
      "twice a file and %lld bytes\n",
      static_cast<long long>(counts.files), static_cast<long long>(counts.loads),
      static_cast<long long>(counts.loaded), static_cast<long long>(counts.worked),
      static_cast<long long>(counts.largest), static_cast<long long>(counts.most_excess));
}

std::vector<std::filesystem::path> files_of(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

int play_files(const std::vector<std::string>& paths) {
  Subjects subjects;
  Counts counts;
  for (const std::string& path : paths) {
    current = test::read_all(path);
    ++counts.files;
    for (size_t which = 0; which < subjects.all.size(); ++which) load(subjects, which, true, counts);
  }
  print(counts);
  return 0;
}

int play_mutations(const std::string& folder, int64_t count, uint64_t seed, int64_t from) {
  Subjects subjects;
  Counts counts;
  std::vector<std::string> corpus;
  std::vector<size_t> owners;  // the subject of a file's name
  for (const auto& path : files_of(folder)) {
    corpus.push_back(test::read_all(path));
    const std::string stem = path.stem();
    size_t owner = 0;
    while (owner < subjects.all.size() && !stem.starts_with(subjects.all[owner]->name())) ++owner;
    owners.push_back(owner);
  }
  if (corpus.empty()) {
    std::fprintf(stderr, "fuzz: no files in %s\n", folder.c_str());
    return 1;
  }
  const auto choose = [](RandomStream& random, size_t n) {
    return static_cast<size_t>(random.below(static_cast<int64_t>(n)));
  };
  for (int64_t number = from; number < from + count; ++number) {
    RandomStream random(seed, static_cast<uint64_t>(number));
    const size_t source = choose(random, corpus.size()), other = choose(random, corpus.size());
    current = mutate(corpus[source], corpus[other], random);
    ++counts.files;
    // Mostly into what it was made for.
    const bool own = owners[source] < subjects.all.size() && random.below(8) != 0;
    load(subjects, own ? owners[source] : choose(random, subjects.all.size()), random.below(2) == 0, counts);
    if (counts.files % 100'000 == 0) {
      std::printf("seed %llu: ", static_cast<unsigned long long>(seed));
      print(counts);
      std::fflush(stdout);
    }
  }
  print(counts);
  return 0;
}

int make_corpus(const std::string& folder) {
  for (const auto& subject : make_subjects()) subject->save(folder + "/" + subject->name() + ".safetensors");
  return 0;
}

}  // namespace
}  // namespace nnl::fuzz_files

int main(int count, char** arguments) {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_set_death_callback(nnl::fuzz_files::keep_current);
#endif
  std::map<std::string, std::string> options;
  std::vector<std::string> paths;
  for (int i = 1; i < count; ++i) {
    if (std::string(arguments[i]).starts_with("--") && i + 1 < count)
      options[arguments[i]] = arguments[i + 1], ++i;
    else
      paths.emplace_back(arguments[i]);
  }
  const auto number = [&](const char* option, int64_t otherwise) {
    return options.count(option) ? std::atoll(options[option].c_str()) : otherwise;
  };
  if (options.count("--make")) return nnl::fuzz_files::make_corpus(options["--make"]);
  if (paths.size() == 1 && std::filesystem::is_directory(paths[0]))
    return nnl::fuzz_files::play_mutations(paths[0], number("--files", 20'000),
                                           static_cast<uint64_t>(number("--seed", 1)), number("--from", 0));
  return nnl::fuzz_files::play_files(paths);
}
