/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words that every text of a language is full of. A word that several languages share counts less for each, so the
 * words that tell neighbours apart (Danish "af", Norwegian "av") matter most here. */
#include "core/language-words.h"

/* lint: table */
const OffprintLanguageRow offprint_language_rows[] = {
  { "en", "the of and to in is that for it was on with as be at by this have from or had not are but what all were when we there "
          "can an your which their said if do will each about how up out them then she many some so these would other into has more "
          "her him than who been its over after they you his could" },
  { "de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach "
          "wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde "
          "kann gegen vom wenn habe ich wir ihre sei unter" },
  { "fr", "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec ont son cette mais comme "
          "ou si leur y dont tout nous sa fait été aux ces deux même aussi elle être après sans où ses lui était vous je" },
  { "es", "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre "
          "cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay" },
  { "it", "di che e la il un a per è una in non si da con i sono del le della ha al come più lo ma alla dei anche nel gli su ai delle se "
          "dal o questo nella tra ad quando essere stato dalla loro ed degli era suo sua alle già ci cui dopo perché" },
  { "pt", "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu "
          "também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas me esse eles você foi são está ser tem pelos" },
  { "nl", "de van het een en in is dat op te zijn met voor niet aan er die door om ook als maar bij uit naar dan over nog ze wordt hij zich "
          "worden meer heeft hebben werd tot deze al wat geen ik tegen kan onder we veel was jaar had na onze moet" },
  { "da", "og i at det er en til af på som med for den ikke de der har et var fra om ved kan men blev han vil også eller efter være sig "
          "havde skal blive op nu når hun år mod hvor deres jeg hvad siger vi man flere over andre hvis" },
  { "no", "og i det er en på som til at av for med den ikke har de et var fra om men ble han vil også eller etter være seg hadde skal bli "
          "opp nå når hun år mot hvor deres jeg hva sier vi ved kan over andre hvis blir mer noe" },
  { "sv", "och i att det som en på är av för med den till inte har de ett om var från men han kan vid eller efter skulle vara sig hade ska "
          "blir bli upp nu när hon år mot där deras jag vad säger vi man också under mycket detta finns sin alla sedan" },
  { "fi", "ja on ei oli se että hän ovat joka mutta myös kun niin jos sen mukaan kuin sitä tai vain ole ne olla ollut nyt hänen mitä jotka "
          "sekä siitä vuoden noin vielä ennen jo koska tämä jälkeen voi kanssa joissa tällä eivät eikä mikä olisi kertoo" },
  { "is", "og að í er á sem við um það ekki en með til fyrir var hann af þeir því eru verið þess hafa hefur frá segir þetta þar vera ég" },
  { "et", "ja on ei et see oli ka kui aga mis oma või ning selle ta kes siis mille välja kõik mitte nii ole pole juba veel eesti" },
  { "lv", "un ir ka ar par no uz arī bet tas kas to pie tiek ja vai līdz bija tika savu gan lai nav šo kā pēc būs gada" },
  { "lt", "ir kad yra su apie į iš kaip bet tai buvo tik jau savo ne dėl nuo ar kurie po būti už jis metų pagal taip kuris labai" },
  { "pl", "w i na z do że nie się to jest o jak za po ale od przez przy co dla tym już oraz czy ma są był tylko tego jego został może być "
          "będzie które który także pod lub roku było ze która można jeszcze bardzo" },
  { "cs", "a v se na je že to s z do o i jak ale za by k pro jsem si tak po jako jsou které který od když byl až také nebo bude ve však "
          "podle aby bylo jeho jen být má než už což před při této" },
  { "sk", "a v sa na je že to s z do o aj ako ale za by k pre som si tak po sú ktoré ktorý od keď bol až tiež alebo bude vo však podľa aby "
          "bolo jeho len byť má než už čo pred pri tejto ktorá nie" },
  { "sl", "in je da se v na so za ki pa z po ne tudi kot bi od ali še pri bo do iz bil bilo lahko že ga le bila kar med tem tako več" },
  { "hr", "i u je se na da su za od s o koji ne a bi što kao će to ali iz nije do biti sam koja samo koje po već još te ili kako bio "
          "bila između tako sve također prema nakon" },
  { "hu", "a az és hogy nem is egy meg csak de ez volt már el ki ha még azt mint vagy kell van lehet után szerint amely pedig ezt akkor "
          "majd minden között miatt vannak lesz aki olyan" },
  { "ro", "de și în a la cu o nu că din pe se este un care mai să pentru au fost sunt ca prin după sau fi dar între această lui acest "
          "într ale către când cele am ei iar dacă anul si" },
  { "tr", "ve bir bu da de için ile çok olarak daha gibi olan kadar sonra ne var en her ancak ise ya değil olduğu dedi olduğunu oldu göre "
          "tarafından mi diye kendi ama yeni iki" },
  { "sq", "dhe të në e për me që një nga është më si do janë nuk ka se ai duke kjo u por ndërsa kanë ishte edhe këtë" },
  { "id", "yang dan di dengan untuk dari ini dalam itu pada tidak akan ke juga adalah ada oleh saat sebagai karena telah mereka dapat "
          "bisa sudah kata tersebut menjadi kami atau" },
  { "vi", "và của là có trong được cho không với các một người này những đã khi từ về để tại năm đến cũng ra như nhiều còn sẽ ông" },
  { "tl", "ang ng sa na mga at ay si ni ito para kay hindi may nang ko siya po din rin ang mga kung niya" },
  { "sw", "ya na wa kwa katika ni la za kuwa cha hiyo huo hii yake wake kama baada huyo lakini pia ambayo" },
  { "af", "die van en in is het dat nie te op vir met om wat hy sy aan deur was ook as by na sal kan hulle daar word uit" },
  { "ca", "de la el que i a en les els un per amb una és del no al ha dels més com va han són aquest aquesta també però pel ser hi "
          "seva molt fins entre sobre ja" },
  { "gl", "de a o que e do da en un para con non unha os no na por máis as dos como pero ao das á súa seu tamén foi entre polo" },
  { "eu", "eta da ez du bat ere dira izan zuen dute egin da baina hau den zen dela beste diren arte gehiago duen" },
  { "cy", "yn y a i o ar yr ei wedi gan bod am mae oedd ac fod sydd eu hynny hyn hefyd nad" },
  { "ga", "an na a agus ar go i is sa le tá bhí ag de do gur sé níos ach atá seo sin" },
  { "eo", "la kaj de en estas al ke por ne kun el tiu mi vi li oni pri sed ankaŭ esti kiel aŭ pli" },
  { "la", "et in est non ad ut cum qui quae quod sed ex esse ab si sunt etiam eius per aut enim atque" },

  { "ru", "и в не на что с по как это к но его из у за от о для же так то все он мы был при было они только а бы или если уже до во "
          "также после который были она этого года сказал может ещё еще более" },
  { "uk", "і в не на що з до як це та у за від про для є але його по які був також після або який було вони вже під більше року якщо "
          "ми він буде час між через щоб може" },
  { "bg", "и в на не да за от се с по е са че като ще това към но до при беше след или който през повече също които само има му си те "
          "бъде ни тази този може" },
  { "sr", "и у је се на да су за од с о који не а би што као ће то али из није до бити сам која само које по већ још те или како био" },
  { "mk", "и во на не да за од се со по е дека ќе што ја го но ги како до при беше или кој повеќе исто кои само има му си тој оваа" },
  { "be", "і ў не на што з да як гэта у за ад па для але яго якія быў таксама пасля або які было яны ўжо пры больш года" },
  { "kk", "және мен бұл да үшін деп бар де бір болып туралы бойынша болды еді ол қазақстан осы кейін" },

  { "ar", "في من على إلى أن عن التي الذي مع هذا كان هذه ما لا بعد كما ذلك قد بين لم كل إن وقد وفي قال أو حيث هو خلال كانت قبل ولا" },
  { "fa", "در و به از که این را با است برای آن یک خود تا بر هم نیز شده می کرد شد بود گفت وی اما ها های باید بین" },
  { "ur", "کے میں کی ہے اور سے کا کو نے پر یہ ہیں کہ اس ان نہیں تھا بھی گیا کر تھی ایک لیے تو کیا جو وہ ہو رہے" },
  { "ps", "د په او چې له کې سره دی کړی هم دا شي ته وي یې پر نه هغه شوي" },
  { "ckb", "لە بۆ و کە بە ئەو ئەم هەر دەکات کرد سەر لەگەڵ نەک بوو کوردستان" },

  { "hi", "के में की है और से का को ने पर यह हैं कि इस एक नहीं था भी हो गया कर थी लिए तो जो वह रहे किया कहा साथ अपने" },
  { "mr", "आहे आणि या च्या हे ते होते आहेत तर मध्ये नाही असे की केली केले करण्यात त्यांनी झाली" },
  { "ne", "छ र को मा का लाई ले पनि छन् भएको गरेको यो हो तथा गर्न थियो भने नेपाल" },
};

const gsize offprint_language_n_rows = G_N_ELEMENTS (offprint_language_rows);
G_STATIC_ASSERT (G_N_ELEMENTS (offprint_language_rows) <= 64);
