#include "words.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t max_file_size = (size_t)1 << 30;

/* Reads all that is left of a file and puts a line feed behind it. */
static const char* read_text(FILE* file, char** text, size_t* size) {
  size_t capacity = 0;
  *size = 0;
  do {
    if (*size + 1 >= capacity) {
      capacity = capacity == 0 ? 1 << 16 : 2 * capacity;
      char* larger = realloc(*text, capacity);
      if (larger == NULL) return "not enough memory";
      *text = larger;
    }
    errno = 0;
    *size += fread(*text + *size, 1, capacity - *size - 1, file);
    if (ferror(file)) return errno != 0 ? strerror(errno) : "cannot be read";
    if (*size > max_file_size) return "is larger than 1 GiB";
  } while (!feof(file));
  (*text)[*size] = '\n';
  return NULL;
}

/* Whether the line is a word, which then ends with a NUL. */
static int take_word(char* line, char* end) {
  if (end > line && end[-1] == '\r') --end;
  if (end == line) return 0;
  for (const char* c = line; c < end; ++c)
    if (*c < 'a' || *c > 'z') return 0;
  *end = '\0';
  return 1;
}

/* Finds the words in `size` characters that a line feed follows. */
static const char* find_words(word_list* list, size_t size) {
  size_t lines = 1;
  for (size_t i = 0; i < size; ++i) lines += list->text[i] == '\n';
  list->words = malloc(lines * sizeof *list->words);
  if (list->words == NULL) return "not enough memory";
  char* const text_end = list->text + size;
  for (char *line = list->text, *end; line <= text_end; line = end + 1) {
    end = memchr(line, '\n', (size_t)(text_end + 1 - line));
    if (take_word(line, end)) list->words[list->count++] = line;
  }
  return list->count > 0 ? NULL : "has no word of only the letters a to z";
}

const char* word_list_read(const char* path, word_list* list) {
  memset(list, 0, sizeof *list);
  FILE* file = fopen(path, "rb");
  if (file == NULL) return strerror(errno);
  size_t size = 0;
  const char* problem = read_text(file, &list->text, &size);
  fclose(file);
  if (problem != NULL) return problem;
  return size == 0 ? "is empty" : find_words(list, size);
}

int word_list_contains(const word_list* list, const char* word) {
  for (int64_t i = 0; i < list->count; ++i)
    if (strcmp(list->words[i], word) == 0) return 1;
  return 0;
}

void word_list_free(word_list* list) {
  free(list->words);
  free(list->text);
  memset(list, 0, sizeof *list);
}

static int is_chosen(int64_t word, int validation) { return (word % 10 == 9) == (validation != 0); }

int samples_make(const word_list* list, int validation, samples* result) {
  memset(result, 0, sizeof *result);
  size_t count = 0;
  for (int64_t i = 0; i < list->count; ++i)
    if (is_chosen(i, validation)) count += strlen(list->words[i]) + 1;
  /* One more, so that no size is 0. */
  result->contexts = malloc((count + 1) * CONTEXT * sizeof *result->contexts);
  result->targets = malloc((count + 1) * sizeof *result->targets);
  if (result->contexts == NULL || result->targets == NULL) return 0;
  for (int64_t i = 0; i < list->count; ++i) {
    if (!is_chosen(i, validation)) continue;
    int32_t context[CONTEXT] = {0};
    const char* letter = list->words[i];
    do {
      const int32_t target = *letter == '\0' ? 0 : *letter - 'a' + 1;
      memcpy(result->contexts + result->count * CONTEXT, context, sizeof context);
      result->targets[result->count++] = target;
      memmove(context, context + 1, sizeof context - sizeof *context);
      context[CONTEXT - 1] = target;
    } while (*letter++ != '\0');
  }
  return 1;
}

void samples_free(samples* these) {
  free(these->contexts);
  free(these->targets);
  memset(these, 0, sizeof *these);
}
