/** Top-level domains that programs really speak to: the generic ones, the country codes, and the new ones in wide use or abuse. */
const NAMES = `
  com net org edu gov mil int info biz name pro mobi arpa onion
  ac ad ae af ag ai al am ao ar at au az ba bd be bg bh bi bj bn bo br bs bt bw by bz ca cc cd cf cg ch ci cl cm cn co
  cr cu cv cx cy cz de dj dk dm do dz ec ee eg es et eu fi fj fm fo fr ga ge gg gh gi gl gm gn gp gq gr gt gy hk hn hr
  ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kr kw ky kz la lb li lk lr ls lt lu lv ly ma mc md me
  mg mk ml mm mn mo mq mr ms mt mu mv mw mx my mz na nc ne ng ni nl no np nu nz om pa pe pg ph pk pl pm pn pr ps pt pw
  py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sy sz tc td tg th tj tk tl tm tn to tr tt
  tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu ws ye za zm zw
  app dev xyz top club online site store tech cloud space website live shop icu buzz work fun host press link click
  download stream loan win bid men date party trade racing review science gdn faith cricket accountant webcam ninja
  rocks world today life email support agency network solutions services systems digital media news blog zone page
  team one vip wang ltd ink pics lol monster quest bond cyou sbs rest hair beauty mom cfd
`;

export const TOP_LEVEL_DOMAINS: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));

/** These are also what files and fields are called: a host of two labels under one of them is rather `main.rs` or `item.name`. */
export const AMBIGUOUS_DOMAINS: ReadonlySet<string> = new Set(
  `name id is do to in at as it be am no so my re st se ps pm md rs sh py pl cc la la in host link date page one team work
   stream download press link support network email live media services systems space store site trade review win
   int pro mil id ms mo mc ml mm va vi pe cs cd ad al ac ag ba bi bs ci cr cx de es et ie im ls lt ma mn mt mu mv na ne nu
   om pa pg pr pt sc sd sg si sk sl sm sn sr ss su sy sz tc td tg th tl tm tn tt us vc vg info app dev zone world ink fun
   digital solutions agency cloud tech one blog top me io ai tv fm co`.split(/\s+/),
);
