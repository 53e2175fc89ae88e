/** Countries: the ISO 3166-1 codes that are accepted, and the code that a text as people write it stands for. */

/** Alpha-2 and alpha-3 code of the 249 of ISO 3166-1, run together. */
const isoCodes = `
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE
BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS
BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN
COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST
EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF
GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD
HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM
JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA
LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD
MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM
NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG
PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA
SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD
STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON
TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR
VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE`;

/** Accepted though not in ISO 3166-1: Kosovo (user-assigned) and the Netherlands Antilles (retired 2010). */
const extraCodes = 'XKXKX ANANT';

/** Names beside those that the runtime knows in English, folded as `nameKey` does; `the` is dropped everywhere. */
const aliases: Readonly<Record<string, string>> = {
  AE: 'uae|emirates',
  AN: 'netherlands antilles|dutch antilles',
  AT: 'osterreich',
  AX: 'aland',
  BA: 'bosnia',
  BE: 'belgique|belgie',
  BN: 'brunei darussalam',
  BO: 'plurinational state of bolivia',
  BQ: 'bonaire|bonaire sint eustatius and saba',
  BR: 'brasil',
  CD: 'dr congo|drc|democratic republic of congo|congo kinshasa|zaire',
  CG: 'congo|republic of congo|congo brazzaville',
  CH: 'schweiz|suisse|svizzera',
  CI: 'ivory coast|cote divoire',
  CN: 'peoples republic of china|prc|mainland china',
  CV: 'cape verde|cabo verde',
  CZ: 'czech republic|czechia',
  DE: 'deutschland|federal republic of germany',
  DK: 'danmark',
  ES: 'espana',
  FM: 'federated states of micronesia',
  GB: 'uk|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and northern ireland',
  HK: 'hong kong|hong kong sar',
  HM: 'heard island and mcdonald islands',
  IE: 'republic of ireland|eire',
  IR: 'islamic republic of iran',
  IT: 'italia',
  KP: 'democratic peoples republic of korea|dprk',
  KR: 'korea|republic of korea|rok',
  LA: 'lao peoples democratic republic|lao pdr',
  MD: 'republic of moldova',
  MK: 'macedonia|fyrom',
  MM: 'myanmar|burma',
  MO: 'macao|macau|macao sar|macau sar',
  NL: 'holland|nederland',
  NO: 'norge',
  PL: 'polska',
  PN: 'pitcairn',
  PS: 'palestine|state of palestine',
  RU: 'russian federation',
  SE: 'sverige',
  SH: 'saint helena ascension and tristan da cunha',
  SY: 'syrian arab republic',
  SZ: 'swaziland|eswatini',
  TL: 'east timor|timor leste',
  TR: 'turkey|turkiye',
  TW: 'republic of china|taiwan province of china',
  TZ: 'united republic of tanzania',
  UM: 'united states minor outlying islands',
  US: 'united states of america|america|estados unidos',
  VA: 'holy see|vatican',
  VC: 'saint vincent and grenadines',
  VE: 'bolivarian republic of venezuela',
  VI: 'virgin islands of united states',
  VN: 'viet nam',
};

const longestName = 100;
const codePairs = `${isoCodes} ${extraCodes}`.trim().split(/\s+/);

/** Every alpha-2 code that is accepted: the 249 of ISO 3166-1, XK and AN. */
export const countryCodes: ReadonlySet<string> = new Set(codePairs.map((pair) => pair.slice(0, 2)));

/**
 * The alpha-2 code that a text names, or null: a code of two or three letters, an English name or a common alias,
 * with case, accents and punctuation ignored.
 */
export function countryCodeOf(text: string): string | null {
  if (text.length > longestName) return null;
  const code = text.trim().toUpperCase();
  if (countryCodes.has(code)) return code;
  return (
    nameSpellings(text)
      .map((spelling) => codeByName().get(spelling))
      .find((found) => found !== undefined) ?? null
  );
}

/** `Korea, Republic of` is also tried the other way round, `Falkland Islands (Malvinas)` also without the brackets. */
function nameSpellings(text: string): string[] {
  const bare = text.replace(/\([^)]*\)/, ' ');
  const comma = bare.indexOf(',');
  const turned = comma === -1 ? bare : `${bare.slice(comma + 1)} ${bare.slice(0, comma)}`;
  return [nameKey(text), nameKey(bare), nameKey(turned)];
}

function nameKey(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}.'’‘`]/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/\bst\b/g, 'saint')
    .replaceAll(/\bthe\b/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
}

let names: ReadonlyMap<string, string> | null = null;

/** Built at first need: the runtime's names take a few milliseconds to load. */
function codeByName(): ReadonlyMap<string, string> {
  names ??= readNames();
  return names;
}

function readNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const english = new Intl.DisplayNames(['en'], { type: 'region' });
  for (const pair of codePairs) {
    const code = pair.slice(0, 2);
    found.set(code.toLowerCase(), code);
    found.set(pair.slice(2).toLowerCase(), code);
    for (const alias of aliases[code]?.split('|') ?? []) found.set(alias, code);
    // The runtime calls AN by the name of CW, one of its successors.
    if (code !== 'AN') found.set(nameKey(english.of(code) ?? code), code);
  }
  return found;
}
