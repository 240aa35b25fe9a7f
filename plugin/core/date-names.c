/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of words that dates are written with, and looking a word up in it. To add a language, add a row: nothing
 * else knows languages. Calendars other than the Gregorian (Thai, Persian, Hebrew) are left out on purpose: their
 * years would be misread. */
#include "core/date-names.h"

#include "core/text.h"

#include <string.h>

/* Longer words are no date words. */
#define WORD_MAX_BYTES 48

/* lint: table */
static const OffprintDateLanguage languages[] = {
  { .codes = "en",
    .months = "January, February, March, April, May, June, July, August, September, October, November, December",
    .short_months = "Jan, Feb, Mar, Apr, , Jun, Jul, Aug, Sep Sept, Oct, Nov, Dec",
    .weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    .short_weekdays = "Sun Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat",
    .joins = "of the at on in",
    .capitals = TRUE },
  { .codes = "de",
    .months = "Januar Jänner, Februar Feber, März Maerz, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember",
    .short_months = "Jan Jän, Feb, Mär Mrz, Apr, , Jun, Jul, Aug, Sep Sept, Okt, Nov, Dez",
    .weekdays = "Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend",
    .short_weekdays = "So Mo Di Mi Do Fr Sa",
    .joins = "am um den der im gegen",
    .capitals = TRUE },
  { .codes = "fr",
    .months = "janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre",
    .short_months = "jan janv, fév févr, mar, avr, , jun, jul juil, aoû, sep sept, oct, nov, déc",
    .weekdays = "dimanche lundi mardi mercredi jeudi vendredi samedi",
    .short_weekdays = "dim lun mar mer jeu ven sam",
    .joins = "le à de du en vers" },
  { .codes = "es",
    .months = "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre, diciembre",
    .short_months = "ene, feb, mar, abr, may, jun, jul, ago, sep sept set, oct, nov, dic",
    .weekdays = "domingo lunes martes miércoles jueves viernes sábado",
    .short_weekdays = "dom lun mar mié jue vie sáb",
    .joins = "de del el en a las la al" },
  { .codes = "it",
    .months = "gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre",
    .short_months = "gen genn, feb febbr, mar, apr, mag magg, giu, lug, ago, set sett, ott, nov, dic",
    .weekdays = "domenica lunedì martedì mercoledì giovedì venerdì sabato",
    .short_weekdays = "dom lun mar mer gio ven sab",
    .joins = "il di del dell alle all ore ora h" },
  { .codes = "pt",
    .months = "janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro",
    .short_months = "jan, fev, mar, abr, mai, jun, jul, ago, set, out, nov, dez",
    .weekdays = "domingo segunda terça quarta quinta sexta sábado feira",
    .short_weekdays = "dom seg ter qua qui sex sáb",
    .joins = "de do em às as a" },
  { .codes = "nl af",
    .months = "januari januarie, februari februarie, maart, april, mei, juni junie, juli julie, augustus, september, oktober, "
              "november, december desember",
    .short_months = "jan, feb, mrt, apr, , jun, jul, aug, sep sept, okt, nov, dec des",
    .weekdays = "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag sondag vrydag saterdag",
    .short_weekdays = "zo ma di wo do vr za",
    .joins = "om op van de" },
  { .codes = "ru",
    .months = "января январь, февраля февраль, марта март, апреля апрель, мая май, июня июнь, июля июль, августа август, "
              "сентября сентябрь, октября октябрь, ноября ноябрь, декабря декабрь",
    .short_months = "янв, фев февр, мар, апр, , июн, июл, авг, сен сент, окт, ноя нояб, дек",
    .weekdays = "воскресенье понедельник вторник среда четверг пятница суббота",
    .short_weekdays = "вс пн вт ср чт пт сб",
    .joins = "в во",
    .ends = "г год года" },
  { .codes = "uk",
    .months = "січня січень, лютого лютий, березня березень, квітня квітень, травня травень, червня червень, липня липень, "
              "серпня серпень, вересня вересень, жовтня жовтень, листопада листопад, грудня грудень",
    .short_months = "січ, лют, бер, кві квіт, тра трав, чер черв, лип, сер серп, вер, жов жовт, лис лист, гру груд",
    .weekdays = "неділя понеділок вівторок середа четвер п'ятниця пятниця субота",
    .short_weekdays = "нд пн вт ср чт пт сб",
    .joins = "о об",
    .ends = "р рік року" },
  { .codes = "be",
    .months = "студзеня студзень, лютага люты, сакавіка сакавік, красавіка красавік, мая травеня травень май, чэрвеня чэрвень, "
              "ліпеня ліпень, жніўня жнівень, верасня верасень, кастрычніка кастрычнік, лістапада лістапад, "
              "снежня снежань",
    .weekdays = "нядзеля панядзелак аўторак серада чацвер пятніца субота",
    .joins = "а аб",
    .ends = "г год года" },
  { .codes = "bg",
    .months = "януари, февруари, март, април, май, юни, юли, август, септември, октомври, ноември, декември",
    .short_months = "ян яну, фев февр, мар, апр, , юн, юл, авг, сеп септ, окт, ное ноем, дек",
    .weekdays = "неделя понеделник вторник сряда четвъртък петък събота",
    .short_weekdays = "нд пн вт ср чт пт сб",
    .joins = "в на от",
    .ends = "г година" },
  { .codes = "sr bs mk",
    .months = "januar јануар јануари, februar фебруар февруари, mart март, april април, maj мај, jun јун јуни, jul јул јули, "
              "avgust август, septembar септембар септември, oktobar октобар октомври, "
              "novembar новембар ноември, decembar децембар декември",
    .short_months = "jan јан, feb феб, mar мар, apr апр, , , , avg авг, sep сеп, okt окт, nov нов ное, dec дец дек",
    .weekdays = "nedelja nedjelja ponedeljak ponedjeljak utorak sreda srijeda četvrtak petak subota недеља понедељак уторак "
                "среда четвртак петак субота недела понеделник вторник четврток петок сабота",
    .joins = "u у во на",
    .ends = "godine године година" },
  { .codes = "hr",
    .months = "siječnja siječanj, veljače veljača, ožujka ožujak, travnja travanj, svibnja svibanj, lipnja lipanj, "
              "srpnja srpanj, kolovoza kolovoz, rujna rujan, listopada listopad, studenoga studenog studeni, prosinca prosinac",
    .short_months = "sij, velj, ožu, tra, svi, lip, srp, kol, ruj, lis, stu, pro",
    .weekdays = "nedjelja ponedjeljak utorak srijeda četvrtak petak subota",
    .short_weekdays = "ned pon uto sri čet pet sub",
    .joins = "u",
    .ends = "godine" },
  { .codes = "sl",
    .months = "januar januarja, februar februarja, marec marca, april aprila, maj maja, junij junija, julij julija, avgust avgusta, "
              "september septembra, oktober oktobra, november novembra, december decembra",
    .short_months = "jan, feb, mar, apr, , jun, jul, avg, sep, okt, nov, dec",
    .weekdays = "nedelja ponedeljek torek sreda četrtek petek sobota",
    .short_weekdays = "ned pon tor sre čet pet sob",
    .joins = "ob" },
  { .codes = "pl",
    .months = "stycznia styczeń, lutego luty, marca marzec, kwietnia kwiecień, maja maj, czerwca czerwiec, lipca lipiec, "
              "sierpnia sierpień, września wrzesień, października październik, listopada listopad, grudnia grudzień",
    .short_months = "sty, lut, mar, kwi, , cze, lip, sie, wrz, paź, lis, gru",
    .weekdays = "niedziela poniedziałek wtorek środa czwartek piątek sobota",
    .short_weekdays = "nd ndz nie pn pon wt wto śr śro cz czw pt pią sb sob",
    .joins = "o godz godzina godzinie",
    .ends = "r roku rok" },
  { .codes = "cs",
    .months = "ledna leden, února únor, března březen, dubna duben, května květen, června červen, července červenec, "
              "srpna srpen, září, října říjen, listopadu listopad, prosince prosinec",
    .short_months = "led, úno, bře, dub, kvě, čvn čer, čvc, srp, zář, říj, lis, pro",
    .weekdays = "neděle pondělí úterý středa čtvrtek pátek sobota",
    .short_weekdays = "ne po út st čt pá so",
    .joins = "v ve" },
  { .codes = "sk",
    .months = "január januára, február februára, marec marca, apríl apríla, máj mája, jún júna, júl júla, august augusta, "
              "september septembra, október októbra, november novembra, december decembra",
    .short_months = "jan, feb, mar, apr, , , , aug, sep, okt, nov, dec",
    .weekdays = "nedeľa pondelok utorok streda štvrtok piatok sobota",
    .short_weekdays = "ne po ut st št pi so",
    .joins = "o" },
  { .codes = "ro mo",
    .months = "ianuarie, februarie, martie, aprilie, mai, iunie, iulie, august, septembrie, octombrie, noiembrie, decembrie",
    .short_months = "ian, feb, mar, apr, , iun, iul, aug, sep sept, oct, noi nov, dec",
    .weekdays = "duminică luni marți miercuri joi vineri sâmbătă",
    .short_weekdays = "dum lun mar mie joi vin sâm",
    .joins = "la ora orele" },
  { .codes = "hu",
    .months = "január, február, március, április, május, június, július, augusztus, szeptember, október, november, december",
    .short_months = "jan, feb febr, már márc, ápr, máj, jún, júl, aug, szept, okt, nov, dec",
    .weekdays = "vasárnap hétfő kedd szerda csütörtök péntek szombat",
    .year_first = TRUE },
  { .codes = "sv",
    .months = "januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november, december",
    .short_months = "jan, feb, mar, apr, , jun, jul, aug, sep sept, okt, nov, dec",
    .weekdays = "söndag måndag tisdag onsdag torsdag fredag lördag",
    .short_weekdays = "sön mån tis ons tor tors fre lör",
    .joins = "den kl klockan" },
  { .codes = "da",
    .months = "januar, februar, marts, april, maj, juni, juli, august, september, oktober, november, december",
    .short_months = "jan, feb, mar, apr, , jun, jul, aug, sep sept, okt, nov, dec",
    .weekdays = "søndag mandag tirsdag onsdag torsdag fredag lørdag",
    .short_weekdays = "søn man tir tirs ons tor tors fre lør",
    .joins = "d den kl klokken" },
  { .codes = "nb no nn",
    .months = "januar, februar, mars, april, mai, juni, juli, august, september, oktober, november, desember",
    .short_months = "jan, feb, mar, apr, , jun, jul, aug, sep sept, okt, nov, des",
    .weekdays = "søndag mandag tirsdag onsdag torsdag fredag lørdag sundag måndag tysdag laurdag",
    .short_weekdays = "søn man tir tirs ons tor tors fre lør",
    .joins = "den kl klokka klokken" },
  { .codes = "is fo",
    .months = "janúar januar, febrúar februar, mars, apríl, maí mai, júní juni, júlí juli, ágúst august, september, október, "
              "nóvember november, desember",
    .short_months = "jan, feb, mar, apr, , jún, júl, ágú, sep sept, okt, nóv, des",
    .weekdays = "sunnudagur mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur",
    .joins = "kl" },
  { .codes = "fi",
    .months = "tammikuuta tammikuu, helmikuuta helmikuu, maaliskuuta maaliskuu, huhtikuuta huhtikuu, toukokuuta toukokuu, "
              "kesäkuuta kesäkuu, heinäkuuta heinäkuu, elokuuta elokuu, syyskuuta syyskuu, lokakuuta lokakuu, "
              "marraskuuta marraskuu, joulukuuta joulukuu",
    .short_months = "tammi, helmi, maalis, huhti, touko, kesä, heinä, elo, syys, loka, marras, joulu",
    .weekdays = "sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntaina maanantaina tiistaina "
                "keskiviikkona torstaina perjantaina lauantaina",
    .short_weekdays = "su ma ti ke to pe la",
    .joins = "klo kello" },
  { .codes = "et",
    .months = "jaanuar, veebruar, märts, aprill, mai, juuni, juuli, august, september, oktoober, november, detsember",
    .short_months = "jaan, veebr, , apr, , , , aug, sept, okt, nov, dets",
    .weekdays = "pühapäev esmaspäev teisipäev kolmapäev neljapäev reede laupäev",
    .joins = "kell" },
  { .codes = "lv",
    .months = "janvāris janvārī, februāris februārī, marts martā, aprīlis aprīlī, maijs maijā, jūnijs jūnijā, jūlijs jūlijā, "
              "augusts augustā, septembris septembrī, oktobris oktobrī, novembris novembrī, decembris decembrī",
    .weekdays = "svētdiena pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena",
    .joins = "plkst gada" },
  { .codes = "lt",
    .months = "sausio sausis, vasario vasaris, kovo kovas, balandžio balandis, gegužės gegužė, birželio birželis, liepos liepa, "
              "rugpjūčio rugpjūtis, rugsėjo rugsėjis, spalio spalis, lapkričio lapkritis, gruodžio gruodis",
    .weekdays = "sekmadienis pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis",
    .ends = "m d",
    .year_first = TRUE },
  { .codes = "tr",
    .months = "Ocak, Şubat, Mart, Nisan, Mayıs, Haziran, Temmuz, Ağustos, Eylül, Ekim, Kasım, Aralık",
    .short_months = "Oca, Şub, Mar, Nis, May, Haz, Tem, Ağu, Eyl, Eki, Kas, Ara",
    .weekdays = "Pazar Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi",
    .short_weekdays = "Paz Pzt Sal Çar Per Cum Cmt",
    .joins = "saat",
    .capitals = TRUE },
  { .codes = "az",
    .months = "yanvar, fevral, mart, aprel, may, iyun, iyul, avqust, sentyabr, oktyabr, noyabr, dekabr",
    .weekdays = "bazar çərşənbə cümə şənbə" },
  { .codes = "el",
    .months = "Ιανουαρίου Ιανουάριος, Φεβρουαρίου Φεβρουάριος, Μαρτίου Μάρτιος, Απριλίου Απρίλιος, Μαΐου Μάιος, "
              "Ιουνίου Ιούνιος, Ιουλίου Ιούλιος, Αυγούστου Αύγουστος, Σεπτεμβρίου Σεπτέμβριος, Οκτωβρίου Οκτώβριος, "
              "Νοεμβρίου Νοέμβριος, Δεκεμβρίου Δεκέμβριος",
    .short_months = "Ιαν, Φεβ, Μαρ, Απρ, Μαΐ, Ιουν, Ιουλ, Αυγ, Σεπ Σεπτ, Οκτ, Νοε, Δεκ",
    .weekdays = "Κυριακή Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο",
    .short_weekdays = "Κυρ Δευ Τρι Τετ Πεμ Παρ Σαβ",
    .joins = "στις",
    .capitals = TRUE },
  { .codes = "sq",
    .months = "janar, shkurt, mars, prill, maj, qershor, korrik, gusht, shtator, tetor, nëntor, dhjetor",
    .weekdays = "diel hënë martë mërkurë enjte premte shtunë",
    .joins = "e më" },
  { .codes = "ca",
    .months = "gener, febrer, març, abril, maig, juny, juliol, agost, setembre, octubre, novembre, desembre",
    .short_months = "gen, febr, , abr, , , jul, ag, set, oct, nov, des",
    .weekdays = "diumenge dilluns dimarts dimecres dijous divendres dissabte",
    .short_weekdays = "dg dl dt dc dj dv ds",
    .joins = "de d del a les" },
  { .codes = "gl",
    .months = "xaneiro, febreiro, marzo, abril, maio, xuño, xullo, agosto, setembro, outubro, novembro, decembro",
    .short_months = "xan, feb, mar, abr, mai, xuñ, xul, ago, set, out, nov, dec",
    .weekdays = "domingo luns martes mércores xoves venres sábado",
    .joins = "de do ás" },
  { .codes = "id ms",
    .months = "Januari, Februari, Maret Mac, April, Mei, Juni Jun, Juli Julai, Agustus Ogos, September, Oktober, November, "
              "Desember Disember",
    .short_months = "Jan, Feb, Mar, Apr, , , Jul, Agu Agt Ags, Sep, Okt, Nov, Des Dis",
    .weekdays = "Minggu Ahad Senin Isnin Selasa Rabu Kamis Khamis Jumat Jumaat Sabtu",
    .short_weekdays = "Min Sen Sel Rab Kam Jum Sab",
    .joins = "pukul jam",
    .capitals = TRUE },
  { .codes = "vi", /* months are numbers: see units */
    .weekdays = "nhật",
    .joins = "ngày lúc" },
  { .codes = "ar",
    .months = "يناير, فبراير, مارس, أبريل إبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر",
    .weekdays = "الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت",
    .joins = "في الساعة" },
  { .codes = "he",
    .months = "ינואר בינואר, פברואר בפברואר, מרץ במרץ, אפריל באפריל, מאי במאי, יוני ביוני, יולי ביולי, אוגוסט באוגוסט, "
              "ספטמבר בספטמבר, אוקטובר באוקטובר, נובמבר בנובמבר, דצמבר בדצמבר",
    .weekdays = "ראשון שני שלישי רביעי חמישי שישי שבת",
    .joins = "יום בשעה" },
  { .codes = "hi",
    .months = "जनवरी, फ़रवरी फरवरी, मार्च, अप्रैल, मई, जून, जुलाई, अगस्त, सितंबर सितम्बर, अक्टूबर अक्तूबर, नवंबर नवम्बर, "
              "दिसंबर दिसम्बर",
    .weekdays = "रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार" },
  { .codes = "hy",
    .months = "հունվարի հունվար, փետրվարի փետրվար, մարտի մարտ, ապրիլի ապրիլ, մայիսի մայիս, հունիսի հունիս, հուլիսի հուլիս, "
              "օգոստոսի օգոստոս, սեպտեմբերի սեպտեմբեր, հոկտեմբերի հոկտեմբեր, նոյեմբերի նոյեմբեր, դեկտեմբերի դեկտեմբեր",
    .weekdays = "կիրակի երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ" },
  { .codes = "ka",
    .months = "იანვარი, თებერვალი, მარტი, აპრილი, მაისი, ივნისი, ივლისი, აგვისტო, სექტემბერი, ოქტომბერი, ნოემბერი, დეკემბერი",
    .weekdays = "კვირა ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი" },
  { .codes = "kk",
    .months = "қаңтар, ақпан, наурыз, сәуір, мамыр, маусым, шілде, тамыз, қыркүйек, қазан, қараша, желтоқсан",
    .weekdays = "жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі",
    .ends = "ж" },
  { .codes = "ja",
    .weekdays = "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日",
    .short_weekdays = "日 月 火 水 木 金 土 祝",
    .year_first = TRUE },
  { .codes = "zh yue",
    .weekdays = "星期日 星期天 星期一 星期二 星期三 星期四 星期五 星期六 周日 周一 周二 周三 周四 周五 周六 "
                "週日 週一 週二 週三 週四 週五 週六",
    .short_weekdays = "日 一 二 三 四 五 六",
    .year_first = TRUE },
  { .codes = "ko",
    .weekdays = "일요일 월요일 화요일 수요일 목요일 금요일 토요일",
    .short_weekdays = "일 월 화 수 목 금 토",
    .year_first = TRUE },
};

