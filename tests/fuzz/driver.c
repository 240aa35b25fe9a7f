/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a fuzz target as a plain test, where there is no fuzz engine: each seed as it is, then cut, spliced and changed
 * in ways that are the same in every run. Finds less than libFuzzer does in a day, but runs everywhere and each time.
 *
 *   fuzz-NAME                 all seeds of $G_TEST_SRCDIR/fuzz/corpus/NAME
 *   fuzz-NAME --input FILE    this one input as it is, to see what happened
 *
 * With $OFFPRINT_FUZZ_KEEP set to a file name, each input is written there before it is tried: after a crash it is in
 * that file. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#define MUTATIONS_PER_SEED 300
#define MAX_INPUT_BYTES (64 * 1024)
#define BUDGET_SECONDS 8 /* for all mutations of the program; the seeds themselves are always tried */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A seed, and what the mutations need besides it. */
typedef struct
{
  char *path;
  GBytes *bytes;
  const GPtrArray *all; /* (element-type GBytes): all seeds, to splice from */
  gint64 budget;        /* microseconds for the mutations of this seed */
} Seed;

static void
seed_free (gpointer data)
{
  Seed *seed = data;
  g_free (seed->path);
  g_bytes_unref (seed->bytes);
  g_free (seed);
}

/* The copy has exactly the input's size, so that a sanitizer sees the first byte read beyond it. */
static void
try_input (const guint8 *data, gsize size)
{
  const char *keep = g_getenv ("OFFPRINT_FUZZ_KEEP");
  if (keep != NULL)
    g_file_set_contents (keep, (const char *) data, (gssize) size, NULL);
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));
  if (size > 0)
    memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

static gsize
random_below (GRand *random, gsize end)
{
  return end == 0 ? 0 : (gsize) g_rand_int_range (random, 0, (gint32) MIN (end, G_MAXINT32));
}

static void
flip_bits (GRand *random, GByteArray *input, const Seed *seed)
{
  for (gsize left = 1 + random_below (random, 16); left > 0 && input->len > 0; left--)
    input->data[random_below (random, input->len)] ^= (guint8) (1 << random_below (random, 8));
}

/* Bytes on which parsers turn. */
static void
put_bytes (GRand *random, GByteArray *input, const Seed *seed)
{
  static const guint8 turns[]
      = { 0x00, 0x09, 0x0a, 0x0d, 0x22, 0x26, 0x27, 0x28, 0x2d, 0x2e, 0x2f, 0x3a, 0x3b, 0x3c, 0x3d,
          0x3e, 0x5b, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0xed, 0xf4, 0xfe, 0xff };
  for (gsize left = 1 + random_below (random, 8); left > 0 && input->len > 0; left--)
    input->data[random_below (random, input->len)] = turns[random_below (random, G_N_ELEMENTS (turns))];
}

static void
cut_out (GRand *random, GByteArray *input, const Seed *seed)
{
  if (input->len == 0)
    return;
  gsize start = random_below (random, input->len);
  g_byte_array_remove_range (input, (guint) start, (guint) (1 + random_below (random, input->len - start)));
}

static void
cut_off (GRand *random, GByteArray *input, const Seed *seed)
{
  g_byte_array_set_size (input, (guint) random_below (random, input->len + 1u));
}

static void
repeat_part (GRand *random, GByteArray *input, const Seed *seed)
{
  if (input->len == 0)
    return;
  gsize start = random_below (random, input->len);
  gsize length = 1 + random_below (random, MIN (input->len - start, 64));
  g_autofree guint8 *part = g_memdup2 (input->data + start, length);
  for (gsize left = 1 + random_below (random, 200); left > 0 && input->len + length <= MAX_INPUT_BYTES; left--)
    g_byte_array_append (input, part, (guint) length);
}

/* The head of this seed, the tail of another. */
static void
splice (GRand *random, GByteArray *input, const Seed *seed)
{
  gsize size;
  const guint8 *other = g_bytes_get_data (seed->all->pdata[random_below (random, seed->all->len)], &size);
  cut_off (random, input, seed);
  gsize start = random_below (random, size);
  if (size > start)
    g_byte_array_append (input, other + start, (guint) MIN (size - start, MAX_INPUT_BYTES));
}

static void
mutate (GRand *random, GByteArray *input, const Seed *seed)
{
  static void (*const mutations[]) (GRand *, GByteArray *, const Seed *)
      = { flip_bits, put_bytes, cut_out, cut_off, repeat_part, splice };
  for (gsize left = 1 + random_below (random, 4); left > 0; left--)
    mutations[random_below (random, G_N_ELEMENTS (mutations))](random, input, seed);
}

/* The target takes the seed as it is, and whatever becomes of it: it neither crashes, nor leaks, nor hangs, and its own
 * assertions hold. */
static void
test_seed (gconstpointer data)
{
  const Seed *seed = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (seed->bytes, &size);
  try_input (bytes, size);

  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (seed->path));
  gint64 deadline = g_get_monotonic_time () + seed->budget;
  guint tried = 0;
  for (; tried < MUTATIONS_PER_SEED && g_get_monotonic_time () < deadline; tried++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();
      g_byte_array_append (input, bytes, (guint) MIN (size, MAX_INPUT_BYTES));
      mutate (random, input, seed);
      try_input (input->data, input->len);
    }
  g_test_message ("%u mutations", tried);
}

/* Nothing at all, and each byte alone. */
static void
test_tiny (void)
{
  try_input (NULL, 0);
  for (guint byte = 0; byte < 256; byte++)
    try_input (&(guint8){ (guint8) byte }, 1);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  const Seed *const *first = a;
  const Seed *const *second = b;
  return strcmp ((*first)->path, (*second)->path);
}

/* Names first, sorted: the order of a folder differs between machines. */
static GPtrArray *
read_seeds (const char *folder, GPtrArray *all)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *seeds = g_ptr_array_new_with_free_func (seed_free);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  for (const char *name; (name = g_dir_read_name (directory)) != NULL;)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      Seed *seed = g_new0 (Seed, 1);
      char *contents;
      gsize size;
      g_file_get_contents (file, &contents, &size, &error);
      g_assert_no_error (error);
      seed->path = g_strdup (name);
      seed->bytes = g_bytes_new_take (contents, size);
      seed->all = all;
      g_ptr_array_add (seeds, seed);
    }
  g_ptr_array_sort (seeds, compare_paths);
  return seeds;
}

static int
run_seeds (const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", name, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) seeds = read_seeds (folder, all);
  g_assert_cmpuint (seeds->len, >, 0);
  for (guint i = 0; i < seeds->len; i++)
    {
      Seed *seed = seeds->pdata[i];
      g_autofree char *path = g_strdup_printf ("/fuzz/%s/%s", name, seed->path);
      seed->budget = BUDGET_SECONDS * G_USEC_PER_SEC / (gint64) seeds->len;
      g_ptr_array_add (all, seed->bytes);
      g_test_add_data_func (path, seed, test_seed);
    }
  g_autofree char *tiny = g_strdup_printf ("/fuzz/%s/tiny", name);
  g_test_add_func (tiny, test_tiny);
  return g_test_run ();
}

static int
run_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  if (!g_file_get_contents (path, &contents, &size, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  try_input ((const guint8 *) contents, size);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--input") == 0)
    return run_file (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_autofree char *program = g_path_get_basename (argv[0]);
  return run_seeds (g_str_has_prefix (program, "fuzz-") ? program + strlen ("fuzz-") : program);
}
