/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/language.h"

typedef struct
{
  const char *language; /* (nullable) */
  const char *text;
} Case;

static const Case cases[] = {
  { "en", "The bridge over the river has been closed since Monday, and it will stay so for at least two weeks, the city said." },
  { "de", "Die Brücke über den Fluss ist seit Montag gesperrt und wird es mindestens zwei Wochen bleiben, teilte die Stadt mit." },
  { "fr", "Le pont sur la rivière est fermé depuis lundi et le restera pendant au moins deux semaines, a indiqué la mairie." },
  { "es", "El puente sobre el río está cerrado desde el lunes y lo estará al menos dos semanas más, según informó el ayuntamiento." },
  { "it", "Il ponte sul fiume è chiuso da lunedì e lo resterà per almeno due settimane, ha comunicato il comune della città." },
  { "pt", "A ponte sobre o rio está fechada desde segunda-feira e não vai abrir nas próximas duas semanas, informou a câmara." },
  { "nl", "De brug over de rivier is sinds maandag dicht en dat blijft zo voor ten minste twee weken, heeft de gemeente gezegd." },
  { "da", "Broen over åen har været lukket siden mandag, og det vil den blive ved med i mindst to uger, siger kommunen, efter at der blev fundet revner af ingeniører." },
  { "no", "Broen over elva har vært stengt siden mandag, og det vil den fortsatt være i minst to uker, sier kommunen, etter at det ble funnet sprekker av ingeniører." },
  { "sv", "Bron över ån har varit stängd sedan i måndags och det kommer den att vara i minst två veckor till, säger kommunen, som inte vill öppna den för tidigt." },
  { "fi", "Joen yli vievä silta on ollut suljettuna maanantaista lähtien, ja se pysyy kiinni vielä ainakin kaksi viikkoa, kertoo kaupunki, mutta syy ei ole selvillä." },
  { "pl", "Most nad rzeką jest zamknięty od poniedziałku i nie będzie otwarty jeszcze przez co najmniej dwa tygodnie, jak podał urząd miasta." },
  { "cs", "Most přes řeku je od pondělí zavřený a podle města bude zavřený ještě nejméně dva týdny, protože se v něm našly trhliny." },
  { "hu", "A folyón átívelő híd hétfő óta le van zárva, és ez még legalább két hétig így is marad, közölte a város, mert nem biztonságos." },
  { "ro", "Podul peste râu este închis de luni și va rămâne așa cel puțin două săptămâni, a anunțat primăria, pentru că nu este sigur." },
  { "tr", "Nehrin üzerindeki köprü pazartesi gününden beri kapalı ve belediyenin açıkladığına göre en az iki hafta daha kapalı olarak kalacak, bu çok uzun bir süre." },
  { "ru", "Мост через реку закрыт с понедельника и не откроется ещё по крайней мере две недели, сообщили в мэрии, потому что в нём были найдены трещины." },
  { "uk", "Міст через річку закритий з понеділка і не відкриється ще щонайменше два тижні, повідомили в мерії, тому що в ньому були знайдені тріщини." },
  { "bg", "Мостът над реката е затворен от понеделник и ще остане така поне две седмици, съобщиха от общината, защото са открити пукнатини." },
  { "ar", "أغلق الجسر فوق النهر منذ يوم الاثنين وسيظل مغلقا لمدة أسبوعين على الأقل كما قالت المدينة في بيان لها بعد أن وجدت شقوق في أحد الأعمدة" },
  { "fa", "پل روی رودخانه از روز دوشنبه بسته است و این پل تا دو هفته دیگر هم بسته می ماند که شهرداری آن را اعلام کرد" },
  { "el", "Η γέφυρα είναι κλειστή από τη Δευτέρα." },
  { "he", "הגשר מעל הנהר סגור מיום שני." },
  { "ja", "川に架かる橋は月曜日から閉鎖されている。" },
  { "zh", "河上的大桥自周一起关闭，至少还要关闭两个星期。" },
  { "ko", "강 위의 다리는 월요일부터 폐쇄되었다." },
  { "th", "สะพานข้ามแม่น้ำปิดตั้งแต่วันจันทร์" },
  { "hi", "नदी पर बना पुल सोमवार से बंद है और यह कम से कम दो सप्ताह तक बंद रहेगा, शहर ने कहा है कि इस में दरारें थी" },
};

static void
test_languages (void)
{
  g_test_summary ("Each language is told from its neighbours by one sentence");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (offprint_language_detect (cases[i].text), ==, cases[i].language);
}

static void
test_silent (void)
{
  g_test_summary ("Nothing is said of what is too short, too mixed or no language at all");
  static const char *const texts[] = {
    "", "42", "Bridge", "Kyiv Berlin Reuters OK", "foo(bar, baz) == qux[17] || xyzzy(plugh); return quux(corge, grault, garply);",
    "Lorem42 IPSUM xkcd zzyzx qwertz asdf yxcv hjkl uiop nmvb",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (offprint_language_detect (texts[i]), ==, NULL);
}

static void
test_long (void)
{
  g_test_summary ("A long text is cut between characters, and words without end are no trouble");
  g_autoptr (GString) text = g_string_new (NULL);
  while (text->len < 40000)
    g_string_append (text, "ж");
  g_assert_cmpstr (offprint_language_detect (text->str), ==, NULL);
  g_string_prepend (text, "Мост через реку закрыт с понедельника и не откроется ещё по крайней мере две недели, сообщили в мэрии. ");
  g_assert_cmpstr (offprint_language_detect (text->str), ==, "ru");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/languages", test_languages);
  g_test_add_func ("/language/silent", test_silent);
  g_test_add_func ("/language/long", test_long);
  return g_test_run ();
}