/* Words of no special language. */
static const struct
{
  OffprintDateWordKind kind;
  gint16 value;
  const char *words;
} common[] = {
  { OFFPRINT_DATE_WORD_JOIN, 0, "T" }, /* 2022-01-27T10:00 */
  { OFFPRINT_DATE_WORD_ORDINAL, 0, "st nd rd th er e de ste º ª го е ого ої й ga" },
  { OFFPRINT_DATE_WORD_HALF_DAY, 0, "am πμ 午前 上午 오전 öö" },
  { OFFPRINT_DATE_WORD_HALF_DAY, 12, "pm μμ 午後 下午 오후 ös" },
  { OFFPRINT_DATE_WORD_UNIT, OFFPRINT_DATE_UNIT_YEAR, "年 년 năm" },
  { OFFPRINT_DATE_WORD_UNIT, OFFPRINT_DATE_UNIT_MONTH, "月 월 tháng" },
  { OFFPRINT_DATE_WORD_UNIT, OFFPRINT_DATE_UNIT_DAY, "日 号 號 일" },
  { OFFPRINT_DATE_WORD_UNIT, OFFPRINT_DATE_UNIT_HOUR, "h hs hrs Uhr uur hod 時 时 點 点 시 ч час" },
  { OFFPRINT_DATE_WORD_UNIT, OFFPRINT_DATE_UNIT_MINUTE, "m min 分 분" },
  { OFFPRINT_DATE_WORD_UNIT, OFFPRINT_DATE_UNIT_SECOND, "s sec 秒 초" },
  { OFFPRINT_DATE_WORD_ZONE_END, 0, "time Zeit" },
  { OFFPRINT_DATE_WORD_ZONE, 0, "UTC GMT UT Z WET" },
  { OFFPRINT_DATE_WORD_ZONE, 60, "CET MEZ BST WEST WAT" }, /* BST: in news always the British one */
  { OFFPRINT_DATE_WORD_ZONE, 120, "CEST MESZ EET SAST CAT" },
  { OFFPRINT_DATE_WORD_ZONE, 180, "EEST MSK МСК TRT EAT" },
  { OFFPRINT_DATE_WORD_ZONE, 240, "GST" },
  { OFFPRINT_DATE_WORD_ZONE, 300, "PKT" },
  { OFFPRINT_DATE_WORD_ZONE, 420, "WIB ICT" },
  { OFFPRINT_DATE_WORD_ZONE, 480, "WITA HKT SGT AWST" },
  { OFFPRINT_DATE_WORD_ZONE, 540, "WIT JST KST" },
  { OFFPRINT_DATE_WORD_ZONE, 570, "ACST" },
  { OFFPRINT_DATE_WORD_ZONE, 600, "AEST" },
  { OFFPRINT_DATE_WORD_ZONE, 630, "ACDT" },
  { OFFPRINT_DATE_WORD_ZONE, 660, "AEDT" },
  { OFFPRINT_DATE_WORD_ZONE, 720, "NZST" },
  { OFFPRINT_DATE_WORD_ZONE, 780, "NZDT" },
  { OFFPRINT_DATE_WORD_ZONE, -150, "NDT" },
  { OFFPRINT_DATE_WORD_ZONE, -180, "ADT BRT ART" },
  { OFFPRINT_DATE_WORD_ZONE, -210, "NST" },
  { OFFPRINT_DATE_WORD_ZONE, -240, "EDT AST" },
  { OFFPRINT_DATE_WORD_ZONE, -300, "EST CDT" },
  { OFFPRINT_DATE_WORD_ZONE, -360, "CST MDT" },
  { OFFPRINT_DATE_WORD_ZONE, -420, "MST PDT" },
  { OFFPRINT_DATE_WORD_ZONE, -480, "PST AKDT" },
  { OFFPRINT_DATE_WORD_ZONE, -540, "AKST" },
  { OFFPRINT_DATE_WORD_ZONE, -600, "HST" },
  /* Summer and winter differ, or several countries use the name. */
  { OFFPRINT_DATE_WORD_ZONE, OFFPRINT_DATE_NO_OFFSET, "ET CT MT PT AT IST" },
};

