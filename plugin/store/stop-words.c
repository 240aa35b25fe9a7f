/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query does not say its language, and "die" is an article in German and a verb in English. So it is taken for one in
 * the index's first language, unless more of its words, and two at least, are stop words of another. */
#include "store/stop-words.h"

#include "core/language-words.h"
#include "core/text.h"

#include <string.h>

#define LANGUAGES_MAX 64

/* lint: table */
/* What a question or a memory is full of, beyond the words that every text of the language is full of */
static const OffprintLanguageRow more_rows[] = {
  { "en", "i me my mine myself you your yours yourself he him himself she hers herself it itself we us our ours ourselves they theirs "
          "themselves am been being does did doing done had having would should could can cannot may might must shall ought a an if or "
          "because until while of at by for with about against between among into through during before after above below to from up "
          "down in near out on off over under again further then once here there when where why how any both each few more most other some "
          "such no nor not only own same so than too very just now also although though however therefore thus upon within without "
          "toward towards via whom whose which what whether either neither ever never always often quite rather perhaps something "
          "someone somebody anything everything nothing please" },
  { "de", "ich du ihr mir mich dir dich uns euch ihm ihn ihnen mein meine dein deine seine seinen ihrer ihren unser unsere euer eines "
          "einem einen jeder jede jedes dieser diese dieses diesem diesen jener jene welche welcher welches wer was wen wem wo woher "
          "wohin warum wieso weshalb wann ob denn doch bin bist seid waren hatte hatten hast wurden worden muss müssen soll sollen "
          "will wollen können könnte konnte darf dürfen mag nichts etwas alle alles auch dann dort hier jetzt ohne seit während "
          "zwischen beim ins ans dabei damit darüber davon dazu sehr schon immer wieder kein keine keinen weil" },
  { "fr", "tu toi moi me te eux lui leurs mon ma mes ton ta tes notre nos votre vos celui celle ceux celles ceci cela ça quoi quel quelle "
          "quels quelles lequel laquelle comment pourquoi quand combien ni car donc or très peu trop moins aucun aucune chaque autre "
          "autres suis es sommes êtes étaient étais avait avaient ai as avons avez eu ont fut fait faire peut peuvent doit entre vers "
          "chez depuis pendant avant contre lors ainsi alors encore toujours jamais rien quelque quelques l d c j m n s t qu" },
  { "es", "tú él ella ellos ellas nosotros vosotros usted ustedes mis tu tus nuestro nuestra vuestro vuestra esto eso ese esa esos esas "
          "estos estas aquel aquella quien quién quienes cual cuál cuales cómo dónde cuándo cuánto cuánta por qué ni pues aunque mientras "
          "estaba estaban eran fueron ha he hemos haber tener tiene tienen puede pueden debe nada algo cada otro otra otros otras mismo "
          "misma muchos mucho poco tan tanto siempre nunca contra ante bajo durante según" },
  { "it", "io tu lui lei noi voi essi mio mia miei tuo tua nostro nostra vostro questo questa questi queste quello quella quelli quelle "
          "chi quale quali come dove quanto quanta sei siamo siete era erano stata stati state abbiamo avete hanno aveva avevano essere "
          "avere può possono deve ogni altro altra altri altre stesso molto poco sempre mai niente qualcosa contro senza durante verso "
          "l d dell nell sull all dall un c" },
  { "pt", "tu nós vós vocês meu minha teu tua nosso nossa este esta isto estes estas esse essa esses essas aquele aquela aquilo quem qual "
          "quais onde porque porquê quanto era eram foram estava estavam tenho temos haver pode podem deve nada algo cada outro outra "
          "outros outras mesma muitos muito pouco sempre nunca contra durante segundo sob perante" },
  { "nl", "jij je u jullie ons hun hen mij me mijn jouw zijn haar dit die welke wie waar waarom wanneer hoe hoeveel ben bent had hadden "
          "heb hebt kunnen kon konden moeten mag zou zouden zal zullen niets iets alles iedere elke ander andere zelf veel weinig altijd "
          "nooit tegen tussen tijdens zonder sinds omdat terwijl" },
  { "sv", "du ni mig dig oss er dem min mitt mina din ditt dina vår vårt våra deras dess denna dessa vem vilken vilket vilka vart när hur "
          "varför är varit blev kunde måste får fick något någon några inget ingen andra samma alltid aldrig mellan utan genom" },
  { "da", "du jer mig dig os dem min mit mine din dit dine vores jeres denne dette disse hvem hvilken hvilket hvilke hvornår hvordan hvorfor "
          "er været kunne måtte får fik noget nogen ingen andre samme altid aldrig mellem uden gennem" },
  { "no", "du dere meg deg oss dem min mitt mine din ditt dine vår vårt våre denne dette disse hvem hvilken hvilket hvilke når hvordan "
          "hvorfor er vært kunne måtte får fikk noe noen ingen andre samme alltid aldri mellom uten gjennom" },
  { "ru", "ты мы вы они оно мне меня тебя нас вас им их ему её него неё мой моя мои твой наш ваш свой этот эта эти тот та те кто что чей "
          "какой какая какие который где куда откуда когда почему зачем сколько ли бы же ни нет есть будет будут был была было были "
          "может можно надо все всё всех каждый другой другие сам очень тоже также там тут здесь теперь сейчас потом всегда никогда "
          "между через перед над под без про при" },
};

