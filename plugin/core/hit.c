/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end of hits; how they travel is in hit-variant.c. */
#include "core/hit.h"

/**
 * offprint_hit_free:
 * @hit: (nullable) (transfer full): a hit
 */
void
offprint_hit_free (OffprintHit *hit)
{
  if (hit == NULL)
    return;
  offprint_record_unref (hit->record);
  g_free (hit->snippet);
  g_free (hit->matches);
  g_free (hit);
}

/**
 * offprint_hits_new:
 *
 * Returns: (transfer full): no hits yet, and no notes
 */
OffprintHits *
offprint_hits_new (void)
{
  OffprintHits *hits = g_new0 (OffprintHits, 1);
  hits->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_hit_free);
  return hits;
}

/**
 * offprint_hits_free:
 * @hits: (nullable) (transfer full): hits
 */
void
offprint_hits_free (OffprintHits *hits)
{
  if (hits == NULL)
    return;
  g_ptr_array_unref (hits->hits);
  g_strfreev (hits->notes);
  g_free (hits->suggestion);
  g_free (hits);
}
