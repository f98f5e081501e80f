import { decodeBytes } from './decode-bytes.ts';

/**
 * The characters that make up a large part of any text in the language an encoding is for. Decoded rightly, a third or
 * more of a page's characters beyond ASCII are among them; decoded wrongly, hardly any. From general knowledge of
 * letter and character frequencies, not a trained model.
 */
const frequent: readonly (readonly [encoding: string, characters: string])[] = [
  [
    'gb18030',
    '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面方后多定行学法所民得经三之进着等部度家力里如水化高自二理起物现实加量都两体制机当使点从业本去把性好应开它合还因由其些前外天政四日社义事平形相全表间样与关各重新，。、“”：安网攻击络漏洞数据恶意软件信息系统',
  ],
  [
    'big5',
    '的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面方後多定行學法所民得經三之進著等部度家力裡如水化高自二理起物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些前外天政四日社義事平形相全表間樣與關各重新，。、「」：安網攻擊路漏洞資料惡意軟體訊息系統',
  ],
  [
    'shift_jis',
    'あいうえおかがきくけこさしすせそただちってでとなにのはばまめもやよらりるれろわをんアイクスタトムリルン、。ー',
  ],
  [
    'euc-jp',
    'あいうえおかがきくけこさしすせそただちってでとなにのはばまめもやよらりるれろわをんアイクスタトムリルン、。ー',
  ],
  ['euc-kr', '이다는의가을에고지하한은로를기서사도인자어해그대부시아나것수있일보정게들만과라장리스으동원적'],
  ['windows-1251', 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїєў'],
  ['koi8-r', 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф'],
  ['windows-1253', 'αοιετσνηυρπκμλςάόίέήωύώδγθφχβξζ'],
  ['windows-1254', 'ıişğüçöİŞĞÜÇÖâ'],
  ['windows-1255', 'יוהלאתרבשמנדםעקחטפכגסזןצךףץ'],
  ['windows-1256', 'اليمونرتبةعدسفهكقحجشصطخذضزغءأإى'],
  ['windows-1250', 'ěščřžýáíéůúňťďąęłżśćńźóőűăşţîâ'],
  ['windows-1252', 'éèàüöäßñóçêáíúâîôãõåøæëï“”‘’–—•…€£©®°·»«'],
];

/**
 * Alphabets whose letters never stand beside a Latin one within a word, as misread accented letters do, nor beside the
 * lines and blocks that KOI8-R has where EUC-KR has syllables.
 */
const notLatin = new Set(['windows-1251', 'koi8-r', 'windows-1253', 'windows-1255', 'windows-1256']);

const leastShare = 0.15;
const mostBad = 0.02;
const sampleBytes = 256 * 1024;

/**
 * The encoding of bytes that are not UTF-8 and say nothing of themselves, by which decoding holds the largest share of
 * its language's frequent characters; windows-1252 where none is plausible.
 */
export function detectEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleBytes);
  let best = { encoding: 'windows-1252', share: leastShare };
  for (const [encoding, characters] of frequent) {
    const text = decodeBytes(sample, encoding);
    const foreign = beyondAscii(text);
    const unlikely = notLatin.has(encoding) ? (text.match(/[a-z][^\0-\xbf]|[^\0-\xbf][a-z]|[─-▟]/gi)?.length ?? 0) : 0;
    const share = foreign.length === 0 ? 0 : (countIn(foreign, new Set(characters)) - unlikely) / foreign.length;
    if (badShare(foreign) <= mostBad && share > best.share) best = { encoding, share };
  }
  return best.encoding;
}

/** Whether text decoded under some encoding is that encoding's, give or take a few broken bytes. */
export function decodesCleanly(text: string): boolean {
  return badShare(beyondAscii(text)) <= mostBad;
}

function beyondAscii(text: string): string {
  return text.replace(/[\0-\x7f\xa0]+/g, '');
}

function badShare(text: string): number {
  return text.length === 0 ? 0 : (text.match(/[\ufffd\x80-\x9f\ue000-\uf8ff]/g)?.length ?? 0) / text.length;
}

function countIn(text: string, characters: Set<string>): number {
  let count = 0;
  for (const character of text) if (characters.has(character)) count++;
  return count;
}
