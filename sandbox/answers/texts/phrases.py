"""Words of signs in Welsh, German, French, Spanish, Italian and Dutch; other choices after a bar."""
# ruff: noqa: E501 - one line is one phrase

LANGUAGES = ("cy", "de", "fr", "es", "it", "nl")

_TABLE = """
all day long;drwy'r dydd|trwy gydol y dydd;den ganzen Tag|rund um den Tag;toute la journée|du matin au soir;todo el día|de la mañana a la noche;tutto il giorno|da mattina a sera;de hele dag|van ochtend tot avond
all day;drwy'r dydd|trwy gydol y dydd;den ganzen Tag|ganztägig;toute la journée|du matin au soir;todo el día|a todas horas;tutto il giorno|a tutte le ore;de hele dag|hele dag door
fresh coffee;coffi ffres|coffi newydd ei wneud;frischer Kaffee|frisch gebrühter Kaffee;café frais|café tout frais;café recién hecho|café fresco;caffè fresco|caffè appena fatto;verse koffie|versgezette koffie
coffee;coffi|paned o goffi;Kaffee|eine Tasse Kaffee;café|un café;café|un café;caffè|un caffè;koffie|een kop koffie
fresh;ffres|newydd;frisch|ganz frisch;frais|tout frais;fresco|muy fresco;fresco|freschissimo;vers|dagvers
welcome;croeso|croeso cynnes;willkommen|herzlich willkommen;bienvenue|soyez les bienvenus;bienvenidos|sean bienvenidos;benvenuti|un caloroso benvenuto;welkom|hartelijk welkom
welcome to;croeso i|croeso cynnes i;willkommen in|herzlich willkommen in;bienvenue à|soyez les bienvenus à;bienvenidos a|sean bienvenidos a;benvenuti a|un caloroso benvenuto a;welkom in|hartelijk welkom in
open;ar agor|agored;geöffnet|offen;ouvert|actuellement ouvert;abierto|ya abierto;aperto|siamo aperti;open|geopend
closed;ar gau|wedi cau;geschlossen|zu;fermé|actuellement fermé;cerrado|está cerrado;chiuso|siamo chiusi;gesloten|dicht
today;heddiw|y diwrnod hwn;heute|am heutigen Tag;aujourd'hui|ce jour;hoy|en el día de hoy;oggi|in giornata;vandaag|deze dag
tomorrow;yfory|bore yfory;morgen|am morgigen Tag;demain|dès demain;mañana|el día de mañana;domani|da domani;morgen|de dag van morgen
now;nawr|ar hyn o bryd;jetzt|nun;maintenant|à présent;ahora|en este momento;adesso|ora;nu|op dit moment
currently;ar hyn o bryd|nawr;zurzeit|derzeit;actuellement|en ce moment;actualmente|en este momento;attualmente|al momento;momenteel|op dit moment
total sales;cyfanswm gwerthiant|gwerthiant i gyd;Gesamtumsatz|Umsatz gesamt;ventes totales|total des ventes;ventas totales|total de ventas;vendite totali|totale vendite;totale omzet|omzet in totaal
sales;gwerthiant|gwerthiannau;Umsatz|Verkäufe;ventes|chiffre d'affaires;ventas|ingresos;vendite|incassi;omzet|verkoop
total;cyfanswm|i gyd;gesamt|insgesamt;total|au total;total|en total;totale|in totale;totaal|in totaal
queue time;amser ciwio|amser aros;Wartezeit|Zeit in der Schlange;temps d'attente|attente;tiempo de espera|espera;tempo di attesa|attesa;wachttijd|tijd in de rij
waiting time;amser aros|hyd yr aros;Wartezeit|Dauer;temps d'attente|attente;tiempo de espera|espera;tempo di attesa|attesa;wachttijd|wachten
queue;ciw|rhes;Schlange|Warteschlange;file|file d'attente;cola|fila;coda|fila;rij|wachtrij
minutes;munud|o funudau;Minuten|Min.;minutes|min;minutos|min;minuti|min;minuten|min
hours;awr|o oriau;Stunden|Std.;heures|h;horas|h;ore|h;uur|u
days;diwrnod|o ddyddiau;Tage|Tage lang;jours|journées;días|jornadas;giorni|giornate;dagen|dagen lang
harbour;harbwr|porthladd;Hafen|Hafens;port|du port;puerto|del puerto;porto|del porto;haven|havens
branch;cangen|siop;Filiale|Zweigstelle;agence|succursale;sucursal|tienda;filiale|sede;filiaal|vestiging
please;os gwelwch yn dda|plîs;bitte|freundlicherweise;s'il vous plaît|merci de;por favor|rogamos;per favore|si prega di;alstublieft|graag
thank you;diolch|diolch yn fawr;danke|vielen Dank;merci|merci beaucoup;gracias|muchas gracias;grazie|grazie mille;dank u|hartelijk dank
please wait here;arhoswch yma;bitte hier warten|warten Sie bitte hier;veuillez patienter ici|attendez ici;espere aquí, por favor|espere aquí;attendere qui|si prega di attendere qui;wacht hier alstublieft|hier wachten
entrance;mynedfa|y fynedfa;Eingang|Zugang;entrée|accès;entrada|acceso;ingresso|entrata;ingang|toegang
exit;allanfa|ffordd allan;Ausgang|Ausfahrt;sortie|issue;salida|la salida;uscita|via d'uscita;uitgang|naar buiten
departures;ymadawiadau|yn gadael;Abfahrten|Abfahrt;départs|au départ;salidas|en salida;partenze|in partenza;vertrek|vertrektijden
arrivals;cyrraedd|yn cyrraedd;Ankünfte|Ankunft;arrivées|à l'arrivée;llegadas|de llegada;arrivi|in arrivo;aankomst|aankomsttijden
delayed;wedi'i oedi|yn hwyr;verspätet|mit Verspätung;retardé|en retard;retrasado|con retraso;in ritardo|ritardato;vertraagd|met vertraging
next;nesaf|canlynol;nächste|folgende;prochain|suivant;próximo|siguiente;prossimo|seguente;volgende|eerstvolgende
starts at;yn dechrau am|o;beginnt um|startet um;commence à|débute à;empieza a las|comienza a las;inizia alle|comincia alle;begint om|start om
tour;taith|taith dywys;Führung|Rundgang;visite|visite guidée;visita|recorrido;visita|giro;rondleiding|toer
platform;platfform|y platfform;Gleis|Bahnsteig;voie|quai;andén|vía;binario|marciapiede;spoor|perron
train;trên|y trên;Zug|der Zug;train|le train;tren|el tren;treno|il treno;trein|de trein
meeting room;ystafell gyfarfod|ystafell gwrdd;Besprechungsraum|Sitzungszimmer;salle de réunion|la salle de réunion;sala de reuniones|la sala;sala riunioni|la sala;vergaderzaal|vergaderruimte
available;ar gael|yn rhydd;verfügbar|frei;disponible|libre;disponible|libre;disponibile|libero;beschikbaar|vrij
menu;bwydlen|y fwydlen;Speisekarte|Karte;carte|menu;carta|menú;menù|carta;menukaart|menu
breakfast;brecwast|pryd bore;Frühstück|Morgenmahl;petit-déjeuner|le petit-déjeuner;desayuno|el desayuno;colazione|prima colazione;ontbijt|het ontbijt
lunch;cinio|pryd canol dydd;Mittagessen|Lunch;déjeuner|repas de midi;almuerzo|comida;pranzo|il pranzo;lunch|middageten
dinner;swper|pryd nos;Abendessen|Abendmahl;dîner|repas du soir;cena|la cena;cena|la cena;diner|avondeten
soup of the day;cawl y dydd;Tagessuppe|Suppe des Tages;soupe du jour|potage du jour;sopa del día;zuppa del giorno|minestra del giorno;soep van de dag|dagsoep
good morning;bore da;guten Morgen;bonjour;buenos días;buongiorno;goedemorgen
good evening;noswaith dda;guten Abend;bonsoir;buenas noches;buonasera;goedenavond
temperature;tymheredd|y tymheredd;Temperatur|die Temperatur;température|la température;temperatura|la temperatura;temperatura|la temperatura;temperatuur|de temperatuur
price;pris|y pris;Preis|der Preis;prix|le prix;precio|el precio;prezzo|il prezzo;prijs|de prijs
free wi-fi;Wi-Fi am ddim|Wi-Fi rhad ac am ddim;kostenloses Wi-Fi|freies Wi-Fi;Wi-Fi gratuit|Wi-Fi offert;Wi-Fi gratis|Wi-Fi gratuito;Wi-Fi gratuito|Wi-Fi gratis;gratis Wi-Fi|vrij Wi-Fi
free;am ddim|rhad ac am ddim;frei|kostenlos;gratuit|offert;gratis|libre;gratuito|gratis;gratis|vrij
new;newydd|newydd sbon;neu|ganz neu;nouveau|tout nouveau;nuevo|novedad;nuovo|novità;nieuw|splinternieuw
visitors;ymwelwyr|gwesteion;Besucher|Gäste;visiteurs|hôtes;visitantes|invitados;visitatori|ospiti;bezoekers|gasten
guests;gwesteion|ymwelwyr;Gäste|Besucher;hôtes|invités;huéspedes|invitados;ospiti|visitatori;gasten|bezoekers
from;o|oddi wrth;von|aus;de|depuis;de|desde;da|dal;van|vanaf
until;tan|hyd at;bis|bis um;jusqu'à|avant;hasta|antes de;fino a|entro;tot|tot en met
of the;y|o'r;der|von der;de la|du;de la|del;della|del;van de|der
of;o|gan;von|aus;de|des;de|del;di|del;van|uit
the;y|yr;die|das;le|la;el|la;il|la;de|het
and;a|ac;und|sowie;et|ainsi que;y|así como;e|nonché;en|alsook
is;yw|mae;ist|liegt bei;est|s'élève à;es|está en;è|ammonta a;is|bedraagt
here;yma|fan hyn;hier|an diesem Ort;ici|par ici;aquí mismo|por aquí;qui|da questa parte;hier|op deze plek
sold out;wedi gwerthu allan|dim ar ôl;ausverkauft|vergriffen;épuisé|complet;agotado|sin existencias;esaurito|tutto esaurito;uitverkocht|niet meer te koop
toilets;toiledau|tai bach;Toiletten|WC;toilettes|WC;aseos|baños;bagni|servizi;toiletten|wc
lift;lifft|y lifft;Aufzug|Lift;ascenseur|l'ascenseur;ascensor|el ascensor;ascensore|l'ascensore;lift|de lift
"""

PHRASES: dict[str, tuple[str, ...]] = {
    english: tuple(others) for english, *others in (line.split(";") for line in _TABLE.strip().splitlines())
}
