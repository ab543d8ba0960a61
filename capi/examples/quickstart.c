/* Trains a character-level language model (Bengio et al. 2003, with batch norm) on a word list, through
 * nnlite.h alone: 5 characters in, the next one out. Then it measures the model on words it has not seen,
 * invents words and saves it. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <nnlite/nnlite.h>

#include "words.h"

enum { EXIT_USAGE = 2, EXIT_INTERRUPTED = 130 };
static const double peak_learning_rate = 0.5;
static const double pi = 3.14159265358979323846;

/* Set by Ctrl-C. A second Ctrl-C ends the program at once. */
static volatile sig_atomic_t interrupted = 0;

static void on_interrupt(int signal_number) {
  (void)signal_number;
  interrupted = 1;
}

/* Whether the call went well; if not, says what failed. */
static int ok(nnl_status status) {
  if (status == NNL_OK) return 1;
  fprintf(stderr, "quickstart: %s: %s\n", nnl_last_error_function(), nnl_last_error_message());
  return 0;
}

/* Says why something named does not work; returns 0. */
static int complain(const char* name, const char* problem) {
  fprintf(stderr, "quickstart: %s: %s\n", name, problem);
  return 0;
}

/* ---- Options ---- */

typedef struct options {
  const char* file;
  const char* output;
  const char* losses;
  int64_t steps, batch, seed, threads;
} options;

static void print_help(void) {
  puts(
      "usage: quickstart [OPTION VALUE]...\n"
      "\n"
      "Trains a small language model on a word list and lets it invent words.\n"
      "\n"
      "  --file FILE     the word list, one word a line (/usr/share/dict/words)\n"
      "  --steps N       training steps (20000)\n"
      "  --batch N       samples a step, at least 2 (256)\n"
      "  --seed N        start of all random numbers (0)\n"
      "  --threads N     threads to use; 0 uses all processors (0)\n"
      "  --output FILE   where the model is saved (nnlite-quickstart.safetensors)\n"
      "  --losses FILE   also write each step's loss as a hexadecimal float\n"
      "  --help          print this\n"
      "\n"
      "Ctrl-C stops the training and saves the model. Exit status: 0, 1 on failure, 2 on wrong usage, 130 on "
      "Ctrl-C.");
}

static int parse_integer(const char* name, const char* text, int64_t low, int64_t high, int64_t* value) {
  char* end = NULL;
  errno = 0;
  const intmax_t number = strtoimax(text, &end, 10);
  const int has_sign_or_digit = *text == '-' || (*text >= '0' && *text <= '9');
  if (!has_sign_or_digit || end == text || *end != '\0')
    fprintf(stderr, "quickstart: %s: '%s' is not a whole number\n", name, text);
  else if (errno != 0 || number < low || number > high)
    fprintf(stderr, "quickstart: %s: %s is not in [%" PRId64 ", %" PRId64 "]\n", name, text, low, high);
  else {
    *value = number;
    return 1;
  }
  return 0;
}

static int parse_text(const char* name, const char* text, const char** value) {
  if (*text == '\0') return complain(name, "the value is empty");
  *value = text;
  return 1;
}

static int parse_option(const char* name, const char* value, options* o) {
  if (strcmp(name, "--file") == 0) return parse_text(name, value, &o->file);
  if (strcmp(name, "--output") == 0) return parse_text(name, value, &o->output);
  if (strcmp(name, "--losses") == 0) return parse_text(name, value, &o->losses);
  if (strcmp(name, "--steps") == 0) return parse_integer(name, value, 1, 1000000000, &o->steps);
  if (strcmp(name, "--batch") == 0) return parse_integer(name, value, 2, 1000000, &o->batch);
  if (strcmp(name, "--seed") == 0) return parse_integer(name, value, INT64_MIN, INT64_MAX, &o->seed);
  return parse_integer(name, value, 0, 1024, &o->threads);
}

