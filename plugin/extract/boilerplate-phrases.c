/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What publishers write around their articles, by language. Add a phrase here when it is common to many sites, never
 * because one site has it. Case, accents and punctuation do not matter. A phrase that could stand in an article gets
 * less than 10. */
#include "extract/boilerplate-phrases.h"

#define PROMOTION OFFPRINT_BOILERPLATE_PROMOTION
#define RELATED OFFPRINT_BOILERPLATE_RELATED
#define SIGN_UP OFFPRINT_BOILERPLATE_SIGN_UP
#define COPYRIGHT OFFPRINT_BOILERPLATE_COPYRIGHT
#define ORIGIN OFFPRINT_BOILERPLATE_ORIGIN
#define CREDIT OFFPRINT_BOILERPLATE_CREDIT
#define SHARE OFFPRINT_BOILERPLATE_SHARE
#define COOKIES OFFPRINT_BOILERPLATE_COOKIES
#define COMMENTS OFFPRINT_BOILERPLATE_COMMENTS
#define ADVERT OFFPRINT_BOILERPLATE_ADVERT
#define TAGS OFFPRINT_BOILERPLATE_TAGS
#define DATE OFFPRINT_BOILERPLATE_DATE
#define NOTE OFFPRINT_BOILERPLATE_AUTHOR_NOTE

#define ANYWHERE OFFPRINT_PHRASE_ANYWHERE
#define START OFFPRINT_PHRASE_START
#define LABEL OFFPRINT_PHRASE_LABEL
#define WHOLE OFFPRINT_PHRASE_WHOLE
#define END OFFPRINT_PHRASE_END

