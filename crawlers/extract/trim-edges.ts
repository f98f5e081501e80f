import type { Block } from '../../pipeline/records.ts';
import { otherStories } from './boilerplate.ts';
import { isDateline } from './dateline.ts';
import { indicatorsIn } from './indicators.ts';

const date =
  /(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s*(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4})/
    .source;
const time =
  /(?:\s*(?:at|,|T|-)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*(?:UTC|GMT|[A-Z]{2,4}|[+-]\d{2}:?\d{2}))?)?/
    .source;
const facts = [
  `(?:(?:发布|发表|更新|创建|修改)?(?:时间|日期)|(?:发布|发表|更新)于|published|posted|(?:last )?(?:updated|modified)|date)?\\s*(?:on)?\\s*[:：]?\\s*${date}${time}(?:\\s*发布)?`,
  `(?:文章|信息|新闻)?(?:来源|稿源)\\s*[:：]\\s*.{1,30}`,
  `(?:作者|文|图|编辑|责任编辑|责编|编译|记者|审核|校对|编审|监制)\\s*[:：/]\\s*.{1,30}`,
  `(?:浏览|阅读|点击|评论|围观|人气|访问)(?:次数|量|数)?\\s*[:：]?\\s*[(（]?\\d+[)）]?\\s*次?`,
  `\\d+\\s*(?:次)?(?:浏览|阅读|评论|人已读|views?|comments?|min(?:ute)?s?(?: read)?)`,
  `(?:written )?by\\s+\\p{Lu}[^!?]{1,60}`,
  `(?:字号|字体)?\\s*[:：]?\\s*[【[(（]?\\s*(?:[大中小](?:\\s|[|/])*){2,3}[】\\])）]?`,
  `[【[(（]?\\s*(?:打印(?:本页)?|关闭(?:窗口)?|收藏|分享|纠错|举报|返回列表)\\s*[】\\])）]?`,
].map((pattern) => new RegExp(`^${pattern}$`, 'iu'));
const separators =
  /\s*[|｜·•\n]\s*|\s{2,}|\s+(?=(?:文章|信息|新闻)?来源|稿源|作者|编辑|责任编辑|责编|发布|时间|浏览|阅读|点击|评论|字[号体]|打印|关闭|收藏|分享|\d{4}[-年])/u;

