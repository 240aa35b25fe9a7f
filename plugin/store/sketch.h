/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A few hundred bytes that tell how much two texts have in common: what near-duplicates are found by. Pure functions of
 * the words of a text; the same on every machine, as they are kept in the index. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Site, title and number of shingles in four bytes each, then one byte a bin. */
#define OFFPRINT_SKETCH_BINS 256
#define OFFPRINT_SKETCH_BYTES (12 + OFFPRINT_SKETCH_BINS)
/* Keys of four bytes each. Texts without a common one are not compared. */
#define OFFPRINT_SKETCH_KEYS_MAX 24
#define OFFPRINT_SKETCH_KEY_BYTES 4

typedef struct _OffprintSketch OffprintSketch;

/**
 * OffprintSketchMeasures:
 * @longer: shingles of the longer text
 * @lengths: how many times as long as the shorter it is
 * @common: about how many shingles are in both texts, with their surroundings
 * @kept: of shingles that are in both, the share that has the same surroundings
 */
typedef struct
{
  double longer, lengths, common, kept;
} OffprintSketchMeasures;

OffprintSketch *offprint_sketch_new (void);
void offprint_sketch_free (OffprintSketch *sketch);
void offprint_sketch_add_word (OffprintSketch *sketch, const char *word, gsize length);
void offprint_sketch_replace_word (OffprintSketch *sketch, const char *word, gsize length);
void offprint_sketch_set_source (OffprintSketch *sketch, const char *site, const char *title);
GBytes *offprint_sketch_end (OffprintSketch *sketch, GBytes **keys);
gboolean offprint_sketch_is_valid (const guint8 *sketch, gsize length);
gboolean offprint_sketch_keys_are_valid (const guint8 *keys, gsize length);
void offprint_sketch_measure (const guint8 *a, const guint8 *b, OffprintSketchMeasures *measures);
gboolean offprint_sketch_is_near (const guint8 *a, const guint8 *b, gboolean stock);
guint32 offprint_sketch_keys_get (GBytes *keys, guint index);
guint offprint_sketch_keys_get_length (GBytes *keys);
void offprint_sketch_keys_count (GBytes *keys, GHashTable *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintSketch, offprint_sketch_free)

G_END_DECLS