static int parse_options(int argc, char** argv, options* o) {
  static const char* const names[] = {"--file",  "--output", "--losses", "--steps",
                                      "--batch", "--seed",   "--threads"};
  for (int i = 1; i < argc; ++i) {
    size_t known = 0;
    while (known < sizeof names / sizeof *names && strcmp(argv[i], names[known]) != 0) ++known;
    if (known == sizeof names / sizeof *names) return complain(argv[i], "unknown option (see --help)");
    if (i + 1 == argc) return complain(argv[i], "the value is missing");
    if (!parse_option(names[known], argv[i + 1], o)) return 0;
    ++i;
  }
  return 1;
}

/* Whether a file can be written there, so that this is known before the training. Creates nothing. */
static int can_write(const char* path) {
  struct stat found;
  const int exists = stat(path, &found) == 0;
  if (!exists && errno != ENOENT) return complain(path, strerror(errno));
  if (exists && !S_ISREG(found.st_mode)) return complain(path, "is not a regular file");
  if (exists && access(path, W_OK) != 0) return complain(path, strerror(errno));
  const char* slash = strrchr(path, '/');
  const size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
  char* folder = malloc(length + 3);
  if (folder == NULL) return complain(path, "not enough memory");
  memcpy(folder, path, length);
  memcpy(folder + length, "./", 3);
  const int writable = access(folder, W_OK | X_OK) == 0;
  if (!writable) complain(path, strerror(errno));
  free(folder);
  return writable;
}

/* ---- Progress ---- */

typedef struct progress {
  int64_t steps;
  int64_t every; /* steps between two shows */
  int terminal;
  double start;
} progress;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static progress progress_begin(int64_t steps) {
  const int terminal = isatty(STDERR_FILENO);
  const progress p = {steps, terminal ? 50 : 1000, terminal, seconds()};
  return p;
}

static int progress_is_due(const progress* p, int64_t done) {
  return done % p->every == 0 || done == p->steps;
}

static void progress_show(const progress* p, int64_t done, double loss) {
  enum { WIDTH = 24 };
  char bar[WIDTH + 1] = {0};
  const int64_t filled = done * WIDTH / p->steps;
  for (int i = 0; i < WIDTH; ++i) bar[i] = i < filled ? '#' : '.';
  const double elapsed = seconds() - p->start;
  const double rate = elapsed > 0 ? (double)done / elapsed : 0;
  const int64_t left = rate > 0 ? (int64_t)((double)(p->steps - done) / rate + 0.5) : 0;
  fprintf(stderr, "%s[%s] %" PRId64 "/%" PRId64 "  loss %.4f  %.0f steps/s  %" PRId64 ":%02d left%s",
          p->terminal ? "\r" : "", bar, done, p->steps, loss, rate, left / 60, (int)(left % 60),
          p->terminal ? "\033[K" : "\n");
}

/* ---- The model ---- */

static int model_create(nnl_context context, nnl_module* model) {
  enum { LAYERS = 6, DIM = 16, HIDDEN = 256 };
  nnl_module layers[LAYERS] = {0};
  nnl_linear_options no_bias;
  nnl_linear_options_init(&no_bias, (uint32_t)sizeof no_bias);
  no_bias.bias = 0;
  const int made = ok(nnl_embedding_create(context, SYMBOLS, DIM, NULL, &layers[0])) &&
                   ok(nnl_flatten_create(context, &layers[1])) &&
                   ok(nnl_linear_create(context, (int64_t)CONTEXT * DIM, HIDDEN, &no_bias, &layers[2])) &&
                   ok(nnl_batch_norm1d_create(context, HIDDEN, NULL, &layers[3])) &&
                   ok(nnl_tanh_create(context, &layers[4])) &&
                   ok(nnl_linear_create(context, HIDDEN, SYMBOLS, NULL, &layers[5])) &&
                   ok(nnl_sequential_create(context, LAYERS, layers, model));
  for (int i = 0; i < LAYERS; ++i) nnl_module_release(layers[i]);
  return made;
}