/* Returns: (transfer full): @word folded so that "MÄRZ", "März" and "marz" are one; so are the Turkish "KASIM" and
 * "Kasım" */
static char *
fold (const char *word, gsize length)
{
  g_autofree char *folded = offprint_text_fold (word, (gssize) length);
  GString *result = g_string_new (folded);
  g_string_replace (result, "ı", "i", 0);
  return g_string_free (result, FALSE);
}

static void
add_sense (GHashTable *names, const char *word, const OffprintDateSense *template)
{
  OffprintDateSense *sense = g_memdup2 (template, sizeof *template);
  char *key = fold (word, strlen (word));
  sense->next = g_hash_table_lookup (names, key);
  g_hash_table_insert (names, key, sense);
}

static void
add_group (GHashTable *names, const char *group, const OffprintDateSense *template)
{
  g_auto (GStrv) words = g_strsplit (group, " ", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      add_sense (names, words[i], template);
}

/* The table: @groups of months number themselves, a single group of other words has the value of @sense. */
static void
add_groups (GHashTable *names, const char *groups, OffprintDateSense sense)
{
  if (groups == NULL)
    return;
  g_auto (GStrv) group = g_strsplit (groups, ",", -1);
  for (gsize i = 0; group[i] != NULL; i++)
    {
      if (sense.kind == OFFPRINT_DATE_WORD_MONTH)
        sense.value = (gint16) (i + 1);
      add_group (names, group[i], &sense);
    }
}

static void
add_language (GHashTable *names, const OffprintDateLanguage *language)
{
  OffprintDateSense month = { .language = language, .kind = OFFPRINT_DATE_WORD_MONTH };
  OffprintDateSense weekday = { .language = language, .kind = OFFPRINT_DATE_WORD_WEEKDAY };
  OffprintDateSense join = { .language = language, .kind = OFFPRINT_DATE_WORD_JOIN };
  OffprintDateSense end = { .language = language, .kind = OFFPRINT_DATE_WORD_END };
  add_groups (names, language->short_months, month);
  add_groups (names, language->short_weekdays, weekday);
  month.full = weekday.full = join.full = end.full = TRUE;
  add_groups (names, language->months, month);
  add_groups (names, language->weekdays, weekday);
  add_groups (names, language->joins, join);
  add_groups (names, language->ends, end);
}

/* Returns: (transfer none): folded word -> its senses; made once and never changed, so any thread may read it */
static GHashTable *
get_names (void)
{
  static GHashTable *made = NULL;
  if (g_once_init_enter (&made))
    {
      GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
        add_groups (names, common[i].words, (OffprintDateSense) { NULL, NULL, common[i].kind, common[i].value, TRUE });
      for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
        add_language (names, &languages[i]);
      g_once_init_leave (&made, names);
    }
  return made;
}

/**
 * offprint_date_names_find:
 * @word: (array length=length): a word, valid UTF-8, any case, with or without accents
 * @length: its bytes
 *
 * Returns: (transfer none) (nullable): all that @word can mean in a date, %NULL if it is no date word. From any thread
 */
const OffprintDateSense *
offprint_date_names_find (const char *word, gsize length)
{
  if (length == 0 || length > WORD_MAX_BYTES)
    return NULL;
  g_autofree char *key = fold (word, length);
  return g_hash_table_lookup (get_names (), key);
}

static gboolean
is_subtag (const char *tag, gsize length, const char *subtag)
{
  return length == strlen (subtag) && g_ascii_strncasecmp (tag, subtag, length) == 0;
}

static gboolean
has_code (const OffprintDateLanguage *language, const char *tag, gsize length)
{
  for (const char *code = language->codes; *code != '\0'; code += strspn (code, " "))
    {
      gsize code_length = strcspn (code, " ");
      if (code_length == length && g_ascii_strncasecmp (tag, code, length) == 0)
        return TRUE;
      code += code_length;
    }
  return FALSE;
}

/**
 * offprint_date_names_get_language:
 * @tag: (nullable): a BCP 47 tag; `de_AT` will do too
 *
 * Returns: (transfer none) (nullable): the row for @tag's primary language
 */
const OffprintDateLanguage *
offprint_date_names_get_language (const char *tag)
{
  if (tag == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (has_code (&languages[i], tag, strcspn (tag, "-_")))
      return &languages[i];
  return NULL;
}

/**
 * offprint_date_names_get_languages:
 * @n_languages: (out): how many
 *
 * Returns: (transfer none) (array length=n_languages): all rows, for tests
 */
const OffprintDateLanguage *
offprint_date_names_get_languages (gsize *n_languages)
{
  *n_languages = G_N_ELEMENTS (languages);
  return languages;
}

/**
 * offprint_date_names_get_order:
 * @tag: (nullable): a BCP 47 tag
 *
 * English without a region counts as American, English of other regions as British.
 *
 * Returns: the order of the numbers in 05/06/23
 */
OffprintDateOrder
offprint_date_names_get_order (const char *tag)
{
  if (tag == NULL || *tag == '\0' || is_subtag (tag, strlen (tag), "und"))
    return OFFPRINT_DATE_ORDER_UNKNOWN;
  gsize length = strcspn (tag, "-_");
  gboolean american = tag[length] == '\0' || is_subtag (tag + length + 1, strlen (tag + length + 1), "US");
  if (american && is_subtag (tag, length, "en"))
    return OFFPRINT_DATE_ORDER_MONTH_FIRST;
  const OffprintDateLanguage *language = offprint_date_names_get_language (tag);
  return language != NULL && language->year_first ? OFFPRINT_DATE_ORDER_YEAR_FIRST : OFFPRINT_DATE_ORDER_DAY_FIRST;
}