const trailing = [
  /^[\s【[（(]*(?:责任编辑|责编|编辑|编审|校对|审核|监制|来源|文章来源|本文来源|稿源|原标题|原文标题|本文作者|作者)\s*[:：].{0,80}$/u,
  /^[\s【[（(]*(?:(?:版权|免责)?声明|版权所有|转载(?:请|须|声明)|本文(?:系|为).{0,20}(?:原创|转载)|未经.{0,20}(?:授权|许可|允许)).{0,300}$/u,
  /^.{0,20}(?:扫描?(?:下方|上方)?二维码|长按.{0,10}(?:二维码|识别|关注)|(?:点击|戳).{0,4}(?:阅读原文|在看|关注)|阅读原文|关注.{0,20}公众号|公众号.{0,20}关注|分享(?:到|至)|点个?赞|点赞|在看).{0,80}$/u,
  /^[—\-–\s*=·]*(?:END|完|全文完|the end|###|\*{3}|- ?30 ?-)[—\-–\s*=·]*$/iu,
  /^(?:上一[篇页条]|下一[篇页条])\s*[:：]?.{0,80}$/u,
  /^(?:tags?|filed under|categories|category|topics|标签|关键[词字]|分类)\s*[:：].{0,200}$/iu,
  /^(?:share (?:this|on)|follow us|follow .{1,30} on (?:twitter|x|linkedin|facebook)|subscribe to|sign up (?:for|to)|join our|like this (?:article|story)|found this article interesting).{0,200}$/iu,
  /^(?:(?:copyright|©|\(c\))\s.{0,150}|.{0,100}all rights reserved\.?)$/iu,
];

/** Lower case, letters and digits only: two headings that differ in punctuation are the same. */
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Drops what stands at the edges of an article without being of it: the title repeated as the first block, lines of date,
 * source and author before the text; editors' names, disclaimers, invitations and lists of other stories after it.
 * A block with an indicator is never dropped. What stood before the text is returned as `byline`.
 */
export function trimEdges(blocks: readonly Block[], titles: readonly string[]): { blocks: Block[]; byline: string } {
  const trimmed = [...blocks];
  const byline: string[] = [];
  const headings = titles.map(bare).filter(Boolean);
  const isEdge = (line: string) => repeats(line, headings) || (line.length <= 200 && isByline(line));
  for (let index = 0; index < Math.min(4, trimmed.length); ) {
    const block = trimmed[index] as Block;
    const lines = block.text.split('\n');
    let edge = block.kind === 'code' || block.kind === 'table' ? 0 : lines.findIndex((line) => !isEdge(line));
    if (edge < 0) edge = lines.length;
    byline.push(...lines.slice(0, edge));
    if (edge === lines.length) trimmed.splice(index, 1);
    else {
      if (edge > 0) trimmed[index] = { ...block, text: lines.slice(edge).join('\n') };
      index += 1;
    }
  }
  cutOtherStories(trimmed);
  for (let looked = 0; looked < 6 && trimmed.length > 1; looked += 1) {
    const last = trimmed.at(-1) as Block;
    if (last.kind === 'code' || last.kind === 'table' || !isTrailing(last)) break;
    trimmed.pop();
  }
  return { blocks: trimmed, byline: byline.join('\n') };
}

/** Whether a line is a title, or a good part of the one in `<title>`, where the site's name follows it. */
function repeats(line: string, headings: readonly string[]): boolean {
  const own = bare(line);
  if (own.length < 4) return headings.includes(own);
  return headings.some((heading) => heading.startsWith(own) && own.length > heading.length / 3);
}

function isByline(text: string): boolean {
  const parts = text
    .split(separators)
    .map((part) => part.trim())
    .filter(Boolean);
  const isFact = (part: string) => isDateline(part) || facts.some((fact) => fact.test(part));
  if (parts.length > 0 && parts.every(isFact)) return true;
  // A name or an agency beside the date: "New Delhi, News Bureau | Updated: 19 November 2019".
  return isDateline(text) || (parts.length > 1 && parts.some(isDateline) && parts.every((part) => part.length <= 40));
}

function isTrailing(block: Block): boolean {
  const { text } = block;
  if (text.length > 350 || indicatorsIn(text).size > 0) return false;
  if (block.kind === 'heading') return otherStories.test(text) || text.length === 0;
  return trailing.some((pattern) => pattern.test(text)) || otherStories.test(text) || isByline(text);
}

/** From a title such as "Related articles" to the end, where only short lines follow it. */
function cutOtherStories(blocks: Block[]): void {
  const isShort = (block: Block) =>
    block.kind !== 'table' &&
    block.kind !== 'code' &&
    block.text.split('\n').every((line) => line.length <= 140) &&
    indicatorsIn(block.text).size === 0;
  for (let index = blocks.length - 1; index > 0; index -= 1) {
    const block = blocks[index] as Block;
    if (block.text.length <= 60 && otherStories.test(block.text)) blocks.length = index;
    else if (!isShort(block)) return;
  }
}

/** The names in a line such as "By Nadia Okafor and Paul Weidmann | May 12, 2022". */
export function bylineAuthors(byline: string): string[] {
  const names = /(?:^|\n)\s*(?:written )?by\s+([^|·•\n\d]{2,80})/i.exec(byline)?.[1] ?? '';
  return names
    .split(/\s*(?:,|&|\band\b)\s*/)
    .map((name) => name.trim())
    .filter(
      (name) =>
        /^\p{Lu}/u.test(name) && /\s/.test(name) && !/^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/.test(name),
    );
}
