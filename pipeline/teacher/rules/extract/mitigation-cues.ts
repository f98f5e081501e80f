const advice =
  /\b(?:recommend(?:s|ed|ation|ations)?|advis(?:e|es|ed)|urg(?:e|es|ed|ing)|encourag(?:e|es|ed)|(?:users|customers|organi[sz]ations|administrators|companies|businesses|defenders|enterprises|admins|you|employees|teams) (?:should|must|need to|are advised|are urged|can protect)|should be (?:patched|updated|disabled|blocked|restricted|isolated|applied|enabled|changed)|mitigations?|workarounds?|to protect (?:against|yourself|your)|best practices?)\b|建议|应当|应该|务必|请及时|请尽快|尽快(?:更新|升级|修复|安装|排查)|及时(?:更新|升级|修复|安装|备份|打)|缓解措施|防护措施|避免(?:点击|打开|使用|下载|安装)|不要(?:点击|打开|下载|运行|轻信|随意)|切勿|谨慎(?:下载|点击|打开)|提高.{0,6}意识|做好.{0,8}备份/i;
const action =
  /\b(?:patch|patches|update|updates|updating|upgrade|upgrading|apply|applying|install|disable|disabling|enable|enabling|block|blocking|restrict|limit|enforce|implement|isolate|segment|monitor|back ?up|backups|rotate|reset|change|avoid|deploy|scan|review|remove|turn off|multi-?factor|MFA|2FA|passwords?|firewall|train|verify|check|audit|do not|don['’]t)\b|更新|升级|修复|安装|补丁|关闭|禁用|启用|开启|限制|隔离|备份|修改|更换|部署|使用|采用|加强|检查|排查|监控|避免|不要|切勿|谨慎|配置|设置|扫描|查杀|口令|密码|防火墙|培训|意识|过滤|阻断|删除|卸载|停止/i;
const englishImperative =
  /^(?:[-*•·]\s*|\(?\d{1,2}[.)]\s*)?(?:Patch|Update|Upgrade|Apply|Install|Disable|Enable|Block|Restrict|Limit|Enforce|Implement|Isolate|Segment|Monitor|Back up|Rotate|Reset|Avoid|Deploy|Review|Remove|Turn off|Ensure|Keep|Use|Do not|Don['’]t|Never|Train|Educate|Audit|Require) (?:[a-z]|MFA|SMB|RDP|VPN|EDR)/;
const chineseImperative =
  /^(?:[-*•·]\s*|[（(]?\d{1,2}[.)、）]\s*)?(?:请|禁用|关闭|更新|升级|安装|启用|开启|限制|隔离|备份|修改|部署|加强|定期|及时|尽快|避免|不要|切勿|谨慎|采用|禁止|尽量|提高|教育)(?!后|了|时|的|过|之)/;
const reported = /\b(?:was|were|had been) (?:advised|urged|recommended)\b|\bworkaround(?:s)? (?:is|are) not\b/i;

/** Whether a sentence tells its readers what to do. Short imperatives count as items of a list, where advice stands. */
export function isMitigation(sentence: string, inList: boolean): boolean {
  if (englishImperative.test(sentence)) return true;
  if (chineseImperative.test(sentence) && (inList || /^[（(]?\d/.test(sentence) || advice.test(sentence))) return true;
  return advice.test(sentence) && action.test(sentence) && !reported.test(sentence);
}
