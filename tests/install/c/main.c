#include <stdio.h>

#include <nnlite/nnlite.h>

int main(void) {
  int version = (int)nnl_version();
  printf("%d.%d.%d\n", version / 10000, version / 100 % 100, version % 100);
  return 0;
}