static int sgd_create(nnl_module model, nnl_optimizer* optimizer) {
  enum { MAX_PARAMETERS = 16 };
  nnl_tensor parameters[MAX_PARAMETERS] = {0};
  int64_t count = 0;
  int made = ok(nnl_module_num_parameters(model, &count)) && count <= MAX_PARAMETERS;
  for (int64_t i = 0; made && i < count; ++i) made = ok(nnl_module_parameter(model, i, &parameters[i]));
  made = made && ok(nnl_sgd_create(count, parameters, NULL, optimizer));
  for (int i = 0; i < MAX_PARAMETERS; ++i) nnl_tensor_release(parameters[i]);
  return made;
}

/* Two tensors: contexts [count, CONTEXT] and targets [count]. */
static int data_create(nnl_context context, const samples* these, nnl_tensor data[2]) {
  const int64_t shape[2] = {these->count, CONTEXT};
  const int64_t bytes = these->count * (int64_t)sizeof(int32_t);
  return ok(nnl_tensor_from_data(context, NNL_I32, 2, shape, these->contexts, bytes * CONTEXT, &data[0])) &&
         ok(nnl_tensor_from_data(context, NNL_I32, 1, shape, these->targets, bytes, &data[1]));
}

/* The mean cross entropy of a batch of contexts and targets. */
static int batch_loss(nnl_module model, const nnl_tensor batch[2], nnl_tensor* loss) {
  nnl_tensor logits = 0;
  const int done =
      ok(nnl_module_forward(model, batch[0], &logits)) && ok(nnl_cross_entropy(logits, batch[1], NULL, loss));
  nnl_tensor_release(logits);
  return done;
}

/* ---- Training ---- */

/* One step; `value` receives the loss unless it is NULL. */
static int train_step(nnl_module model, nnl_optimizer optimizer, nnl_loader loader, double learning_rate,
                      double* value) {
  nnl_tensor batch[2] = {0, 0}, loss = 0;
  int done = ok(nnl_loader_next(loader, 2, batch));
  if (done && batch[0] == 0) done = ok(nnl_loader_next(loader, 2, batch)); /* an epoch ended */
  done = done && batch_loss(model, batch, &loss) && ok(nnl_optimizer_zero_grad(optimizer)) &&
         ok(nnl_tensor_backward(loss, 0, 0)) &&
         ok(nnl_optimizer_set_learning_rate(optimizer, 0, learning_rate)) &&
         ok(nnl_optimizer_step(optimizer)) && (value == NULL || ok(nnl_tensor_item(loss, value)));
  nnl_tensor_release(loss);
  nnl_tensor_release(batch[0]);
  nnl_tensor_release(batch[1]);
  return done;
}

/* Trains until the last step or Ctrl-C. `losses` may be NULL. */
static int train(nnl_module model, const nnl_tensor data[2], const options* o, FILE* losses) {
  nnl_optimizer optimizer = 0;
  nnl_loader loader = 0;
  nnl_loader_options drawing;
  nnl_loader_options_init(&drawing, (uint32_t)sizeof drawing);
  drawing.sampling = NNL_SAMPLING_REPLACEMENT;
  drawing.last_batch = NNL_LAST_BATCH_DROP;
  drawing.batch_size = o->batch;
  drawing.seed = o->seed;
  int going = sgd_create(model, &optimizer) && ok(nnl_loader_create(2, data, &drawing, &loader));

  const progress p = progress_begin(o->steps);
  int64_t step = 0;
  for (; going && !interrupted && step < o->steps; ++step) {
    const double learning_rate = 0.5 * peak_learning_rate * (1.0 + cos(pi * (double)step / (double)o->steps));
    const int due = progress_is_due(&p, step + 1);
    double loss = 0;
    going = train_step(model, optimizer, loader, learning_rate, due || losses != NULL ? &loss : NULL);
    if (going && losses != NULL) fprintf(losses, "%.13a\n", loss);
    if (going && due) progress_show(&p, step + 1, loss);
  }
  if (p.terminal) fputc('\n', stderr);
  const double elapsed = seconds() - p.start;
  if (going) printf("%" PRId64 " steps in %.1f s, %.0f steps/s\n", step, elapsed, (double)step / elapsed);
  nnl_loader_release(loader);
  nnl_optimizer_release(optimizer);
  return going;
}

