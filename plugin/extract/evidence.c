/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of claims: bounded, cleaned as they come in. */
#include "extract/evidence.h"

#include "core/text.h"

#define CLAIMS_MAX 1000
#define LINE_MAX_BYTES 4096
#define TEXT_MAX_BYTES (2 * 1024 * 1024)

static void
clear_claim (gpointer claim)
{
  g_free (((OffprintClaim *) claim)->value);
}

/**
 * offprint_evidence_new:
 *
 * Returns: (transfer full): no claims yet
 */
OffprintEvidence *
offprint_evidence_new (void)
{
  OffprintEvidence *evidence = g_new (OffprintEvidence, 1);
  evidence->claims = g_array_new (FALSE, FALSE, sizeof (OffprintClaim));
  g_array_set_clear_func (evidence->claims, clear_claim);
  return evidence;
}

/**
 * offprint_evidence_free:
 * @evidence: (transfer full) (nullable): claims
 */
void
offprint_evidence_free (OffprintEvidence *evidence)
{
  if (evidence == NULL)
    return;
  g_array_unref (evidence->claims);
  g_free (evidence);
}

/**
 * offprint_evidence_add:
 * @evidence: where to add
 * @field: what the claim is about
 * @source: where it comes from
 * @node: the node that says it, or 0
 * @value: (nullable): valid UTF-8; %NULL and blank are no claim
 *
 * Adds a claim. Placeholders that a template forgot to fill in (`{{title}}`, `%author%`, `null`) are no claims.
 */
void
offprint_evidence_add (OffprintEvidence *evidence, OffprintField field, OffprintEvidenceSource source, guint32 node,
                       const char *value)
{
  if (value == NULL || evidence->claims->len >= CLAIMS_MAX)
    return;
  gboolean text = field == OFFPRINT_FIELD_TEXT;
  g_autofree char *clean = text ? g_strndup (value, TEXT_MAX_BYTES) : offprint_text_squeeze (value, LINE_MAX_BYTES);
  if (*clean == '\0' || g_str_has_prefix (clean, "{{") || g_str_has_prefix (clean, "${") || g_str_equal (clean, "null")
      || g_str_equal (clean, "undefined"))
    return;
  if (text && !g_utf8_validate (clean, -1, NULL))
    return;
  OffprintClaim claim = { field, source, node, g_steal_pointer (&clean) };
  g_array_append_val (evidence->claims, claim);
}

/**
 * offprint_evidence_get:
 * @evidence: claims
 * @field: what they are about
 * @source: where they come from
 *
 * Returns: (transfer none) (nullable): the first such claim
 */
const char *
offprint_evidence_get (const OffprintEvidence *evidence, OffprintField field, OffprintEvidenceSource source)
{
  for (guint i = 0; i < evidence->claims->len; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field == field && claim->source == source)
        return claim->value;
    }
  return NULL;
}

/**
 * offprint_evidence_has:
 * @evidence: claims
 * @field: what they are about
 *
 * Returns: whether anything is claimed about @field
 */
gboolean
offprint_evidence_has (const OffprintEvidence *evidence, OffprintField field)
{
  for (guint i = 0; i < evidence->claims->len; i++)
    if (g_array_index (evidence->claims, OffprintClaim, i).field == field)
      return TRUE;
  return FALSE;
}
