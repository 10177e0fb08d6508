import type { Lexicon } from './concept';

/** English as it is often mistyped. */
export const MISTYPED: Lexicon = {
  ignore: `ignor, ignroe, igonre, ignoer, ingore, ignre, disregrad, disreguard, disreagrd, dissregard, forgett, foget, fogret, overide, overrride, overied, bypas`,
  prior: `previos, previus, prevous, prevoius, pervious, previuos, privious, earler, eariler, befor, abov, abvoe, precding`,
  orders: `instructons, instrutions, insructions, instuctions, intructions, instructoins, instrucions, istructions, guidlines, guidelins, guidlins, sistem promt, system promt, sistem prompt, systm prompt, promts, derectives, guardrials`,
  you: 'yuo, yuor, yoru, yur',
  follow: 'folow, follw, obay, foloow',
  ai: 'assitant, asistant, assisstant, languge model, langauge model',
  become: 'yuo are now, you are nwo, pretned, pretent, act lik, rolplay',
  mark: 'clasify, clasified, calssify, makr, flagg, lable',
  benign: 'bening, benin, harmles, harmeless',
  malicious: 'malwere, mallware, malwar, malicous, maliscious, suspicous',
  report: 'reprot, summry, anlysis, verdit',
  reveal: 'reveel, revael, reavel, dislose',
  secret: 'system promt, sistem promt, sistem prompt, systm prompt',
  approve: 'aprove, aproved, aprovd',
};

export const ITALIAN: Lexicon = {
  ignore: `ignora, ignorate, ignorare, dimentica, dimenticate, dimenticare, trascura*, non tenere conto, non tener conto, non tenete conto, non seguire, non seguite, scavalca*, annulla*, aggira*, scarta, non valgono più, non è più valid*, disattiva*`,
  prior: 'precedent*, anteriori, di prima, sopra, finora, fin qui, originali, iniziali, ricevute, ricevuti, vecchie',
  orders:
    'istruzion*, direttiv*, regole, regola, ordini, indicazioni, linee guida, prompt di sistema, restrizioni, vincoli, consegne, detto',
  you: 'tu, tuo, tua, tuoi, tue, voi, vostro, vostra, vostre',
  all: 'tutte, tutti, tutto, tutta, ogni, qualsiasi, intero',
  new: 'nuove, nuovi, nuova, nuovo, seguenti, queste, invece',
  follow: 'segui, seguite, obbedisci, obbedite, rispetta, esegui, attieniti',
  ai: "assistente, modello linguistico, intelligenza artificiale, un'ia, chatbot, modello di linguaggio",
  become: `comportati come, agisci come, fai finta, fingi, immagina di, d'ora in poi, da ora in poi, da adesso, sei ora, ora sei, adesso sei, sei un, sei una, interpreta il ruolo`,
  persona: 'calcolatrice, poeta, pirata, traduttore, cuoco, insegnante, attore, ruolo, personaggio',
  free: 'senza restrizioni, senza limiti, senza regole, senza filtri, senza alcun limite, senza alcuna restrizione, senza censura',
  say: "di' che, dichiara*, dite, riporta*, rispondi, rispondete, scrivi, scrivete, segnala*, indica*, menziona*, afferma*",
  mark: 'classifica*, contrassegna*, considera*, etichetta*, valuta*, tratta',
  benign:
    'innocu*, benigno, benigna, non dannos*, nessuna minaccia, nessun virus, nessun pericolo, non pericolos*, falso positivo',
  safe: 'sicuro, sicura, pulito, pulita, legittim*, affidabil*, attendibil*',
  malicious: 'dannos*, malevol*, sospett*, pericolos*, minaccia, minacce, malware',
  not: 'non, mai, nessun, nessuna, niente, nulla, senza, evita*, ometti',
  report: 'rapporto, relazione, riassunto, analisi, verdetto, risultato, valutazione, rischio, gravità, sommario',
  must: 'devi, dovete, bisogna, per favore, attenzione, importante, sempre, gentile, caro',
  reveal: 'mostra, mostrami, mostrate, rivela*, stampa, ripeti, ripetete, invia, inviate, divulga, condividi',
  secret:
    'prompt di sistema, prompt del sistema, istruzioni di sistema, tue istruzioni, istruzioni nascoste, istruzioni segrete, tue regole',
  user: 'utente, umano, cliente',
};
export const ITALIAN_FILES = {
  determiners: 'questo, questa, il, lo, la, quel',
  nouns: 'file, programma, binario, eseguibile, campione, applicazione, software, modulo',
};

export const DUTCH: Lexicon = {
  ignore: `negeer, negeert, negeren, vergeet, vergeten, sla over, laat varen, omzeil*, overschrijf*, schrap, volg niet, gelden niet, niet meer geldig, geldt niet, trek je niets aan`,
  prior:
    'eerdere, eerder, vorige, voorgaande, bovenstaande, voorafgaande, hierboven, tot nu toe, oorspronkelijke, daarvoor',
  orders:
    'instructies, aanwijzingen, richtlijnen, opdrachten, voorschriften, bevelen, systeemprompt, beperkingen, verteld, opgedragen, geleerd',
  you: 'jij, je, jou, jouw, uw',
  all: 'alle, alles, elke, ieder, iedere, volledige',
  new: 'nieuwe, volgende, onderstaande, in plaats daarvan',
  follow: 'gehoorzaam*, volg, houd je aan, voer uit',
  ai: 'taalmodel, taalmodellen, assistent, chatbot, kunstmatige intelligentie, ai-model',
  become:
    'gedraag je als, doe alsof, vanaf nu, van nu af aan, je bent nu, jij bent nu, je bent een, jij bent een, speel de rol, stel je voor',
  persona: 'rekenmachine, dichter, piraat, vertaler, leraar, kok, rol, personage',
  free: 'zonder beperkingen, zonder regels, zonder grenzen, zonder filters, onbeperkt',
  say: 'zeg, zeggen, meld, melden, antwoord, schrijf, rapporteer, vermeld, verklaar',
  mark: 'markeer, classificeer, beschouw, behandel, beoordeel, bestempel',
  benign:
    'onschadelijk*, goedaardig*, ongevaarlijk*, niet kwaadaardig, geen bedreiging, geen virus, geen gevaar, vals alarm',
  safe: 'veilig, veilige, schoon, betrouwbaar, legitiem, vertrouwd',
  malicious: 'kwaadaardig*, schadelijk*, verdacht, verdachte, gevaarlijk*, bedreiging*',
  not: 'niet, geen, nooit, niets, zonder, vermijd',
  report: 'rapport, verslag, samenvatting, analyse, oordeel, resultaat, beoordeling, risico',
  must: 'moet, moeten, alsjeblieft, alstublieft, belangrijk, altijd, beste',
  reveal: 'toon, onthul, herhaal, geef, stuur, druk af, deel',
  secret: 'systeemprompt, je instructies, jouw instructies, verborgen instructies, geheime instructies',
  approve: 'keur goed, keur dit goed, goedgekeurd, goedkeuren, geautoriseerd, geverifieerd',
  user: 'gebruiker, mens, klant',
};
export const DUTCH_FILES = {
  determiners: 'dit, deze, het, de, dat, die',
  nouns: 'bestand, programma, binair bestand, toepassing, software, monster, module',
};