/* The mean loss over all samples, in inference mode. */
static int evaluate(nnl_module model, const nnl_tensor data[2], double* mean) {
  nnl_loader loader = 0;
  nnl_loader_options chunks;
  nnl_loader_options_init(&chunks, (uint32_t)sizeof chunks);
  chunks.batch_size = 4096;
  double sum = 0;
  int64_t samples_seen = 0;
  int going = ok(nnl_module_train(model, 0)) && ok(nnl_set_grad_enabled(0)) &&
              ok(nnl_loader_create(2, data, &chunks, &loader));
  for (int more = 1; going && more;) {
    nnl_tensor batch[2] = {0, 0}, loss = 0;
    going = ok(nnl_loader_next(loader, 2, batch));
    more = batch[0] != 0;
    if (going && more) {
      double value = 0;
      int64_t count = 0;
      going = batch_loss(model, batch, &loss) && ok(nnl_tensor_item(loss, &value)) &&
              ok(nnl_tensor_count(batch[1], &count));
      sum += value * (double)count;
      samples_seen += count;
    }
    nnl_tensor_release(loss);
    nnl_tensor_release(batch[0]);
    nnl_tensor_release(batch[1]);
  }
  nnl_loader_release(loader);
  going = ok(nnl_set_grad_enabled(1)) && going;
  if (going) *mean = sum / (double)samples_seen;
  return going;
}

/* ---- Inventing words ---- */

