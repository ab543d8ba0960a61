// Takes steps of one embedding; instructions.py counts what a step executes.
//
//   embedding_step ROWS STEPS [PATTERN_ROWS]
//
// The look-ups are those of the cell embedding_step/ROWS/uniform. With PATTERN_ROWS they are those of a table
// of so many rows, spread evenly over this one: the same look-ups repeat, whatever the table's size.
#include <cstdio>
#include <cstdlib>

#include "../nnlite/cells.h"

int main(int argc, char** argv) {
  using namespace nnlite;
  if (argc < 3 || argc > 4) return std::fputs("usage: embedding_step ROWS STEPS [PATTERN_ROWS]\n", stderr), 2;
  const std::int64_t rows = std::atoll(argv[1]), steps = std::atoll(argv[2]);
  const std::int64_t pattern = argc == 4 ? std::atoll(argv[3]) : rows;
  std::vector<std::int64_t> numbers = bench::uniform(bench::lookups, pattern);
  for (std::int64_t& number : numbers) number *= rows / pattern;

  Context().set_threads(1);
  const Embedding table =
      Embedding::from_pretrained(Tensor::full({rows, bench::columns}, bench::table_value), false);
  const Sgd sgd(table.parameters());
  const Tensor at = bench::index_tensor(numbers, {bench::lookups});
  const Tensor gradient = bench::random_tensor({bench::lookups, bench::columns});
  for (std::int64_t i = 0; i < steps; ++i) {
    table(at).backward(gradient);
    sgd.step();
    sgd.zero_grad();
  }
  return 0;
}
