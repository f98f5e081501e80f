import { longestPhrase, percent, type QualityText, shareOf } from './quality-text.ts';

const cue =
  /\b(?:access (?:to this page )?(?:has been |is |was )?(?:denied|blocked|forbidden)|(?:verify|confirm|prove) (?:that )?you(?:['’]re| are) (?:a )?(?:not a (?:ro)?bot|human)|checking (?:if the site|your browser)|you have been blocked|ray id|(?:http )?error (?:code:? )?(?:40[013]|429|5\d\d)|\b(?:500|502|503|504) (?:internal|bad gateway|service|gateway)|bad gateway|service (?:is )?(?:temporarily )?unavailable|too many requests|rate limit(?:ed)? exceeded|something went wrong|(?:an )?(?:unexpected|internal) (?:server )?error|try again (?:later|in a few)|complete the captcha|unusual traffic|why have i been blocked|contact the (?:site|website) (?:owner|administrator)|reload the page|under maintenance|database connection|stack trace|fatal error|warning: (?:mysql|include))\b|访问(?:受限|被拒绝|过于频繁|太频繁|异常)|拒绝访问|请(?:完成|进行)(?:安全|人机)?验证|(?:系统|服务器|网络)(?:繁忙|错误|异常|维护|出错|开小差)|(?:正在|系统)(?:维护|升级)中?|请?稍后(?:再试|重试)|内部错误|无权(?:访问|限)|滑块|拖动.{0,6}验证|您的(?:IP|访问|请求)|刷新(?:页面|重试)|联系(?:网站)?管理员/i;

/** Pages of a server or a guard in place of an article: refused, broken, overloaded, under repair, prove that you're human. */
export function checkErrorPage(text: QualityText): string | null {
  if (text.length > 1800) return null;
  const isCue = (sentence: string) => sentence.length <= longestPhrase[text.language] / 2 && cue.test(sentence);
  const cues = text.sentences.filter(isCue).length;
  const share = shareOf(text, isCue);
  return cues >= 2 && share > 0.35 ? `${percent(share)} of the text says that the page cannot be had.` : null;
}