struct _OffprintStopWords
{
  GHashTable *words; /* folded word -> bits of languages, never 0 */
  guint n_languages;
};

/* In what it can hold, 64 languages take a bit each. */
static void
add_word (OffprintStopWords *stop, const char *word)
{
  g_autofree char *folded = offprint_text_fold (word, -1);
  guint64 *bits = g_hash_table_lookup (stop->words, folded);
  if (bits == NULL)
    {
      bits = g_new0 (guint64, 1);
      g_hash_table_insert (stop->words, g_steal_pointer (&folded), bits);
    }
  *bits |= G_GUINT64_CONSTANT (1) << stop->n_languages;
}

static gboolean
add_rows (OffprintStopWords *stop, const char *language, const OffprintLanguageRow *rows, gsize n_rows)
{
  gboolean found = FALSE;
  for (gsize i = 0; i < n_rows; i++)
    {
      if (strcmp (rows[i].language, language) != 0)
        continue;
      g_auto (GStrv) words = g_strsplit (rows[i].words, " ", -1);
      for (gsize k = 0; words[k] != NULL; k++)
        add_word (stop, words[k]);
      found = TRUE;
    }
  return found;
}

/**
 * offprint_stop_words_new:
 * @languages: (array zero-terminated=1): primary subtags of BCP 47, lower-case, the most frequent one in the index
 *   first; those beyond 64 and those that nothing is known of are passed over
 *
 * Returns: (transfer full): the stop words of these languages
 */
OffprintStopWords *
offprint_stop_words_new (const char *const *languages)
{
  OffprintStopWords *stop = g_new0 (OffprintStopWords, 1);
  stop->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; languages[i] != NULL && stop->n_languages < LANGUAGES_MAX; i++)
    {
      gboolean frequent = add_rows (stop, languages[i], offprint_language_rows, offprint_language_n_rows);
      gboolean more = add_rows (stop, languages[i], more_rows, G_N_ELEMENTS (more_rows));
      stop->n_languages += frequent || more;
    }
  return stop;
}

/**
 * offprint_stop_words_free:
 * @words: (nullable) (transfer full): stop words
 */
void
offprint_stop_words_free (OffprintStopWords *words)
{
  if (words == NULL)
    return;
  g_hash_table_unref (words->words);
  g_free (words);
}

/* In which languages @node is one; 0: in none. A word in a field, or one that is excluded, was meant. */
static guint64
get_languages (const OffprintStopWords *stop, const OffprintQueryNode *node)
{
  if (node->kind != OFFPRINT_QUERY_WORD || node->negated || node->field != NULL)
    return 0;
  const guint64 *bits = g_hash_table_lookup (stop->words, g_ptr_array_index (node->terms, 0));
  return bits != NULL ? *bits : 0;
}

/* The language that the most words are stop words of, the first one when in doubt */
static guint
guess_language (const OffprintStopWords *stop, const GPtrArray *nodes)
{
  guint counts[LANGUAGES_MAX] = { 0 }, best = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      guint64 bits = get_languages (stop, g_ptr_array_index (nodes, i));
      for (guint language = 0; language < stop->n_languages; language++)
        counts[language] += bits >> language & 1;
    }
  for (guint language = 1; language < stop->n_languages; language++)
    if (counts[language] >= 2 && counts[language] > counts[best])
      best = language;
  return best;
}

/**
 * offprint_stop_words_mark:
 * @words: stop words of the index's languages
 * @query: a query, whose words are marked as `stop`
 *
 * Marks the words of @query that need not be there. Where nothing else is searched for ("to be or not to be") none is
 * marked.
 */
void
offprint_stop_words_mark (const OffprintStopWords *words, OffprintQuery *query)
{
  const GPtrArray *nodes = query->root->children;
  guint64 language = G_GUINT64_CONSTANT (1) << guess_language (words, nodes);
  guint n_others = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (nodes, i);
      gboolean stop = (get_languages (words, node) & language) != 0;
      n_others += !stop && !node->negated && !offprint_query_is_filter (node);
    }
  for (guint i = 0; i < nodes->len && n_others > 0; i++)
    {
      OffprintQueryNode *node = g_ptr_array_index (nodes, i);
      node->stop = (get_languages (words, node) & language) != 0;
    }
}
