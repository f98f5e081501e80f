import { longestPhrase, percent, type QualityText } from './quality-text.ts';

const cue =
  /\b(?:(?:log|sign)[ -]?(?:in|on)\b(?! (?:as|from|page))|forgot(?:ten)? (?:your )?(?:password|username)|remember me|keep me (?:logged|signed) in|create an? (?:free )?account|(?:don['’]t|do not) have an account|already (?:have an account|registered|a (?:member|subscriber))|reset your password|continue with (?:google|facebook|apple|sso)|register (?:now|here|for free)|enter (?:your|the) (?:e-?mail|password|username|code)|members? only|this (?:content|page|area) is (?:only )?(?:available|reserved|restricted))\b|(?:请(?:先)?|您需要|登录后|立即|账号|帐号|密码|微信|扫码|短信|验证码)(?:登录|登陆|注册)|登录(?:\/|后)|忘记密码|记住(?:我|密码|登录)|自动登录|没有(?:账号|帐号)|获取验证码|输入(?:手机号|密码|验证码|用户名|账号)|其他方式登录|仅限会员|会员(?:专享|可见)/i;

/** Pages that ask who one is in place of an article: most of the little they say is about logging in. */
export function checkLoginPage(text: QualityText): string | null {
  if (text.length > 2500) return null;
  // A form has a line for each of its fields; an article that quotes one has sentences.
  const cues = text.lines.filter((line) => line.length <= longestPhrase[text.language] / 2 && cue.test(line));
  const share = cues.reduce((sum, line) => sum + line.length, 0) / text.length;
  return cues.length >= 3 && share > 0.3 ? `${percent(share)} of the text is about logging in.` : null;
}