/* lint: table */
const OffprintBoilerplateRow offprint_boilerplate_rows[] = {
  /* English: other articles */
  { "see also|also see|read also|also read|read more|read next|read now|related|related story|related stories|related article|"
    "related articles|related news|related reading|related coverage|related content|related topics|related posts|related links|"
    "recommended reading|further reading|don't miss|must read|must reads|more on this|more on this story|more on this topic|"
    "also on|next read|read this|read this next|explore more|more from|up next|related video|watch also|also watch|watch now|"
    "watch more|learn more|in pictures|listen to more|in case you missed it|editor's pick|editors' picks|editor's picks",
    RELATED, LABEL, 10, FALSE },
  { "you may also like|you might also like|you may also be interested in|you might be interested in|recommended for you|"
    "recommended stories|recommended articles|recommended|most read|most popular|popular now|popular stories|most viewed|"
    "trending|trending now|trending stories|top stories|latest news|latest stories|latest articles|latest headlines|more stories|"
    "more news|more articles|more headlines|what to read next|what others are reading|from around the web|around the web|"
    "sponsored content|sponsored stories|promoted stories|promoted content|paid content|from our partners|related posts|"
    "related articles|related stories|related content|similar articles|similar posts|similar stories|more like this|"
    "other stories|in other news|more in this section|stories you may like|access more|editors' picks|editor's picks|"
    "next article|previous article|next story|previous story|next post|previous post|previous|next|read the full story|"
    "full story|keep reading|continue reading|see more|view more|show more|load more|read all|see all|view all|more to read|"
    "latest posts|recent posts|recent articles|recent stories|you may like|hot topics|more to explore|explore more|"
    "more for you|related coverage|related news|read full article|related",
    RELATED, WHOLE, 10, TRUE },
  { "read more about|read more on|read our full|read the full|see more stories|more from|more on|more news from|read more from|"
    "see also|read also|also read",
    RELATED, START, 4, FALSE },
  /* English: own wares */
  { "live briefing|live blog|live updates|live coverage|watch live|listen now|podcast|video|watch|listen|photo gallery|in photos|"
    "special report|special coverage|live",
    PROMOTION, LABEL, 5, FALSE },
  { "check out|don't miss|tune in|head over to|stay tuned|stay informed|stay up to date|stay updated|keep up with|catch up on|"
    "click here|tap here|click below|get the latest|get all the latest|download our|download the|get our|visit our|browse our|"
    "watch our|listen to our|listen to the|explore our|discover our|follow our|find out more|for more stories|for more news|"
    "for more information|for more on|for all of|for all the latest|want more|looking for more|join our|join us|have a tip|got a tip|"
    "got a story|do you have a story|send us|contact us|read our|see our|view our|try our",
    PROMOTION, START, 5, FALSE },
  { "live briefing|live blog|updated throughout the day|click here|click the link|tap here|whatsapp channel|telegram channel|"
    "youtube channel|on google news|app store|google play|our app|mobile app|our podcast|podcast episode|our coverage of|"
    "free trial|our free|all the latest|gives you all of|brings you|our social media|subscribe on",
    PROMOTION, ANYWHERE, 4, FALSE },
  { "latest developments|latest news|exclusive content|special offer|wherever you get your podcasts|follow us|our channel|"
    "all of the latest|coverage|breaking news|latest updates|our website|our team|our latest|our best|new episode|new episodes|"
    "your inbox|our reporters|every week|every day|delivered",
    PROMOTION, ANYWHERE, 2, FALSE },
  { "click here|click the link below|link in bio|download it here|listen here|watch here|here", PROMOTION, END, 3, FALSE },
  /* English: sign-up */
  { "sign up for|sign up to|sign up here|sign up now|sign up today|signup for|subscribe to|subscribe now|subscribe for|subscribe here|"
    "subscribe today|register for|register now|get our newsletter|get our daily|get our weekly|join our newsletter|"
    "join our mailing list|enter your email|your email address|create a free account|become a member|become a subscriber|"
    "become a supporter|support our journalism|support our work|support independent|already a subscriber|already a member|"
    "already have an account|log in to|this article is for subscribers|get the newsletter|get unlimited access|"
    "unlock this article|thank you for subscribing|thanks for signing up|thank you for reading|donate to|make a donation|"
    "give the gift of|get exclusive|get email alerts",
    SIGN_UP, START, 10, TRUE },
  { "newsletter|newsletters|sign up|subscribe|subscription|subscribers|mailing list|email address|unsubscribe|inbox|email alerts|"
    "on the house|privacy policy|terms of use|terms of service|recaptcha|opt out|invalid email|free account|donation",
    SIGN_UP, ANYWHERE, 4, FALSE },
  { "a daily newsletter|a weekly newsletter|our newsletter|our newsletters|our daily newsletter|our weekly newsletter|free newsletter|"
    "straight to your inbox|directly to your inbox|delivered to your inbox|in your inbox|terms and conditions apply|"
    "you agree to our|by signing up|by subscribing|by entering your email|you can unsubscribe|manage your subscription|"
    "please consider supporting|please consider donating",
    SIGN_UP, ANYWHERE, 6, FALSE },
  { "newsletter|newsletters|our newsletters|subscribe|sign up|sign in|log in|login|register|subscribe now|sign up now|my account|"
    "donate|donate now|support us|become a member|email",
    SIGN_UP, WHOLE, 10, TRUE },
  /* English: rights */
  { "all rights reserved|republished with the permission|republished with permission|reprinted with permission|"
    "used with permission|published by arrangement with|published under licence|published under license|"
    "may not be published broadcast|may not be reproduced|may not be copied|no part of this|syndicated from|"
    "republished under a creative commons|under a creative commons license|under a creative commons licence|"
    "rewritten or redistributed|reproduction without permission|distributed by tribune|unauthorized reproduction|"
    "provided by syndigate",
    COPYRIGHT, ANYWHERE, 10, TRUE },
  { "originally published on|originally published by|originally published in|originally published at|first published in|first published on|"
    "this article was originally published|this story was originally published|this article first appeared|this story first appeared|"
    "this article is republished from|republished from|this article was first published|this piece originally appeared|"
    "this article originally appeared|read the original article|this post originally appeared|this story originally appeared",
    ORIGIN, START, 10, TRUE },
  { "appeared first on|was originally published on|first appeared on|originally appeared on", ORIGIN, ANYWHERE, 8, TRUE },
  { "the post", ORIGIN, START, 3, FALSE },
  /* English: pictures and hands */
  { "photo|photos|photo by|photo credit|photo credits|image|image credit|image credits|image source|images|picture|picture credit|"
    "photograph|photograph by|photography|photography by|photo courtesy|photo illustration|illustration|illustration by|credit|"
    "credits|featured image|cover image|file photo|graphic|video by|picture by|image by|image courtesy|photos by|header image",
    CREDIT, LABEL, 10, FALSE },
  { "photo by|photo credit|image credit|photograph by|photos by|image courtesy of|photo courtesy of|picture credit|image via|photo via|"
    "illustration by|featured image",
    CREDIT, START, 9, FALSE },
  { "getty images|shutterstock|ap photo|afp via getty|istock|alamy|unsplash|reuters file photo|adobe stock|anadolu via getty",
    CREDIT, ANYWHERE, 4, FALSE },
  { "reporting by|additional reporting by|edited by|editing by|writing by|written by staff|compiled by|with inputs from|"
    "with agency inputs|with input from agencies|with additional reporting by|with files from|with agencies|contributed to this report",
    CREDIT, START, 8, FALSE },
  { "contributed to this report|contributed to this story|contributed to this article|contributed reporting", CREDIT, ANYWHERE, 10, FALSE },
  { "editing by|additional reporting by|edited by", CREDIT, ANYWHERE, 5, FALSE },
  /* English: share, comments, adverts, consent */
  { "share|share this|share this article|share this story|share this post|share this page|share on|share on facebook|share on twitter|"
    "share on x|share on whatsapp|share on linkedin|share via email|share article|share story|share full article|tweet|email|e-mail|"
    "print|print this|save|save article|bookmark|copy link|link copied|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|"
    "instagram|youtube|tiktok|tumblr|flipboard|messenger|pocket|x|follow|follow us|follow us on|like us on facebook|"
    "follow us on twitter|follow us on facebook|gift this article|listen to article|listen to this article|audio|print article|"
    "email this|pin it|post|text size|font size|a a|share it|share now|shares|likes|views|back to top|top|close|menu|search|home|"
    "skip to content|skip to main content|url copied|copied|toggle caption|enlarge this image|hide caption|share options|"
    "email article|view comments|add to favorites|add us as a preferred source on google",
    SHARE, WHOLE, 10, FALSE },
  { "follow us on|follow us|find us on|like us on|share this article|share this story|follow him on|follow her on|follow them on|"
    "follow me on|share this",
    SHARE, START, 8, TRUE },
  { "on facebook|on twitter|on instagram|on linkedin|on x|facebook|twitter|instagram|tiktok|telegram|whatsapp|bluesky|mastodon",
    SHARE, ANYWHERE, 2, FALSE },
  { "comments|comment|no comments|leave a comment|leave a reply|post a comment|add a comment|join the discussion|view comments|"
    "join the conversation|show comments|read comments|write a comment|what do you think|reader comments|comments closed|"
    "comments are closed|comments off|have your say|replies|reply|be the first to comment",
    COMMENTS, WHOLE, 10, TRUE },
  { "leave a comment|leave a reply|join the discussion|let us know in the comments|tell us in the comments|share your thoughts|"
    "what do you think|comments on this article|your email address will not be published|please log in to comment|"
    "you must be logged in to|have something to say|tell us what you think",
    COMMENTS, START, 10, TRUE },
  { "in the comments|comment section|comments section", COMMENTS, ANYWHERE, 4, FALSE },
  { "advertisement|advertisements|advertising|ad|ads|sponsored|sponsor|promoted|paid post|article continues below|"
    "story continues below|story continues below advertisement|article continues below advertisement|"
    "article continues after advertisement|continue reading below|scroll to continue|scroll to continue with content|"
    "story continues|article continues after this advertisement|report ad|skip advertisement|ad feedback|"
    "story continues after advertisement|continue reading the main story|"
    "this advertisement has not loaded yet but your article continues below|remove ads|go ad free",
    ADVERT, WHOLE, 10, FALSE },
  { "we earn a commission|we may earn a commission|we may earn commission|affiliate links|affiliate commission|earn from qualifying purchases|"
    "may receive a commission|paid advertisement",
    ADVERT, ANYWHERE, 8, FALSE },
  { "accept cookies|accept all cookies|cookie settings|cookie policy|we use cookies|uses cookies|manage cookies|your browser does not support|"
    "enable javascript|javascript is disabled|javascript is required|ad blocker|adblocker|javascript must be enabled",
    COOKIES, ANYWHERE, 7, FALSE },
  { "we use cookies|this site uses cookies|this website uses cookies|please enable javascript|your browser does not support|"
    "accept all|cookie settings|we value your privacy|to view this content|this content is not available|"
    "sorry your browser|this video is not available|you need to enable javascript",
    COOKIES, START, 9, FALSE },
  /* English: topics, times, authors */
  { "tags|tag|topics|topic|filed under|filed in|categories|category|keywords|more topics|posted in|related tags|tagged|tagged with|"
    "in this article|topics in this article|article tags|hashtags|post tags|more about",
    TAGS, LABEL, 10, FALSE },
  { "last updated|published|updated|first published|posted on|posted|last modified|publication date|date|published on|updated on|"
    "last updated on|last update|posted at|modified|created",
    DATE, LABEL, 10, FALSE },
  { "min read|minute read|minutes read|min to read|mins read|minutes to read|reading time|read time|mins|min|hours ago|hour ago|days ago|"
    "day ago|minutes ago|weeks ago|months ago|years ago",
    DATE, WHOLE, 10, FALSE },
  { "about the author|about the authors|about author|about the writer|author bio|meet the author|more by this author|"
    "more from this author|author|authors|written by|contributor|contributors",
    NOTE, WHOLE, 10, TRUE },
  { "about the author|about the authors|about us", NOTE, LABEL, 10, TRUE },
  { "disclaimer|disclosure|editor's note|correction", NOTE, LABEL, 4, FALSE },
  { "the views expressed|the opinions expressed|views expressed in this article|the views expressed in this article",
    NOTE, START, 10, FALSE },

  /* German */
  { "lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|mehr dazu|mehr zum thema|auch interessant|mehr lesen|weiterlesen|"
    "siehe auch|zum thema|passend dazu|das könnte sie auch interessieren|ähnliche artikel|verwandte artikel|lesetipp|lies auch|"
    "hier weiterlesen|mehr zu|hintergrund|lesen sie jetzt|mehr aus|weitere artikel|mehr news|empfohlen|jetzt lesen|video|auch spannend",
    RELATED, LABEL, 10, FALSE },
  { "das könnte sie auch interessieren|mehr zum thema|meistgelesen|meistgelesene artikel|weitere artikel|ähnliche artikel|"
    "das könnte dich auch interessieren|auch interessant|weitere themen|top themen|verwandte themen|verwandte artikel|"
    "empfehlungen der redaktion|empfohlener redaktioneller inhalt|externer inhalt|neueste artikel|weitere nachrichten|"
    "mehr zu diesem thema|zur startseite|nächster artikel|vorheriger artikel|mehr artikel|weiterlesen|mehr anzeigen|alle anzeigen|"
    "lesen sie auch|mehr von|weitere meldungen|mehr aus dem ressort",
    RELATED, WHOLE, 10, TRUE },
  { "newsletter|abonnieren|anmelden|newsletter abonnieren|jetzt abonnieren|jetzt anmelden|jetzt registrieren|jetzt testen|"
    "jetzt kostenlos|registrieren|anmelden und weiterlesen",
    SIGN_UP, WHOLE, 10, TRUE },
  { "abonnieren sie|melden sie sich|jetzt abonnieren|jetzt den newsletter|bestellen sie|sie haben bereits ein abo|registrieren sie sich|"
    "unseren newsletter|hier können sie den newsletter|jetzt für den newsletter|sie möchten diesen artikel",
    SIGN_UP, START, 7, TRUE },
  { "newsletter abonnieren|unseren newsletter|unserem newsletter|kostenlosen newsletter|kostenlosen|e mail adresse|abonnement|datenschutzerklärung|"
    "datenschutzbestimmungen|jederzeit abbestellen|abbestellen|täglichen newsletter|probeabo|kostenlos testen|werbefrei",
    SIGN_UP, ANYWHERE, 4, FALSE },
  { "alle rechte vorbehalten|nachdruck nur mit genehmigung|mit freundlicher genehmigung|weiterverbreitung nicht gestattet|"
    "vervielfältigung nur mit genehmigung",
    COPYRIGHT, ANYWHERE, 10, TRUE },
  { "foto|fotos|bild|bilder|bildquelle|bildnachweis|fotoquelle|symbolbild|symbolfoto|archivbild|grafik|fotocredit|bildrechte|quellen|"
    "quelle|titelbild|foto von|copyright foto",
    CREDIT, LABEL, 10, FALSE },
  { "teilen|artikel teilen|drucken|merken|artikel merken|artikel drucken|per e mail teilen|auf facebook teilen|auf twitter teilen|"
    "link kopieren|kopieren|vorlesen|artikel anhören|empfehlen|beitrag teilen|seite drucken|feedback|mailen|nach oben|startseite|"
    "zurück zur startseite|suche|menü|schließen|bookmark|als pdf|per whatsapp teilen|audio",
    SHARE, WHOLE, 10, FALSE },
  { "folgen sie uns|folge uns|folgen sie", SHARE, START, 9, TRUE },
  { "kommentare|kommentar schreiben|kommentieren|jetzt kommentieren|diskutieren sie mit|keine kommentare|leserkommentare|ihre meinung|"
    "kommentar verfassen|zu den kommentaren|diskussion|kommentare anzeigen|kommentar hinterlassen",
    COMMENTS, WHOLE, 10, TRUE },
  { "anzeige|werbung|anzeigen|gesponsert|artikel geht unten weiter|weiterlesen nach der anzeige|promotion|advertorial|"
    "nach der werbung geht es weiter",
    ADVERT, WHOLE, 10, FALSE },
  { "an dieser stelle finden sie externen inhalt|an dieser stelle ist ein externer inhalt|dieser inhalt kann nicht|"
    "mit ihrer zustimmung|wir verwenden cookies|diese website verwendet cookies|externen inhalt anzeigen|bitte aktivieren sie javascript|"
    "ich bin damit einverstanden|wir benötigen ihre zustimmung|um diesen inhalt",
    COOKIES, START, 10, FALSE },
  { "themen|schlagworte|schlagwörter|stichworte|mehr zu den themen|kategorien|schlagwort|tags zum artikel", TAGS, LABEL, 10, FALSE },
  { "stand|aktualisiert|veröffentlicht|veröffentlicht am|erstellt am|zuletzt aktualisiert|lesezeit|aktualisiert am|erschienen am|datum",
    DATE, LABEL, 10, FALSE },
  { "min lesezeit|minuten lesezeit|lesezeit minuten|lesezeit min|minuten", DATE, WHOLE, 10, FALSE },
  { "über den autor|über die autorin|zur person|über die autoren|zum autor|zur autorin", NOTE, WHOLE, 10, TRUE },

  /* French */
  { "lire aussi|à lire aussi|à lire|lire également|à lire également|voir aussi|à voir aussi|lire plus|lisez aussi|sur le même sujet|"
    "pour aller plus loin|à découvrir|lire la suite|lire|regarder aussi|à écouter|en savoir plus|dossier|retrouvez",
    RELATED, LABEL, 10, FALSE },
  { "sur le même sujet|articles similaires|les plus lus|à lire aussi|à ne pas manquer|dans la même rubrique|vous aimerez aussi|"
    "nos derniers articles|lire la suite|la suite après la publicité|plus d'articles|voir plus|les plus populaires|articles liés|"
    "articles récents|l'actu en continu|contenus sponsorisés|article suivant|article précédent|à la une|notre sélection",
    RELATED, WHOLE, 10, TRUE },
  { "inscrivez vous|abonnez vous|recevez notre|recevez gratuitement|recevez chaque|s'abonner|je m'abonne|déjà abonné|créez un compte|"
    "s'inscrire|cet article est réservé|soutenez|faites un don",
    SIGN_UP, START, 8, TRUE },
  { "newsletter|infolettre|lettre d'information|inscription|adresse e mail|adresse mail|politique de confidentialité|abonnés|se désabonner|"
    "votre boîte mail|réservé aux abonnés|s'abonner",
    SIGN_UP, ANYWHERE, 4, FALSE },
  { "tous droits réservés|reproduction interdite|avec l'aimable autorisation|toute reproduction", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "crédit photo|crédits photo|photo d'illustration|crédit|crédits|photographie|image d'illustration|source|sources|© photo", CREDIT, LABEL, 10, FALSE },
  { "partager|partager cet article|imprimer|envoyer par mail|partager sur facebook|partager sur twitter|copier le lien|enregistrer|"
    "écouter l'article|réagir|commenter|partagez|envoyer|offrir cet article|suivez nous|ajouter à vos favoris|accueil|retour en haut|fermer",
    SHARE, WHOLE, 10, FALSE },
  { "suivez nous|suivez l'actualité|retrouvez nous|rejoignez nous", SHARE, START, 9, TRUE },
  { "commentaires|laisser un commentaire|réactions|commentaire|ajouter un commentaire|aucun commentaire|voir les commentaires|vos commentaires|"
    "poster un commentaire",
    COMMENTS, WHOLE, 10, TRUE },
  { "publicité|la suite après la publicité|contenu sponsorisé|la suite après cette publicité|annonce|publicités", ADVERT, WHOLE, 10, FALSE },
  { "nous utilisons des cookies|ce site utilise des cookies|ce contenu est bloqué|en acceptant les cookies", COOKIES, START, 10, FALSE },
  { "mots clés|thèmes|sujets|étiquettes|thématiques|mots-clefs", TAGS, LABEL, 10, FALSE },
  { "publié le|mis à jour le|modifié le|temps de lecture|publié|mis à jour|dernière mise à jour|lecture min|min de lecture", DATE, LABEL, 10, FALSE },
  { "à propos de l'auteur|l'auteur|à propos des auteurs", NOTE, WHOLE, 10, TRUE },

  /* Spanish */
  { "lee también|lea también|leer también|lea más|leer más|te puede interesar|le puede interesar|vea también|ver también|ver más|"
    "más información|noticias relacionadas|noticia relacionada|relacionado|relacionadas|también puede leer|te recomendamos|"
    "puedes leer|además|contenido relacionado|mira también|sigue leyendo",
    RELATED, LABEL, 10, FALSE },
  { "noticias relacionadas|te puede interesar|lo más leído|lo más visto|artículos relacionados|más noticias|también te puede interesar|"
    "te recomendamos|últimas noticias|más leídas|más información|contenido relacionado|le puede interesar|temas relacionados|"
    "archivado en|siguiente|anterior|ver más|leer más|quizás te interese",
    RELATED, WHOLE, 10, TRUE },
  { "suscríbete|suscríbase|regístrate|regístrese|recibe nuestro|reciba nuestro|apúntate|inicia sesión|recibe en tu correo|"
    "únete a nuestro|hazte socio",
    SIGN_UP, START, 8, TRUE },
  { "newsletter|boletín|boletines|correo electrónico|política de privacidad|suscripción|suscriptores|suscríbete|darse de baja",
    SIGN_UP, ANYWHERE, 4, FALSE },
  { "todos los derechos reservados|prohibida la reproducción|prohibida su reproducción|derechos reservados", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "foto|fotografía|imagen|crédito|créditos|fuente|fotos|imagen de archivo|foto de archivo", CREDIT, LABEL, 10, FALSE },
  { "compartir|comparte|imprimir|enviar por correo|guardar|compartir en facebook|compartir en twitter|copiar enlace|copiar link|"
    "escuchar|síguenos|síguenos en|comentar|inicio|cerrar|volver arriba|compartir artículo",
    SHARE, WHOLE, 10, FALSE },
  { "síguenos en|síganos en|sigue toda la información|sigue a", SHARE, START, 8, TRUE },
  { "comentarios|deja un comentario|deja tu comentario|comentar|sin comentarios|ver comentarios|escribe un comentario|añadir comentario",
    COMMENTS, WHOLE, 10, TRUE },
  { "publicidad|anuncio|anuncios|patrocinado|contenido patrocinado", ADVERT, WHOLE, 10, FALSE },
  { "utilizamos cookies|este sitio utiliza cookies|usamos cookies", COOKIES, START, 10, FALSE },
  { "etiquetas|temas|archivado en|más sobre|palabras clave|en este artículo", TAGS, LABEL, 10, FALSE },
  { "actualizado|publicado|publicado el|actualizado el|última actualización|tiempo de lectura|fecha|actualizado a las", DATE, LABEL, 10, FALSE },
  { "sobre el autor|sobre la autora|acerca del autor|sobre la firma", NOTE, WHOLE, 10, TRUE },

  /* Italian */
  { "leggi anche|leggi di più|leggi tutto|vedi anche|guarda anche|potrebbe interessarti|approfondimenti|articoli correlati|"
    "per approfondire|leggi|ti potrebbe interessare|altri articoli|continua a leggere",
    RELATED, LABEL, 10, FALSE },
  { "articoli correlati|leggi anche|potrebbe interessarti anche|potrebbe interessarti|i più letti|ti potrebbe interessare|"
    "ultime notizie|ti potrebbero interessare|articolo precedente|articolo successivo|altre notizie|i più visti|leggi di più",
    RELATED, WHOLE, 10, TRUE },
  { "iscriviti|abbonati|ricevi|registrati|accedi", SIGN_UP, START, 6, TRUE },
  { "newsletter|indirizzo email|informativa sulla privacy|privacy policy|abbonamento|abbonati|iscriviti|sostienici", SIGN_UP, ANYWHERE, 4, FALSE },
  { "riproduzione riservata|tutti i diritti riservati|diritti riservati", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "foto|fotografia|immagine|crediti|fonte|foto di|credit foto", CREDIT, LABEL, 10, FALSE },
  { "condividi|stampa|condividi su facebook|invia|salva|ascolta|condividi questo articolo|seguici|copia link|torna su|chiudi|ascolta l'articolo",
    SHARE, WHOLE, 10, FALSE },
  { "seguici su|seguici", SHARE, START, 9, TRUE },
  { "commenti|lascia un commento|commenta|nessun commento|scrivi un commento|mostra commenti|i commenti dei lettori", COMMENTS, WHOLE, 10, TRUE },
  { "pubblicità|annuncio|sponsorizzato|annunci|continua a leggere dopo la pubblicità", ADVERT, WHOLE, 10, FALSE },
  { "utilizziamo i cookie|questo sito utilizza cookie|questo sito utilizza i cookie", COOKIES, START, 10, FALSE },
  { "argomenti|parole chiave|etichette|temi", TAGS, LABEL, 10, FALSE },
  { "pubblicato|aggiornato|pubblicato il|aggiornato il|ultimo aggiornamento|tempo di lettura|ultima modifica", DATE, LABEL, 10, FALSE },

  /* Portuguese */
  { "leia também|leia mais|veja também|saiba mais|confira|assista|relacionadas|leia ainda|ler também|leia a seguir|veja mais|continua após a publicidade",
    RELATED, LABEL, 10, FALSE },
  { "leia também|notícias relacionadas|mais lidas|veja também|você pode gostar|artigos relacionados|últimas notícias|recomendado para você|"
    "mais notícias|conteúdo relacionado|leia mais|veja mais",
    RELATED, WHOLE, 10, TRUE },
  { "inscreva se|assine|receba|cadastre se|clique aqui|siga o|siga a|baixe o|já é assinante|subscreva", SIGN_UP, START, 6, TRUE },
  { "newsletter|boletim|política de privacidade|assinantes|endereço de e mail|canal no whatsapp|clique aqui|receba notícias", SIGN_UP, ANYWHERE, 4, FALSE },
  { "todos os direitos reservados|proibida a reprodução|direitos reservados|é proibida a reprodução", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "foto|imagem|crédito|fotografia|fonte|imagens|créditos|fotos", CREDIT, LABEL, 10, FALSE },
  { "compartilhar|compartilhe|partilhar|imprimir|salvar|ouvir|siga nos|copiar link|enviar|compartilhe esta notícia|compartilhe este artigo",
    SHARE, WHOLE, 10, FALSE },
  { "siga nos|siga nos no", SHARE, START, 9, TRUE },
  { "comentários|deixe um comentário|comente|deixe seu comentário|ver comentários|comentar", COMMENTS, WHOLE, 10, TRUE },
  { "publicidade|continua após a publicidade|anúncio|patrocinado|continua depois da publicidade", ADVERT, WHOLE, 10, FALSE },
  { "assuntos|palavras chave|tópicos|temas|marcadores|mais sobre", TAGS, LABEL, 10, FALSE },
  { "publicado em|atualizado em|atualizado|tempo de leitura|última atualização|publicado", DATE, LABEL, 10, FALSE },

  /* Dutch */
  { "lees ook|lees meer|lees verder|bekijk ook|zie ook|meer lezen|luister ook|kijk ook|meer over|gerelateerd", RELATED, LABEL, 10, FALSE },
  { "lees ook|gerelateerde artikelen|meest gelezen|meer nieuws|aanbevolen|net binnen|meer over dit onderwerp|lees meer|ook interessant|"
    "gerelateerd nieuws|laatste nieuws",
    RELATED, WHOLE, 10, TRUE },
  { "schrijf je in|meld je aan|abonneer|ontvang|word abonnee|neem een abonnement|maak een account|al abonnee", SIGN_UP, START, 7, TRUE },
  { "nieuwsbrief|nieuwsbrieven|e mailadres|privacyverklaring|privacybeleid|abonnees|uitschrijven|abonnement", SIGN_UP, ANYWHERE, 4, FALSE },
  { "alle rechten voorbehouden|overname zonder toestemming|auteursrecht voorbehouden", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "foto|beeld|bron|fotograaf|foto's|afbeelding", CREDIT, LABEL, 10, FALSE },
  { "delen|deel dit artikel|deel artikel|printen|bewaren|afdrukken|bewaar artikel|kopieer link|volg ons|artikel delen|luister|terug naar boven|sluiten",
    SHARE, WHOLE, 10, FALSE },
  { "reacties|reageer|plaats een reactie|geef een reactie|bekijk reacties", COMMENTS, WHOLE, 10, TRUE },
  { "advertentie|advertenties|gesponsord|verder lezen na de advertentie", ADVERT, WHOLE, 10, FALSE },
  { "wij gebruiken cookies|deze website maakt gebruik van cookies|deze content kan niet worden getoond", COOKIES, START, 10, FALSE },
  { "trefwoorden|onderwerpen|lees meer over", TAGS, LABEL, 10, FALSE },
  { "gepubliceerd|bijgewerkt|gepubliceerd op|laatst bijgewerkt|laatste update|leestijd|gewijzigd|aangepast", DATE, LABEL, 10, FALSE },

  /* Danish, Norwegian, Swedish, Finnish */
  { "læs også|læs mere|se også|les også|les mer|läs också|läs även|läs mer|se även|lue myös|lue lisää|läs vidare|les hele saken|læs hele|katso myös",
    RELATED, LABEL, 10, FALSE },
  { "mest læst|mest lest|mest läst|luetuimmat|relaterede artikler|relaterade artiklar|flere nyheder|fler nyheter|läs också|les også|læs også|"
    "senaste nytt|siste nytt|seneste nyt|suosittelemme|lisää aiheesta",
    RELATED, WHOLE, 10, TRUE },
  { "tilmeld dig|meld deg på|prenumerera|anmäl dig|tilaa|abonner|skriv opp|bli medlem|bliv medlem", SIGN_UP, START, 7, TRUE },
  { "nyhedsbrev|nyhetsbrev|uutiskirje|uutiskirjeen|nyhetsbrevet|nyhedsbrevet", SIGN_UP, ANYWHERE, 5, FALSE },
  { "alle rettigheder forbeholdes|alle rettigheter forbeholdt|alla rättigheter förbehållna|kaikki oikeudet pidätetään", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "foto|bilde|kuva|bild|arkivfoto|kuvat|illustration|illustrasjon", CREDIT, LABEL, 10, FALSE },
  { "del|dela|jaa|dela artikeln|del artikel|del artiklen|jaa artikkeli|skriv ut|spara|kopier lenke|kopiera länk", SHARE, WHOLE, 10, FALSE },
  { "kommentarer|kommentera|kommentoi|kommentit|skriv en kommentar", COMMENTS, WHOLE, 10, TRUE },
  { "annonce|annonse|annons|mainos|annonsørinnhold|artikeln fortsätter under annonsen|artiklen fortsætter efter annoncen|"
    "artikkelen fortsetter under annonsen|mainos alkaa|mainos päättyy|juttu jatkuu mainoksen jälkeen",
    ADVERT, WHOLE, 10, FALSE },
  { "emner|ämnen|aiheet|stikord|nyckelord|avainsanat", TAGS, LABEL, 10, FALSE },
  { "publiceret|publicerad|publisert|opdateret|uppdaterad|oppdatert|julkaistu|päivitetty|sidst opdateret", DATE, LABEL, 10, FALSE },

  /* Polish, Czech, Slovak */
  { "czytaj także|czytaj też|czytaj również|zobacz także|zobacz też|czytaj więcej|zobacz również|przeczytaj także|polecamy|więcej|"
    "čtěte také|čtěte více|přečtěte si také|související|viz také|prečítajte si aj|čítajte aj|mohlo by vás zaujmout|přečtěte si",
    RELATED, LABEL, 10, FALSE },
  { "polecane|najczęściej czytane|zobacz także|najnowsze|powiązane artykuły|czytaj także|podobne artykuły|související články|nejčtenější|"
    "najčítanejšie|mohlo by vás zajímat|další články|doporučujeme|súvisiace články",
    RELATED, WHOLE, 10, TRUE },
  { "zapisz się|zaprenumeruj|subskrybuj|dołącz do|přihlaste se|odebírejte|předplaťte si|prihláste sa|predplaťte si", SIGN_UP, START, 7, TRUE },
  { "wszelkie prawa zastrzeżone|wszystkie prawa zastrzeżone|prawa autorskie|všechna práva vyhrazena|všetky práva vyhradené", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "fot|zdjęcie|źródło|autor zdjęcia|foto|zdroj", CREDIT, LABEL, 10, FALSE },
  { "udostępnij|drukuj|podziel się|kopiuj link|sdílet|tisk|vytisknout|zdieľať|obserwuj nas|skomentuj", SHARE, WHOLE, 10, FALSE },
  { "komentarze|dodaj komentarz|skomentuj|komentáře|diskuse|přidat komentář|komentáre|diskusia", COMMENTS, WHOLE, 10, TRUE },
  { "reklama|dalsza część artykułu pod materiałem wideo|dalsza część tekstu pod wideo|inzerce|artykuł sponsorowany|pokračování článku pod reklamou",
    ADVERT, WHOLE, 10, FALSE },
  { "tagi|tematy|słowa kluczowe|témata|štítky|klíčová slova", TAGS, LABEL, 10, FALSE },

  /* Russian, Ukrainian, Bulgarian, Serbian */
  { "читайте также|читать также|смотрите также|читать далее|подробнее|по теме|материалы по теме|читайте ещё|см также|читайте|"
    "читайте також|дивіться також|читайте ще|детальніше|прочетете още|вижте още|читайте още|pročitajte još|pročitajte i|čitajte",
    RELATED, LABEL, 10, FALSE },
  { "читайте также|материалы по теме|по теме|самое читаемое|популярное|главные новости|последние новости|новости по теме|ещё по теме|"
    "читайте також|популярні новини|останні новини|новини за темою|свързани новини|още по темата|povezane vesti|najčitanije|"
    "рекомендуем|похожие материалы|другие новости",
    RELATED, WHOLE, 10, TRUE },
  { "подписывайтесь|подпишитесь|присоединяйтесь|оформите подписку|підписуйтесь|підпишіться|абонирайте се|следите за", SIGN_UP, START, 8, TRUE },
  { "telegram канал|телеграм канал|рассылку|рассылка|телеграм каналу|в telegram|на наш канал|яндекс дзен|розсилку", SIGN_UP, ANYWHERE, 5, FALSE },
  { "все права защищены|всі права захищені|всички права запазени|sva prava zadržana|перепечатка запрещена|при цитировании ссылка|"
    "использование материалов",
    COPYRIGHT, ANYWHERE, 10, TRUE },
  { "фото|источник|иллюстрация|изображение|фотография|джерело|снимка|источник фото|fotografija|izvor", CREDIT, LABEL, 10, FALSE },
  { "поделиться|поделиться в соцсетях|распечатать|печать|скопировать ссылку|поділитися|сподели|podeli|вконтакте|одноклассники|наверх|закрыть",
    SHARE, WHOLE, 10, FALSE },
  { "комментарии|оставить комментарий|коментарі|коментари|komentari|добавить комментарий|обсудить|нет комментариев", COMMENTS, WHOLE, 10, TRUE },
  { "реклама|на правах рекламы|продолжение после рекламы|реклама на сайте", ADVERT, WHOLE, 10, FALSE },
  { "теги|темы|ключевые слова|метки|тематика|теми|тагове|рубрики", TAGS, LABEL, 10, FALSE },
  { "обновлено|опубликовано|оновлено|опубліковано|дата публикации|время чтения", DATE, LABEL, 10, FALSE },

  /* Turkish, Greek, Hungarian, Romanian */
  { "ayrıca okuyun|ilgili haberler|ilgili haber|devamını oku|διαβάστε επίσης|διαβάστε ακόμη|δείτε επίσης|διαβάστε περισσότερα|olvassa el|"
    "kapcsolódó|kapcsolódó cikkek|citește și|citeşte şi|citește mai mult|vezi și|articole similare|olvasd el|διαβάστε",
    RELATED, LABEL, 10, FALSE },
  { "ilgili haberler|çok okunanlar|en çok okunanlar|σχετικά άρθρα|δημοφιλή|kapcsolódó cikkek|legolvasottabb|articole similare|"
    "cele mai citite|citește și|son haberler|διαβάστε επίσης|ajánlott",
    RELATED, WHOLE, 10, TRUE },
  { "tüm hakları saklıdır|με επιφύλαξη παντός δικαιώματος|minden jog fenntartva|toate drepturile rezervate|απαγορεύεται η αναδημοσίευση",
    COPYRIGHT, ANYWHERE, 10, TRUE },
  { "fotoğraf|kaynak|φωτογραφία|πηγή|fotó|forrás|fotografie|sursa|sursa foto|foto|φωτό|kép|borítókép", CREDIT, LABEL, 10, FALSE },
  { "paylaş|yazdır|κοινοποίηση|μοιραστείτε|megosztás|nyomtatás|distribuie|tipărește|küldés|paylaşın", SHARE, WHOLE, 10, FALSE },
  { "yorumlar|yorum yap|σχόλια|hozzászólások|comentarii|lasă un comentariu|yorum yaz", COMMENTS, WHOLE, 10, TRUE },
  { "reklam|διαφήμιση|hirdetés|publicitate|ilan", ADVERT, WHOLE, 10, FALSE },
  { "bültenimize|newsletterünket|ενημερωτικό δελτίο|hírlevél|hírlevelünkre|iratkozzon fel|abonează te|abone ol|abone olun", SIGN_UP, ANYWHERE, 6, FALSE },
  { "etiketler|címkék|etichete|ετικέτες", TAGS, LABEL, 10, FALSE },

  /* Arabic, Persian, Hebrew, Hindi */
  { "اقرأ أيضا|اقرأ المزيد|إقرأ أيضا|شاهد أيضا|مواضيع ذات صلة|اقرأوا أيضا|همچنین بخوانید|بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|קראו גם|קרא גם|"
    "קראו עוד|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|और पढ़ें|संबंधित खबरें",
    RELATED, LABEL, 10, FALSE },
  { "جميع الحقوق محفوظة|كل الحقوق محفوظة|تمامی حقوق محفوظ است|כל הזכויות שמורות|सर्वाधिकार सुरक्षित", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "إعلان|اعلان|פרסומת|विज्ञापन|تبلیغات|advertisement", ADVERT, WHOLE, 10, FALSE },
  { "تعليقات|التعليقات|תגובות|הוספת תגובה|टिप्पणियां|نظرات|ارسال نظر", COMMENTS, WHOLE, 10, TRUE },
  { "مشاركة|شارك|שתפו|שיתוף|शेयर करें|اشتراک گذاری", SHARE, WHOLE, 10, FALSE },
  { "صورة|المصدر|צילום|עכס|منبع|عکس|फोटो|स्रोत", CREDIT, LABEL, 10, FALSE },

  /* Chinese, Japanese, Korean */
  { "相关阅读|相关新闻|延伸阅读|推荐阅读|更多新闻|相關新聞|延伸閱讀|推薦閱讀|更多內容|你可能感兴趣|関連記事|あわせて読みたい|"
    "おすすめ記事|続きを読む|こちらもおすすめ|関連ニュース|関連リンク|人気記事|관련기사|관련 기사|많이 본 뉴스|인기기사|함께 읽으면 좋은 기사",
    RELATED, LABEL, 10, TRUE },
  { "版权所有|版權所有|未经许可|未經許可|不得转载|不得轉載|保留所有权利|無断転載|無断複写|著作権|무단전재|무단 전재|재배포 금지", COPYRIGHT, ANYWHERE, 10, TRUE },
  { "责任编辑|編輯|编辑|图片来源|圖片來源|图源|写真|画像|来源|來源|사진|출처", CREDIT, LABEL, 10, FALSE },
  { "分享|分享到|打印|收藏|シェア|シェアする|ツイート|印刷|保存|공유|공유하기|인쇄|点赞|转发|微信|微博", SHARE, WHOLE, 10, FALSE },
  { "评论|留言|發表評論|网友评论|コメント|コメントする|댓글|댓글쓰기", COMMENTS, WHOLE, 10, TRUE },
  { "广告|廣告|広告|광고|スポンサーリンク", ADVERT, WHOLE, 10, FALSE },
  { "关键词|標籤|标签|タグ|キーワード|태그|關鍵字", TAGS, LABEL, 10, FALSE },
  { "メルマガ|ニュースレター|뉴스레터|订阅|訂閱|会員登録|구독", SIGN_UP, START, 8, FALSE },
};

const gsize offprint_boilerplate_n_rows = G_N_ELEMENTS (offprint_boilerplate_rows);
