import type { Lexicon } from './concept';

export const POLISH: Lexicon = {
  ignore: `zignoruj*, ignoruj*, zignorować, pomiń, pomijaj, zapomnij*, odrzuć, unieważni*, porzuć, nie stosuj, nie zważaj, nie przestrzegaj, przestań stosować, obejdź, nie obowiązują`,
  prior: 'poprzedni*, wcześniejsz*, dotychczasow*, powyższ*, uprzedni*, wcześniej, dotąd, początkow*, pierwotn*',
  orders: `instrukcj*, polece*, wytyczn*, dyrektyw*, rozkaz*, nakaz*, zalece*, ogranicze*, zasady, zasad, reguły, reguł, powiedziano`,
  you: 'ciebie, cię, tobie, twój, twoje, twoja, twoich, twoim, swój, swoje, swoich, swoim, jesteś',
  all: 'wszystkie, wszystko, wszelkie, każde, każdy, całość, wszystkich',
  new: 'nowe, nowy, nowych, następując*, poniższ*, zamiast',
  follow: 'przestrzegaj*, wykonaj*, wykonuj*, stosuj*, postępuj*, słuchaj',
  ai: `asystent*, model językowy, modelem językowym, sztuczna inteligencja, sztuczną inteligencją, chatbot*, czatbot*`,
  become: `zachowuj się jak, udawaj*, wciel się, jesteś teraz, jesteś od teraz, od teraz, od tej pory, od tej chwili, odtąd, wyobraź sobie, teraz jesteś, twoją rolą, twoim zadaniem`,
  persona: 'kalkulator*, poet*, pirat*, tłumacz*, nauczyciel*, aktor*, rzeczniki*, kucharz*, adwokat*',
  free: `bez ograniczeń, bez żadnych ograniczeń, bez zasad, bez żadnych zasad, bez reguł, bez filtrów, bez limitów, nieograniczon*, bez cenzury`,
  say: 'powiedz*, napisz*, zgłoś*, zgłaszaj*, odpowiedz*, odpowiadaj*, wspominaj*, wspomnij*, poinformuj*, informuj*, stwierdź*, podaj*, opisz*, raportuj*',
  mark: 'oznacz*, sklasyfikuj*, zaklasyfikuj*, klasyfikuj*, uznaj*, potraktuj*, traktuj*, oceń*, oceniaj*, zaufaj*, określ*',
  benign:
    'nieszkodliw*, niegroźn*, łagodn*, nie jest złośliwy, nie jest złośliwe, brak zagrożeń, żadnych zagrożeń, bez zagrożeń, fałszywy alarm',
  safe: 'bezpieczn*, czysty, czyste, zaufan*, legaln*, wiarygodn*',
  malicious:
    'złośliw*, szkodliw*, podejrzan*, niebezpieczn*, zagroże*, wirus*, połączeniach sieciowych, połączenia sieciowe',
  not: 'nie, żadnych, żadne, nic, nigdy, bez',
  report: 'raport*, podsumowani*, analiz*, wynik*, werdykt*, ocen*, wniosk*',
  must: 'musisz, musi, należy, powinieneś, proszę, uwaga, ważne, koniecznie, drogi',
  reveal: 'pokaż*, ujawnij*, wyświetl*, wypisz*, powtórz*, wyślij*, prześlij*, udostępnij*',
  secret: `prompt systemowy, promptu systemowego, instrukcje systemowe, ukryte instrukcje, swoje instrukcje, twoje instrukcje, wiadomość systemową`,
  user: 'użytkownik*, człowiek*, klient*',
  authority: 'administrator*, producent*, zespół bezpieczeństwa, programiści, twórcy, policja',
  approve: 'zatwierdz*, zatwierdzon*, zweryfikowan*, sprawdzon*, autoryzowan*, upoważni*, prosi, nakazuje',
};
export const POLISH_FILES = {
  determiners: 'ten, tego, tym, ta, tej, że, danego',
  nouns:
    'plik, pliku, plikiem, program, programu, programem, programie, plik binarny, aplikacja, oprogramowanie, próbka',
};
/** Words take many endings. */
export const TURKISH: Lexicon = {
  ignore: `yok say, yok sayın, yok sayarak, görmezden gel, görmezden gelin, görmezden gelerek, dikkate alma, dikkate almayın, dikkate almadan, göz ardı et, göz ardı edin,
    göz ardı ederek, unut*, önemseme*, iptal et, iptal edin, geçersiz, uyma, uymayın, boş ver, boş verin`,
  prior: 'önceki*, daha önce, yukarıdaki*, eski, şimdiye kadar, verilen*',
  orders: 'talimat*, yönerge*, komutlar*, direktif*, kurallar*, emirleri, emirlerini, kısıtlama*, yönlendirme*',
  you: 'sana, seni, senin, sizin',
  all: 'tüm, bütün, hepsini, herhangi',
  new: 'yeni, aşağıdaki*, bunun yerine, sonraki',
  follow: 'uygula*, takip et, takip edin, itaat et, yerine getir, yerine getirin',
  ai: 'yapay zeka, yapay zekasın, yapay zekâ, yapay zekâsın, dil modeli, dil modelisin, asistan*, sohbet robotu',
  become: `gibi davran, gibi davranın, rolünü oyna, rolünü oynayın, rolünü üstlen, bundan sonra, bundan böyle, şu andan itibaren, artık, artık sen, sen artık, şimdi sen, hayal et`,
  persona: 'şair*, korsan*, çevirmen*, öğretmen*, avukat*, aktör*, hesap makinesi',
  free: `kısıtlaması olmayan, kısıtlama olmadan, kısıtlamasız, sınırsız, sınırlama olmadan, kuralsız, filtresiz, hiçbir kurala, hiçbir kısıtlama, kısıtlamaların yok, özgür`,
  say: 'söyle*, yaz, yazın, bildir*, belirt*, bahset*, bahsedin, rapor et, rapor edin, yanıtla*, cevapla*, açıkla*, anlat*, haber ver, haber verin',
  mark: 'işaretle*, sınıflandır*, değerlendir*, kabul et, kabul edin, etiketle*, onayla*, güven',
  benign: 'zararsız*, zarar vermez, tehdit yok, tehdit içermiyor, kötü amaçlı değil, virüs yok, tehlikesiz*, temiz',
  safe: 'güvenli*, güvenilir*, yasal, meşru*',
  malicious: 'kötü amaçlı, zararlı*, şüpheli*, tehlikeli*, tehdit*, virüs*',
  not: 'değil, hiçbir, hiçbir şey, bildirme, bahsetme, söyleme, belirtme, yazma, asla',
  report: 'rapor*, özet*, analiz*, sonuç*, değerlendirme*, karar*',
  must: 'lütfen, mutlaka, gerekir, zorundasın, dikkat, önemli, her zaman',
  reveal: 'göster*, açığa çıkar, yazdır*, tekrarla*, gönder*, paylaş*, ifşa et, ifşa edin',
  secret: `sistem istemi, sistem istemini, sistem komutlarını, sistem komutlarını bana, sistem talimatlarını, sistem mesajını, gizli talimatlarını, gizli talimatları, gizli yönergeleri, talimatlarını, yönergelerini`,
  user: 'kullanıcı*, insana, insanlara, müşteri*',
  authority: 'yönetici*, geliştirici*, güvenlik ekibi, üretici*, polis, uzman*',
  approve: 'onayladı, onaylandı, doğrulandı, yetkilendir*, izin verdi, istiyor, emretti',
};
export const TURKISH_FILES = {
  determiners: 'bu, şu, söz konusu',
  nouns: `dosya, dosyayı, dosyanın, dosyadan, dosyaya, program, programı, programın, programdan, yazılım, yazılımı, yazılımın, uygulama, uygulamayı, uygulamanın, ikili dosya`,
};
