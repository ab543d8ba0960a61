/* A word list and the samples that a character-level language model learns from it. Needs only the C library.
 */
#ifndef NNLITE_EXAMPLES_WORDS_H
#define NNLITE_EXAMPLES_WORDS_H

#include <stdint.h>

/* Symbol 0 ends a word and fills the context before it; 1 to 26 are the letters. */
enum { SYMBOLS = 27, CONTEXT = 5 };

/* Words in file order. All zero is an empty list. */
typedef struct word_list {
  char* text;   /* owns the characters */
  char** words; /* each ends with a NUL */
  int64_t count;
} word_list;

/* Reads the lines of a file that match ^[a-z]+$. A line ends with LF, CRLF or the file. Returns NULL, or in a
 * few words why there is no list; `list` is to be freed in either case. */
const char* word_list_read(const char* path, word_list* list);
int word_list_contains(const word_list* list, const char* word);
void word_list_free(word_list* list);

/* Samples: CONTEXT symbols each, oldest first, and the symbol that follows. */
typedef struct samples {
  int32_t* contexts;
  int32_t* targets;
  int64_t count;
} samples;

/* Makes a sample for each letter and each end of the words whose number n (from 0) is a validation word (n %
 * 10 == 9), or of all others. Returns 0 when out of memory. */
int samples_make(const word_list* list, int validation, samples* result);
void samples_free(samples* these);

#endif
