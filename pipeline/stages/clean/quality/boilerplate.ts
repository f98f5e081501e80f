import { longestPhrase, percent, type QualityText, shareOf } from './quality-text.ts';

const english =
  /\b(?:(?:we|this (?:web)?site|our (?:web)?site|and our partners?).{0,40}\bcookies?\b|cookie (?:policy|settings|preferences|consent)|(?:accept|reject|manage|strictly necessary|functional|advertising|analytics|third-party) (?:all )?cookies|cookies? (?:are|is|may|help|allow)|(?:enable|turn on|requires?|disabled?|without|activate) (?:your )?javascript|javascript (?:is|must|needs|enabled|disabled|to)|your browser (?:is|does|version)|unsupported browser|(?:please )?(?:disable|turn off|whitelist).{0,20}\bad ?block|subscri(?:be|ption|bers?)\b|newsletter|sign up (?:for|to)|unsubscribe|all rights reserved|terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice|statement)|follow us|share (?:this|on)|(?:click|tap) here|read our|start your free trial|free trial|request a demo|contact (?:our )?sales|(?:monthly|annual) plan|per month|unlimited access|cancel any ?time|legitimate interest|personali[sz]ed (?:ads|content)|(?:our|[0-9]+) (?:vendors|partners)|store and\/or access|skip to (?:main )?content|table of contents|related (?:articles|posts)|leave a (?:comment|reply)|your email address will not be published)\b/i;
const chinese =
  /(?:使用|接受|拒绝|管理|禁用|启用|关于|我们的?)\s?(?:所有)?\s?cookies?|cookie\s?(?:政策|设置|声明|偏好)|(?:启用|开启|打开|支持|禁用)(?:了)?\s?javascript|浏览器(?:版本|不支持|设置|过低)|订阅(?:我们|本|号|邮件)|(?:扫码|扫描|长按|微信|识别).{0,8}(?:关注|二维码|加群|公众号)|关注(?:我们|公众号|微信)|版权(?:所有|归)|转载(?:请|须|需)|免责声明|隐私(?:政策|声明|条款)|用户协议|服务条款|备案号|ICP备|未经.{0,8}(?:许可|授权)|点击(?:这里|此处|下方|右上角|阅读原文|关注)|阅读原文|分享(?:到|至)|(?:开通|成为|续费|购买)(?:会员|VIP)|会员(?:价|套餐|权益|服务)|免费试用|预约演示|联系(?:客服|销售|我们)|客服(?:热线|电话|微信)|下载(?:客户端|APP)|相关(?:文章|阅读|推荐)|发表评论|网友评论|举报|投稿(?:邮箱|热线)|商务合作|责任编辑/i;

/** What a site says of itself on every page: consent, scripts, subscriptions, terms. An article is more than that. */
export function checkBoilerplate(text: QualityText): string | null {
  const pattern = text.language === 'en' ? english : chinese;
  const isPhrase = (sentence: string) => sentence.length <= longestPhrase[text.language] && pattern.test(sentence);
  const share = shareOf(text, isPhrase);
  return share > 0.5 && text.sentences.filter(isPhrase).length >= 2
    ? `${percent(share)} of the text is what the site says on every page.`
    : null;
}
