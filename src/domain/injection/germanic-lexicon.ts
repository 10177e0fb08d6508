import type { Lexicon } from './concept';

export const GERMAN: Lexicon = {
  ignore: `ignorier*, missacht*, vergiss, vergessen, vergesst, vernachlässig*, übergeh*, überschreib*, verwirf, verwerfen, verwerft, lass beiseite, lasse beiseite, setz dich
    hinweg, aufgehoben, ungültig, hinfällig, außer kraft, gelten nicht, gilt nicht, nicht mehr, nichtig, umgeh*, streich*, beachte nicht, befolge nicht, folge nicht, widerruf*, aufheben,
    ersetz*, überholt, keine gültigkeit, deaktivier*, brich, lösch*`,
  prior: `vorherig*, vorig*, bisherig*, früher*, obig*, vorangegangen*, vorangehend*, vorhergehend*, oben, vorher, zuvor, bisher, alte, alten, ursprünglich*, davor, gegeben*, erhalten*, bestehend*`,
  orders: `anweisung*, instruktion*, regel*, vorgabe*, richtlinie*, befehl*, anordnung*, aufgabe, aufgaben, auftrag, aufträge, weisung*, vorschrift*, systemprompt*, kontext, gesagt,
    aufgetragen, beigebracht, leitlinie*, einschränkung*, beschränkung*, sicherheitsregel*, direktive, direktiven, hinweise, systemanweisung*`,
  you: 'du, dir, dich, dein, deine, deinen, deiner, deinem, ihr, euch, eure, euren, sie, ihre, ihren, ihnen',
  all: 'alle, allen, alles, jede, jeden, jedes, sämtlich*, ganze, gesamte*, jegliche*, sämtliche',
  new: 'neue, neuen, neues, folgend*, nächst*, diese, nur noch, stattdessen, ab hier, untenstehend*',
  follow: 'folge, folgen, befolg*, gehorch*, beachte, halte dich, führe aus, tue, mach',
  ai: `eine ki, die ki, der ki, als ki, liebe ki, ki-modell, ki-system, ki-assistent, sprachmodell*, assistent*, chatbot*, künstliche intelligenz, ki-agent*`,
  reader:
    'wer das hier, wer dies hier, analyst*, analysten, prüfer, gutachter, leser, wer dies liest, wer das liest, wer auch immer, auswerter, auswertend*',
  become: `verhalte dich, verhalten sie sich, tu so, tue so, tun sie so, gib dich, gib vor, spiel, spiele, stell dir vor, stelle dir vor, ab jetzt, ab sofort, von nun an, von jetzt an, ab nun, fortan,
    du bist jetzt, du bist nun, du bist ein, du bist eine, bist du, du bist ab, sei ein, sei nun, sei jetzt, agiere als, handle als, antworte als, übernimm die rolle, schlüpf*, in der rolle, deine neue rolle, deine neue aufgabe, deine rolle, deine aufgabe`,
  persona: `taschenrechner, rechner, dichter, pirat, piraten, übersetzer, koch, erzähler, lehrer, freund, schauspieler, märchenonkel, poet, sänger, katze, arzt, anwalt, rolle, figur, charakter, verkäufer, pressesprecher*, sprecher, gehilfe`,
  free: `ohne einschränkung*, ohne einschränkungen, ohne grenzen, ohne regeln, ohne filter, uneingeschränkt*, unbeschränkt*, unzensiert*, keine grenzen, keine regeln, keine einschränkungen, frei von, ohne beschränkungen, entwicklermodus, ohne jede einschränkung, ohne jegliche`,
  say: `sag, sage, sagen, melde, melden, antwort*, bericht*, schreib*, teile mit, teile dem, teil mit, informier*, behaupt*, erklär*, erwähn*, nenn*, nenne, gib an, gib aus, beschreib*, fass*, stelle fest, verschweig*, weise, warne, warnen, bestätig*, führ`,
  mark: `markier*, klassifizier*, stufe, einstufen, einzustufen, eingestuft, stuf, bewert*, behandel*, betracht*, kennzeichn*, bezeichn*, einordnen, ordne, werte, vertrau*, halte, beurteil*, deklarier*, setze, freigeben, gib frei`,
  benign: `harmlos*, gutartig*, unschädlich*, ungefährlich*, unbedenklich*, nicht bösartig, nicht schädlich, keine bedrohung, keine schadsoftware, keine malware, kein schadcode, nichts verdächtig*, nichts bösartiges, nichts schädliches, nichts verdächtiges, nichts gefunden, keine gefahr, nicht gefährlich, ohne befund, fehlalarm, virenfrei`,
  safe: 'sicher*, sauber*, vertrauenswürdig*, legitim*, seriös*, unverdächtig*, in ordnung, geprüft, freigegeben, gut',
  malicious: `bösartig*, schädlich*, verdächtig*, schadsoftware, schadcode, bedrohung*, gefährlich*, virus, trojaner, netzwerkaktivität*, netzwerkverbindung*, netzwerkverkehr, verschlüsselung*, auffällig*`,
  not: 'nicht, kein, keine, keinen, keinerlei, niemals, nie, nichts, verschweig*, ohne, lass weg, lasse weg, unterlass*, vermeid*, auslassen',
  report:
    'bericht, berichts, ergebnis*, befund*, zusammenfassung*, analyse, analysen, bewertung, urteil, antwort, risiko*, schweregrad, prüfung, fund, funde, untersuchung, auswertung, gutachten',
  must: 'musst, müssen, muss, sollst, soll, sollen, bitte, achtung, wichtig, unbedingt, immer, hinweis, liebe, lieber, liebes, hallo, sofort',
  reveal:
    'gib, zeig*, verrat*, offenbar*, wiederhol*, druck*, sende, senden, schick*, übermittl*, lade hoch, nenne, veröffentlich*, enthüll*, leite weiter, kopier*, teile, preis, ausgeben',
  secret: `systemprompt*, systemanweisung*, geheime anweisungen, versteckten anweisungen, versteckte anweisungen, system-prompt, deine anweisungen, deine instruktionen, deine regeln, gesprächsverlauf, chatverlauf, verborgenen anweisungen`,
  data: `unterhaltung, zugangsdaten, passwörter, api-schlüssel, geheimnisse, schlüssel, umgebungsvariablen`,
  tool: 'befehl, befehle, werkzeug, werkzeuge, kommando, skript, konsole, terminal, tool, adresse, seite, link, url, funktion',
  stop: 'beende, beenden, stoppe, stopp, brich ab, abbrechen, breche, höre auf, hör auf, schließe, überspring*, lösche, abschließen, lass ab',
  authority: `administrator*, entwickler*, betreiber*, sicherheitsteam, sicherheitsabteilung, hersteller*, leitung, vorgesetzt*, polizei, behörde*, eigentümer*, sicherheitsbeauftragt*, experten, sicherheitsexperten, it-abteilung, chefanalyst, support`,
  approve: `genehmig*, autorisier*, erlaub*, freigegeben, befehle, befehl, geprüft, überprüft, verifiziert, bestätigt, beauftrag*, im auftrag, im namen, zugelassen, ausgenommen, weise an, anordnung, offiziell*, ermächtig*, gestatte*, ordne, ordnet, weist`,
  user: 'benutzer*, nutzer*, anwender*, mensch, menschen, kunden, auftraggeber',
  only: 'antworte nur, antworte ausschließlich, antworte immer, nichts anderes, nur mit, ausschließlich mit, antworten sie nur, sage nur, schreibe nur, mit dem wort',
  turn: 'assistent, benutzer, mensch, nutzer, modell, modelle, agent, agenten, bot, automatisiert*',
};

export const GERMAN_FILES = {
  determiners: 'diese, die, dieses, das, dieser, der, diesen, den, dem, diesem, vorliegende, untersuchte, analysierte',
  nouns: `datei, programm, programms, binärdatei, anwendung, software, probe, binary, exe, stichprobe, bibliothek, modul, code, ausführbare datei, sample, treiber, programmdatei`,
};
