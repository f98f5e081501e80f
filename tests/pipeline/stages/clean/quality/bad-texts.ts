import type { Language } from '../../../../../pipeline/records.ts';

/** Pages that are no articles though their words are those of security, written for the test, by what is wrong with them. */
export const badTexts: Record<Language, Record<string, readonly string[]>> = {
  en: {
    login: [
      'Sign in\n\nEmail address\n\nPassword\n\nForgot password?\n\nKeep me signed in\n\nSign in with SSO\n\nDon’t have an account? Create one now to read our threat research, download indicators and follow malware families.',
      'Threat Portal\n\nYou must log in to view this report.\n\nUsername or e-mail\n\nPassword\n\nRemember me\n\nLog in\n\nLost your password?\n\nNew here? Register for free\n\nThis content is available to members only.',
      'Welcome back, analyst\n\nEnter your email to continue\n\nContinue with Google\n\nContinue with Apple\n\nAlready a member? Sign in\n\nCreate a free account to unlock this vulnerability report\n\nBy continuing you accept the terms.',
      'Customer support centre\n\nThe advisory you asked for is restricted to customers.\n\nPlease sign in to continue.\n\nEnter your username\n\nEnter your password\n\nReset your password\n\nCreate an account',
      'Log in to your account\n\nEmail\n\nPassword\n\nShow password\n\nRemember me on this device\n\nLog in\n\nForgot your username?\n\nDon’t have an account yet? Sign up\n\nProtected by security checks.',
    ],
    error: [
      'Access denied\n\nYou have been blocked from this security research site.\n\nWhy have I been blocked? This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.\n\nRay ID: 7f1c2aa9be10',
      'Checking your browser before you reach the threat blog.\n\nThis process is automatic. Your browser will be redirected shortly.\n\nPlease verify you are human by completing the action below.\n\nDDoS protection and performance by the edge.',
      '503 Service Unavailable\n\nThe server is temporarily unable to service your request because of maintenance downtime or capacity problems.\n\nPlease try again later.\n\nIf you think this is an error, contact the site administrator. Error code 503.',
      'Something went wrong\n\nAn unexpected error occurred while loading this vulnerability page.\n\nTry again later or reload the page.\n\nIf the problem persists, contact the website owner and give this code: internal server error 500.',
      'Too many requests\n\nWe have detected unusual traffic from your network.\n\nPlease complete the CAPTCHA to confirm you are not a robot and go on to the malware analysis.\n\nRate limit exceeded. Try again in a few minutes.',
    ],
    boilerplate: [
      'We value your privacy\n\nWe and our 812 partners store and/or access information on a device, such as cookies, and process personal data for personalised ads and content, measurement and audience insights.\n\nYou can accept all cookies, reject all cookies or manage your cookie preferences.\n\nStrictly necessary cookies are always active. Functional cookies remember your settings. Advertising cookies follow you across sites.',
      'This site requires JavaScript. Please enable JavaScript in your browser to view the threat report.\n\nYour browser is out of date. Upgrade to a modern browser for a secure experience.\n\nJavaScript is disabled. Some features of this page will not work without JavaScript.',
      'Subscribe to continue reading this story on the ransomware gang.\n\nStart your free trial today. Unlimited access for 1 dollar per month. Cancel anytime.\n\nAlready a subscriber? Sign in.\n\nSign up for our newsletter and get the latest on cyber attacks in your inbox.\n\nBy subscribing you agree to our terms of use and privacy policy.',
      'About this site\n\nAll rights reserved. Use of this site constitutes acceptance of our terms of service and privacy policy.\n\nFollow us on social media for malware news.\n\nSubscribe to our newsletter.\n\nYour email address will not be published. Leave a comment.\n\nShare this on your favourite network. Related posts: phishing, ransomware, breach.',
      'Our site uses cookies. A cookie is a small file that a website stores on your computer. Cookies help us understand how visitors use our security blog. You may disable cookies in the settings of your browser. Third-party cookies are set by our analytics partners. See our cookie policy for details. Manage cookies.',
    ],
    gibberish: [
      'Ransomware group â€œGrey Heronâ€ has hit the cityâ€™s hospitals â€” the mayorâ€™s office said. â€œWe donâ€™t know what was takenâ€, he said. The companyâ€™s backup wasnâ€™t reached â€¦ it isnâ€™t clear whoâ€™s behind it, and thereâ€™s no trace of the attackersâ€™ tools.',
      'malware ◆◆◆◆◆◆ ░░▒▒▓▓ ★★★ attack ☠☠☠☠ ▲▲▲▲ exploit ◇◇◇◇◇ ■■■■■■ ransomware ►►►►► server ♦♦♦♦♦♦♦ password ☆☆☆☆☆☆ phishing ▓▓▓▓▓▓ botnet ●●●●●● backdoor ◄◄◄◄◄ hacker ♠♠♠♠♠ trojan ♣♣♣♣♣ worm ♥♥♥♥♥ rootkit ◆◆◆◆◆◆◆◆',
      'malware qwe zxcv attack lkj poiu server mnb asdf exploit tyui ghjk breach vbnm wert phishing yuio plmk trojan nhyb gtvf botnet rcde xswz hacker aqzw sxed worm crfv tgby rootkit hnuj mikl spyware opqa wsed backdoor rftg yhuj password ikol pmnb ransomware vcxz lkjh payload gfds aqwe encrypted rtyu iopl keylogger zxcv bnmq loader wert yuio dropper',
      'The attackers used ������ to reach the ����� and then ������� the server. In ���� they left ��������� behind, a ������ with which the files of the company were ������� until a ����� was paid to the ��������.',
      'attack Ð°Ñ‚Ð°ÐºÐ° malware Ð²Ð¸Ñ€ÑƒÑ server ÑÐµÑ€Ð²ÐµÑ€ hackers Ñ…Ð°ÐºÐµÑ€Ñ‹ have broken into the network of the bank Ð±Ð°Ð½Ðº and stole the passwords Ð¿Ð°Ñ€Ð¾Ð»Ð¸ of the clients, the police say Ð¿Ð¾Ð»Ð¸Ñ†Ð¸Ñ of the city.',
    ],
    listing: [
      'Latest threats\n\nRansomware gang claims attack on parts maker\n\nMarch 4, 2024\n\nNew loader spreads through fake meeting invites\n\nMarch 3, 2024\n\nPatch fixes flaw in mail server used by thousands\n\nMarch 2, 2024\n\nPolice arrest two over phishing of pensioners\n\nMarch 1, 2024\n\nBotnet of cameras knocks game servers offline\n\nFebruary 28, 2024\n\nSpyware found in flashlight app with million installs\n\nFebruary 27, 2024',
      'Ransomware hits a port\n\nThe port had to close its gates after its servers were encrypted on Sunday…\n\nRead more\n\nPhishing with QR codes\n\nMails with codes lead phones to fake login pages…\n\nRead more\n\nA flaw in routers\n\nAn unpatched bug lets anyone read the password…\n\nRead more\n\nNew malware for Macs\n\nIt steals passwords and wallets and spreads as a cracked editor…\n\nRead more\n\nOlder posts',
      'Hackers steal data of airline customers\n\nMinistry warns of fake tax refund mails\n\nNew spyware targets activists in three countries\n\nResearchers break encryption of car keys\n\nSchool district pays ransom to get files back\n\nBank trojan returns with new tricks\n\nCloud bug exposed private photos for months\n\nCriminals abuse remote tools to enter networks\n\nVendor issues emergency patch for firewall flaw\n\nWorm mines coins on unprotected databases\n\nAgency lists the flaws most exploited last year\n\nGang leaks files of law firm',
      'Archive: malware\n\n2023-05-11 Trojan poses as invoice\n\n2023-05-09 Stealer sold on forums\n\n2023-05-02 Loader hides in pictures\n\n2023-04-28 Botnet taken down by police\n\n2023-04-21 Wiper hits energy company\n\n2023-04-17 Rootkit signed with stolen key\n\n2023-04-10 Miner spreads over SSH\n\n2023-04-03 Spyware in a keyboard app\n\nNext page',
      'Podcast: what the breach teaches us — 5 min read\n\nGuide to phishing-resistant logins — 8 min read\n\nHow gangs choose victims — 6 min read\n\nInside a ransomware negotiation — 12 min read\n\nThe year in vulnerabilities — 9 min read\n\nWhy patches come late — 4 min read\n\nBotnets for rent, explained — 7 min read\n\nWhat a SOC does at night — 5 min read\n\nPassword managers compared — 10 min read',
    ],
    repetitive: [
      `${'The attackers used malware to attack the server and steal the passwords of all users. '.repeat(9)}The end.`,
      'Update your systems now.\n\nRansomware is a threat.\n\nUpdate your systems now.\n\nPhishing is a threat.\n\nUpdate your systems now.\n\nMalware is a threat to every company and its data.\n\nUpdate your systems now.\n\nUpdate your systems now.\n\nUpdate your systems now.\n\nUpdate your systems now.',
      `${['Paris', 'Berlin', 'Madrid', 'Rome', 'Vienna', 'Prague', 'Lisbon', 'Warsaw'].map((city) => `Companies in ${city} should protect their networks against ransomware with backups, updates and training for all of their employees.`).join(' ')}`,
      Array.from(
        { length: 8 },
        (_, n) => `Reply ${n + 1}: Thanks for sharing this malware analysis, very helpful for our security team.`,
      ).join('\n\n'),
      `A hacker entered the network.\n\n${'Advertisement\n\nThis attack is being watched by our security reporters\n\n'.repeat(7)}More follows.`,
    ],
    spam: [
      'Best antivirus download, free antivirus, antivirus for Windows, antivirus for Mac, cheap antivirus, antivirus deals, top antivirus, antivirus review, antivirus coupon, antivirus 2024, antivirus removal, antivirus key, antivirus trial, fast antivirus, online antivirus, antivirus scan, mobile antivirus, antivirus for business, antivirus for students, antivirus lifetime license, secure antivirus, antivirus price',
      'Is your computer infected with malware? Call now, our certified technicians are ready day and night. Call our toll-free technical support number today! We offer virus removal at the best price. Satisfaction guaranteed or your money back. Limited time offer: 50% off on all security plans. Order now and get a free scan.',
      'Download the full version for free! Internet security suite 2024 crack with serial key. 100% working keygen. Click the link below to get your license key. Free download, no virus, no password. Activation code inside. Visit our site for more cracked software.',
      'As an AI language model, I cannot browse the internet for current incidents. However, here is an article about ransomware. Ransomware is a kind of malware that encrypts files and asks for a ransom. It is important to have backups and updates. My training data ends in 2021, so recent attacks may be missing. I hope this article helps you! Let me know if you need changes.',
      'Looking for the best VPN? Look no further! Our VPN protects your data from hackers at an affordable price. Buy now and save 70% with our coupon. Limited-time deal: 3 months free. 30-day money-back guarantee. Order today and click here to claim your discount. Stay safe from cyber threats with our best offer.',
    ],
  },
  zh: {
    login: [
      '用户登录\n\n手机号\n\n请输入密码\n\n记住密码\n\n忘记密码\n\n立即登录\n\n没有账号？立即注册\n\n其他方式登录：微信 微博 QQ\n\n登录后可查看完整的漏洞分析报告、下载样本指标、订阅威胁情报，并参与社区讨论',
      '您需要登录后才可以查看本帖\n\n用户名\n\n密码\n\n自动登录\n\n找回密码\n\n登录\n\n没有帐号？立即注册\n\n扫码登录，安全快捷\n\n本版块仅限会员访问，请先登录再查看木马分析教程',
      '请先登录\n\n输入手机号\n\n获取验证码\n\n输入验证码\n\n登录/注册\n\n未注册的手机号验证后自动创建账号\n\n登录即代表同意用户协议和隐私政策\n\n密码登录 短信登录 扫码登录',
      '威胁情报平台\n\n账号登录\n\n请输入账号\n\n请输入密码\n\n验证码\n\n看不清？换一张\n\n登录\n\n忘记密码？联系管理员重置\n\n没有账号？申请试用\n\n会员专享内容，请登录后查看攻击组织画像与恶意域名',
    ],
    error: [
      '访问被拒绝\n\n您的访问请求被安全防护系统拦截，可能存在攻击行为。\n\n请稍后再试，或联系网站管理员。\n\n您的IP已被记录。事件编号：38210',
      '请完成安全验证\n\n系统检测到您的网络环境存在异常，为保证正常访问，请拖动滑块完成验证。\n\n您的访问过于频繁，请稍后重试。\n\n验证成功后将自动跳转到漏洞详情页。',
      '系统维护中\n\n尊敬的用户，为了给您提供更好的安全服务，系统正在升级维护，暂时无法访问。\n\n请稍后再试。给您带来的不便敬请谅解。\n\n如有疑问请联系管理员。',
      '服务器错误\n\n网络开小差了，页面加载失败。\n\n请刷新重试，或者稍后再试。\n\n错误代码：500 内部错误。\n\n返回首页查看最新的安全资讯。',
    ],
    boilerplate: [
      '本网站使用Cookie来改善您的浏览体验。继续使用即表示您接受所有Cookie。您可以在浏览器设置中管理Cookie。点击此处查看我们的隐私政策和Cookie声明。广告Cookie由第三方设置，用于统计访问。版权所有，未经许可不得转载。',
      '您的浏览器版本过低，请升级浏览器以获得更安全的体验。本页面需要启用JavaScript才能正常显示漏洞信息。请在浏览器设置中启用JavaScript后刷新页面。您也可以下载客户端查看网络安全资讯。',
      '长按二维码关注我们，第一时间获取网络安全资讯。扫码加群，与安全专家交流。点击阅读原文查看更多。欢迎订阅本公众号。投稿邮箱见主页。商务合作请联系客服微信。转载请注明出处。分享到朋友圈，让更多人看到。',
      '版权所有 某某安全网。本站所有内容未经授权不得转载。免责声明：本站信息仅供参考。违法和不良信息举报电话见下方。ICP备00000000号。关于我们 联系我们 隐私政策 用户协议 广告服务。扫描二维码关注公众号。下载APP获取更多黑客新闻。',
      '本文为付费内容，开通会员后可阅读全文。会员权益：无限阅读漏洞分析、下载攻击报告、参加线下沙龙。立即开通会员，首月优惠。已经是会员？点击登录。购买会员即表示同意服务条款。如需发票请联系客服。',
    ],
    gibberish: [
      '鏈€杩戯紝榛戝鍒╃敤婕忔礊鏀诲嚮浜嗘煇鍏徃鐨勬湇鍔″櫒锛岀獌鍙栦簡澶ч噺鏁版嵁銆傚畨鍏ㄤ笓瀹跺缓璁敤鎴峰敖蹇崌绾х郴缁燂紝鍔犲己瀵嗙爜绠＄悊锛屽苟瀵归噸瑕佹暟鎹繘琛屽浠姐€傜洰鍓嶈鍏徃宸茬粡鎶ヨ銆�',
      '黑客锟斤拷锟斤拷利用锟斤拷漏洞锟斤拷攻击了锟斤拷锟斤拷服务器，锟斤拷锟斤拷窃取锟斤拷数据锟斤拷锟斤拷。安全锟斤拷专家锟斤拷建议锟斤拷锟斤拷用户升级锟斤拷系统，锟斤拷锟斤拷备份锟斤拷数据。烫烫烫烫烫烫烫烫烫烫',
      '漏洞桌木马雨攻击纸黑客杯病毒窗服务器鱼密码灯数据花入侵石勒索云后门鸟钓鱼书僵尸网络山蠕虫笔加密水载荷树权限月提权火样本风域名海流量沙端口雪主机星防火墙叶补丁河溯源根窃取草植入瓦泄露米威胁冰情报船监控鞋诈骗伞隐私糖证书铁密钥棉函数铜协议锡注册表银进程金命令玉脚本竹挖矿麻口令丝爆破',
      '攻击★★★★★漏洞◆◆◆◆◆木马▲▲▲▲▲病毒■■■■■黑客●●●●●服务器☆☆☆☆☆数据◇◇◇◇◇入侵△△△△△密码□□□□□勒索○○○○○后门▓▓▓▓▓钓鱼░░░░░补丁▒▒▒▒▒加密♦♦♦♦♦权限♠♠♠♠♠',
    ],
    listing: [
      '勒索病毒攻击某制造企业导致停产\n\n2024-03-04\n\n新型木马通过会议邀请邮件传播\n\n2024-03-03\n\n邮件服务器高危漏洞补丁发布\n\n2024-03-02\n\n警方抓获两名网络诈骗嫌疑人\n\n2024-03-01\n\n摄像头僵尸网络攻击游戏服务器\n\n2024-02-28\n\n手电筒应用中发现间谍软件\n\n2024-02-27',
      '某港口遭勒索攻击被迫关闭\n\n周日服务器被加密后，港口不得不关闭大门……\n\n阅读全文\n\n二维码钓鱼邮件激增\n\n邮件中的二维码把手机引向仿冒登录页……\n\n阅读全文\n\n路由器漏洞尚无补丁\n\n任何人都能读取管理员密码……\n\n阅读全文\n\n苹果电脑新木马\n\n冒充破解版编辑器窃取密码……\n\n阅读全文\n\n上一页 下一页',
      '黑客窃取某航空公司旅客数据\n\n税务部门提醒警惕退税钓鱼邮件\n\n研究人员破解汽车钥匙加密算法\n\n某学区支付赎金以恢复教学文件\n\n银行木马卷土重来更换攻击手法\n\n云存储配置错误致私密照片泄露\n\n犯罪分子滥用远程工具入侵内网\n\n厂商紧急发布防火墙漏洞补丁\n\n蠕虫在未设防数据库上大量挖矿\n\n官方公布去年被利用最多的漏洞\n\n勒索团伙公开律师事务所的文件',
      '【漏洞预警】邮件网关远程代码执行 阅读量 1203\n\n【样本分析】伪装成发票的窃密木马 阅读量 980\n\n【应急响应】一次挖矿事件的排查 阅读量 2311\n\n【威胁情报】海外组织近期活动盘点 阅读量 764\n\n【安全工具】日志分析脚本分享 阅读量 541\n\n【渗透测试】内网横向移动小记 阅读量 1890\n\n【代码审计】某系统反序列化漏洞 阅读量 1422\n\n【数据安全】脱敏方案对比 阅读量 377',
    ],
    repetitive: [
      '黑客利用漏洞攻击服务器并窃取用户密码和数据。'.repeat(10),
      '请尽快安装补丁。\n\n勒索病毒危害严重。\n\n请尽快安装补丁。\n\n钓鱼邮件危害严重。\n\n请尽快安装补丁。\n\n木马病毒危害严重，会窃取企业数据。\n\n请尽快安装补丁。\n\n请尽快安装补丁。\n\n请尽快安装补丁。',
      ['北京', '上海', '广州', '深圳', '杭州', '成都', '武汉', '西安']
        .map((city) => `${city}的企业应当通过备份数据、安装补丁和培训员工来防范勒索病毒对网络和服务器的攻击。`)
        .join(''),
      Array.from({ length: 8 }, (_, n) => `${n + 1}楼：感谢楼主分享这篇木马病毒分析，对我们安全团队很有帮助。`).join(
        '\n\n',
      ),
    ],
    spam: [
      '杀毒软件下载_免费杀毒软件_杀毒软件排行榜_手机杀毒软件_电脑杀毒软件_杀毒软件官网_杀毒软件哪个好_杀毒软件激活码_杀毒软件破解版_杀毒软件卸载_最好的杀毒软件_企业杀毒软件_杀毒软件价格_杀毒软件推荐_在线杀毒软件_杀毒软件评测',
      '电脑中病毒了怎么办？加微信立即咨询，专业工程师远程杀毒。限时优惠，价格从优，包教包会。全网最低价，无效退款。点击咨询，马上领取免费检测名额。热线全天在线，诚信经营，欢迎来电。加QQ群可享受折扣。',
      '网络安全防护软件破解版下载，附注册机和激活码。绿色版免费下载，无毒无插件。点击下载地址，高速下载。更多破解软件请加群。免费领取渗透测试工具包，下载即送黑客教程，立即下载。',
      '作为一个人工智能语言模型，我无法获取最新的网络攻击事件。以下是一篇关于勒索病毒的文章。勒索病毒是一种加密文件并索要赎金的恶意软件。企业应当做好备份、及时更新系统并培训员工。我的知识截止于两年前，可能不包含近期的漏洞。希望这篇文章对您有所帮助。如果您还有其他问题，请告诉我。',
      '想学黑客技术吗？零基础包教会，月入过万不是梦。加微信领取全套网络安全渗透教程。限时特价，前一百名免费送工具。兼职接单，日赚五百。立即咨询，名额有限。诚信合作，代理加盟也可联系，加QQ群了解。',
    ],
  },
};
