#include <cstdio>

#include <nnlite/nnlite.hpp>

int main() {
  const int version = nnl_version();
  std::printf("%d.%d.%d\n", version / 10000, version / 100 % 100, version % 100);
}
