import { encodedArticles } from './encoded-articles.ts';
import { articlePage, type HostilePage, html } from './hostile-page.ts';
import { reports } from './reports.ts';

const zh = {
  router: [
    '家用路由器漏洞遭僵尸网络利用',
    '研究人员发现，一个僵尸网络正在利用家用路由器的命令注入漏洞扩大规模。设备被攻陷后会下载恶意程序，关闭远程管理端口，并按照控制服务器的指令发起拒绝服务攻击。',
    '厂商已经发布固件更新。用户应当立即升级，关闭面向互联网的管理界面，修改默认密码；运营商可以根据异常的域名请求识别受感染的设备，并通知用户处理。',
  ],
  leak: [
    '云存储配置错误导致用户数据泄露',
    '一家出行平台的云存储桶因配置错误而对外公开，约三百万条用户记录可以被任何人下载，其中包括姓名、手机号码和行程信息。安全团队收到报告后在两小时内关闭了访问权限。',
    '访问日志显示，数据在公开期间曾被多个境外地址批量下载。平台表示已经轮换全部访问密钥，启用了禁止公开的组织策略，并依法向监管部门报告了此次数据泄露事件。',
  ],
} as const;

const encoded = (label: keyof typeof encodedArticles, head = `<meta charset=${label}>`) =>
  html(
    Buffer.concat([
      Buffer.from(`<!doctype html><html><head>${head}</head><body><article>`),
      Buffer.from(encodedArticles[label].base64, 'base64'),
      Buffer.from('</article></body></html>'),
    ]),
    { 'content-type': 'text/html' },
  );
const report = ([title, ...paragraphs]: readonly string[]) => articlePage(title!, paragraphs);

/** The pages in between that must come through whatever the others do. */
export const goodPages: readonly HostilePage[] = [
  ...(['printer', 'phishing', 'worm'] as const).map(
    (name): HostilePage => ({
      path: `/article/good-${name}`,
      becomes: 'document',
      holds: reports[name][2],
      answer: html(report(reports[name])),
    }),
  ),
  ...(['router', 'leak'] as const).map(
    (name): HostilePage => ({
      path: `/article/good-${name}`,
      becomes: 'document',
      holds: zh[name][2],
      answer: html(report(zh[name])),
    }),
  ),
  { path: '/article/good-gbk', becomes: 'document', holds: encodedArticles.gbk.text, answer: encoded('gbk') },
  { path: '/article/good-big5', becomes: 'document', holds: encodedArticles.big5.text, answer: encoded('big5', '') },
  { path: '/article/good-shift-jis', becomes: 'unsupported-language', answer: encoded('shift_jis') },
  { path: '/article/good-windows-1251', becomes: 'unsupported-language', answer: encoded('windows-1251', '') },
  {
    path: '/article/good-utf-16',
    becomes: 'document',
    holds: reports.firmware[1],
    answer: html(Buffer.from(`\ufeff${report(reports.firmware)}`, 'utf16le'), { 'content-type': 'text/html' }),
  },
];