/* A number in [0, 1) from a 64-bit state (Vigna's splitmix64). */
static double random_unit(uint64_t* state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* Draws the symbol that follows a context. */
static int draw_symbol(nnl_context context, nnl_module model, const int32_t* symbols, uint64_t* state,
                       int32_t* symbol) {
  const int64_t shape[2] = {1, CONTEXT};
  const int64_t bytes = CONTEXT * (int64_t)sizeof *symbols;
  float probabilities[SYMBOLS];
  nnl_tensor input = 0, logits = 0, output = 0;
  const int done = ok(nnl_tensor_from_data(context, NNL_I32, 2, shape, symbols, bytes, &input)) &&
                   ok(nnl_module_forward(model, input, &logits)) && ok(nnl_softmax(logits, 1, &output)) &&
                   ok(nnl_tensor_read(output, probabilities, (int64_t)sizeof probabilities));
  nnl_tensor_release(output);
  nnl_tensor_release(logits);
  nnl_tensor_release(input);
  if (!done) return 0;
  double left = random_unit(state);
  int32_t drawn = 0;
  while (drawn < SYMBOLS - 1 && left >= probabilities[drawn]) left -= probabilities[drawn++];
  *symbol = drawn;
  return 1;
}

/* Draws letters until the end mark or until `word` is full. */
static int draw_word(nnl_context context, nnl_module model, uint64_t* state, char* word, size_t capacity) {
  int32_t symbols[CONTEXT] = {0};
  size_t length = 0;
  int32_t symbol = 0;
  do {
    if (!draw_symbol(context, model, symbols, state, &symbol)) return 0;
    memmove(symbols, symbols + 1, sizeof symbols - sizeof *symbols);
    symbols[CONTEXT - 1] = symbol;
    word[length] = (char)(symbol == 0 ? '\0' : 'a' + symbol - 1);
  } while (symbol != 0 && ++length + 1 < capacity);
  word[length] = '\0';
  return 1;
}

/* Prints 20 words that are not in the list, or those that 400 attempts give. */
static int invent_words(nnl_context context, nnl_module model, const word_list* list, int64_t seed) {
  uint64_t state = (uint64_t)seed;
  int going = ok(nnl_module_train(model, 0)) && ok(nnl_set_grad_enabled(0));
  puts("Words that it invented:");
  for (int attempt = 0, words = 0; going && attempt < 400 && words < 20; ++attempt) {
    char word[32];
    going = draw_word(context, model, &state, word, sizeof word);
    if (!going || *word == '\0' || word_list_contains(list, word)) continue;
    printf("  %s\n", word);
    ++words;
  }
  return ok(nnl_set_grad_enabled(1)) && going;
}

/* ---- The whole run ---- */

/* Loads the saved model into a new one, which must have the same loss. */
static int check_saved(nnl_context context, const char* path, const nnl_tensor data[2], double expected) {
  nnl_module model = 0;
  double loss = 0;
  const int done =
      model_create(context, &model) && ok(nnl_module_load(model, path)) && evaluate(model, data, &loss);
  nnl_module_release(model);
  if (!done) return 0;
  printf("Saved to %s; loaded into a new model, its validation loss is %.4f\n", path, loss);
  return loss == expected || complain(path, "the loaded model has another loss");
}

static int run(nnl_context context, const word_list* list, const samples split[2], const options* o,
               FILE* losses) {
  nnl_tensor training[2] = {0, 0}, validation[2] = {0, 0};
  nnl_module model = 0;
  double loss = 0;
  printf("%" PRId64 " words: %" PRId64 " samples to train on, %" PRId64 " to validate with\n", list->count,
         split[0].count, split[1].count);
  fflush(stdout);
  int done = ok(nnl_context_set_threads(context, (int32_t)o->threads)) &&
             ok(nnl_context_seed(context, o->seed)) && data_create(context, &split[0], training) &&
             data_create(context, &split[1], validation) && model_create(context, &model) &&
             train(model, training, o, losses);
  if (done && !interrupted) {
    done = evaluate(model, validation, &loss);
    if (done) printf("Validation loss %.4f nats a character\n", loss);
    done = done && invent_words(context, model, list, o->seed);
  }
  const int stopped = interrupted;
  done = done && ok(nnl_module_save(model, o->output));
  if (done && stopped) fprintf(stderr, "quickstart: interrupted; the model is saved to %s\n", o->output);
  done = done && (stopped || check_saved(context, o->output, validation, loss));
  nnl_module_release(model);
  for (int i = 0; i < 2; ++i) {
    nnl_tensor_release(training[i]);
    nnl_tensor_release(validation[i]);
  }
  if (!done) return EXIT_FAILURE;
  return stopped ? EXIT_INTERRUPTED : EXIT_SUCCESS;
}

static int split_words(const options* o, word_list* list, samples split[2]) {
  const char* problem = word_list_read(o->file, list);
  if (problem == NULL && list->count < 10) problem = "has fewer than 10 words, so none to validate with";
  if (problem != NULL) return complain(o->file, problem);
  if (!samples_make(list, 0, &split[0]) || !samples_make(list, 1, &split[1]))
    return complain(o->file, "not enough memory");
  if (split[0].count < o->batch)
    return complain(o->file, "has fewer samples than a batch; choose a smaller --batch");
  return 1;
}

static int open_losses(const char* path, FILE** file) {
  if (path != NULL) *file = fopen(path, "w");
  return path == NULL || *file != NULL || complain(path, strerror(errno));
}

/* Whether all losses reached the file. */
static int close_losses(const char* path, FILE* file) {
  if (file == NULL) return 1;
  const int failed = ferror(file);
  return (fclose(file) == 0 && !failed) || complain(path, "cannot be written");
}

static void catch_interrupt(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  action.sa_flags = (int)(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, NULL);
}

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i)
    if (strcmp(argv[i], "--help") == 0) return print_help(), EXIT_SUCCESS;
  options o = {"/usr/share/dict/words", "nnlite-quickstart.safetensors", NULL, 20000, 256, 0, 0};
  if (!parse_options(argc, argv, &o)) return EXIT_USAGE;
  catch_interrupt();

  word_list list = {NULL, NULL, 0};
  samples split[2] = {{NULL, NULL, 0}, {NULL, NULL, 0}};
  nnl_context context = 0;
  FILE* losses = NULL;
  int status = EXIT_FAILURE;
  if (can_write(o.output) && split_words(&o, &list, split) && open_losses(o.losses, &losses) &&
      ok(nnl_context_create(NULL, &context)))
    status = run(context, &list, split, &o, losses);
  nnl_context_release(context);
  if (!close_losses(o.losses, losses)) status = EXIT_FAILURE;
  samples_free(&split[0]);
  samples_free(&split[1]);
  word_list_free(&list);
  if (fflush(stdout) != 0) status = EXIT_FAILURE;
  return status;
}
