import type { Block } from '../../pipeline/records.ts';
import { indicatorsIn } from './indicators.ts';

/** What players, galleries, advertisements and scripts leave between the paragraphs of an article; whole lines only. */
const noise = new RegExp(
  `^(?:${[
    'advert(?:isement)?s?|sponsored(?: content)?|(?:story|article) continues below(?: advertisement)?|continue reading(?: the main story)?',
    'skip (?:to|past) (?:main )?(?:content|newsletter promotion|advert(?:isement)?)|(?:scroll|swipe) (?:down )?(?:for|to) .{0,40}',
    'media playback is (?:unsupported|not supported) on your device|(?:this|your) (?:video|browser|slideshow) .{0,20}(?:requires|not support).{0,80}',
    '(?:please )?enable javascript .{0,80}|loading(?:\\.{3}|…)?|(?:now )?playing|no posts|pin (?:this|it)!?',
    '(?:image|photo|picture|slide)?\\s*\\d{1,3}\\s*(?:of\\s*/?|/)\\s*\\d{1,3}',
    '(?:photo|image|picture|credit)s?\\s*(?:credit|courtesy|source|copyright|by|illustration)?s?\\s*(?::|by|©|of)\\s*.{1,80}|image copyright .{1,60}',
    '(?:©|\\(c\\))\\s*(?:\\d{4}\\s*)?.{1,60}|.{0,40}(?:getty images|shutterstock|istock|ap photo|reuters)',
    '(?:view|open|click|tap) (?:full ?size|image|to (?:enlarge|expand|zoom)|gallery)(?: image| in new tab)?',
    'share(?: (?:this|it|on .{1,20}))?|tweet|print|email|e-mail|whatsapp|copy link|save(?: article)?|listen(?: to (?:this )?article)?',
    '广告|(?:点击|单击)(?:图片|此处)?(?:查看|放大)(?:大图|原图)?|[<《【\\[]*\\s*(?:上一[页篇]|下一[页篇]).{0,40}|(?:\\[\\d{1,2}\\]\\s*){2,}(?:下一页)?|您的浏览器.{0,40}',
  ].join('|')})[\\s.。]*$`,
  'iu',
);

/** Drops lines that are noise wherever they stand, and blocks that hold nothing else; never one with an indicator. */
export function dropNoise(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'code' || block.kind === 'table') return [block];
    const lines = block.text.split('\n');
    const kept = lines.filter((line) => !isNoise(line));
    if (kept.length === lines.length) return [block];
    return kept.length === 0 ? [] : [{ ...block, text: kept.join('\n') }];
  });
}

function isNoise(line: string): boolean {
  const text = line.replace(/^\s*(?:-|\d+\.)\s+/, '').trim();
  return text.length <= 120 && noise.test(text) && indicatorsIn(text).size === 0;
}
