import type { Language } from '../../../../../pipeline/records.ts';

const hash = (n: number) =>
  Array.from({ length: 64 }, (_, k) => '0123456789abcdef'[(n * 7 + k * k * 3 + k) % 16]).join('');
const hashes = Array.from({ length: 40 }, (_, n) => hash(n)).join('\n');

/**
 * Texts that are articles though a filter might take them for noise, written for the test: lists of indicators, code, rules,
 * short advisories, tables, repetitive product lists, quoted mails and login pages.
 */
export const goodTexts: Record<Language, readonly string[]> = {
  en: [
    `Indicators of compromise of the Heron loader\n\nThe loader was delivered by mail in June. These are the SHA-256 hashes that we saw.\n\n${hashes}`,
    'Domains used by the group\n\nupdate-check[.]example\n\ncdn-mirror[.]example\n\nmail-auth[.]example\n\nstatic-files[.]example\n\nlogin-sso[.]example\n\n198.51.100.7\n\n198.51.100.23\n\n203.0.113.200\n\nhxxp://update-check[.]example/a.php\n\nhxxp://update-check[.]example/b.php\n\nAll of them were registered on the same day with the same registrar and point to one provider.',
    'How the script works\n\nThe first line decodes the second stage, which is run in memory.\n\n```\n$a = [Convert]::FromBase64String($b)\n$a = [Convert]::FromBase64String($c)\nfor ($i = 0; $i -lt $a.Length; $i++) { $a[$i] = $a[$i] -bxor 0x35 }\n[Reflection.Assembly]::Load($a)\n```\n\nThe key is a single byte, so that analysts can read the assembly after one pass. It then asks its server for a task every ten minutes.',
    'A rule to find the implant\n\nrule Heron_Loader {\n  strings:\n    $a = "heron" wide\n    $b = { 4D 5A 90 00 }\n    $c = "update-check"\n  condition:\n    uint16(0) == 0x5A4D and 2 of them\n}\n\nThe rule matches the unpacked loader only; scan memory as well as files, and expect no matches on clean systems.',
    'Sigma rule\n\ntitle: Suspicious child of the print spooler\n\nlogsource:\n\ndetection:\n\nselection:\n\ncondition: selection\n\nlevel: high\n\nThe rule fires where the spooler starts a shell. We have seen two false alarms in a month, both from a driver installer.',
    'Advisory: the web console of the switch does not check the length of a cookie. An attacker on the network can crash it or run code as root. Versions before 4.2.1 are affected. Install 4.2.1, or block port 443 from untrusted networks until then. There are no reports of exploitation.',
    'Affected products\n\n- Gateway 8 Enterprise\n- Gateway 8 Standard\n- Gateway 9 Enterprise\n- Gateway 9 Standard\n- Gateway 10 Enterprise\n- Gateway 10 Standard\n- Gateway Virtual Edition for KVM\n- Gateway Virtual Edition for Hyper-V\n- Gateway Cloud Edition\n- Gateway Management Console\n\nThe flaw lets an unauthenticated attacker read files of the appliance. The vendor has issued fixes for all editions, and urges customers to install them this week.',
    'The phishing page copies the login of a bank. It says “Enter your password” and “Forgot password?”, and below that “Keep me signed in”. Whoever types a password is shown an error, asked again, and then sent to the real bank, so that few victims notice. The kit writes what was typed to a text file, and mails it to an address in its configuration. Three hundred customers had been deceived when the host took the page down.',
    'The ransom note reads: “Buy now your decryptor at the best price! Limited time offer: 50% discount if you pay in two days.” The gang behind it copies the tone of a shop, researchers say, and even has a chat for its victims. Negotiators saw it grant a discount of forty percent. Files are encrypted with ChaCha20, whose key is encrypted with the gang’s public key, and there is no free way back.',
    'Attackers sold a cracked version of a video editor with a keygen. The free download installs a stealer that takes passwords and wallets from the browser. Researchers counted nine sites that offer it, all of which rank high for “full version free download”. The stealer sends what it finds to a server in the same network each time, and removes itself.',
    'Cookies are what the attackers were after. Their malware copies the database in which a browser keeps cookies, decrypts it with the key of the user, and uploads it. With a cookie of a session the attacker needs neither password nor second factor. Sessions should be bound to devices, and administrators should revoke them as soon as a theft is suspected. The malware was seen on two hundred machines of one company.',
    'Recommendations\n\n- Disable macros in documents from the internet\n- Require a second factor for remote access\n- Keep an offline copy of every backup\n- Limit administrators to dedicated machines\n- Watch for new services on domain controllers\n- Block outbound traffic from servers by default\n- Test the recovery of backups twice a year\n\nThe intruders entered through a remote desktop that was open to the internet and had stayed for a month. They turned off the backup agent before they encrypted four hundred hosts, and none of these measures was in place.',
    'Timeline of the intrusion\n\n2023-05-11 A contractor opens a document with a macro\n\n2023-05-11 The loader contacts its server for the first time\n\n2023-05-13 The intruders list the domain’s administrators\n\n2023-05-15 They copy the directory database to a share\n\n2023-05-16 Forty gigabytes leave over the VPN of a branch office\n\n2023-05-19 The encryption of the file servers begins.\n\nThe contractor’s account had rights in three domains, which no one had known, and it is through these that the intruders came to the backup server.',
    'Vulnerability table\n\nCVE | product | severity\nCVE-2023-0001 | Mail server | critical\nCVE-2023-0002 | Mail server | high\nCVE-2023-0003 | Web console | high\nCVE-2023-0004 | Web console | medium\n\nThe first can be exploited without a login and should be fixed today. The others need an account, and can wait for the regular window.',
    'Registry keys\n\nHKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater\n\nHKCU\\Software\\Classes\\CLSID\\{00000000-0000}\n\nC:\\ProgramData\\Updater\\updater.exe\n\nC:\\ProgramData\\Updater\\config.dat\n\nC:\\Windows\\Temp\\a.tmp\n\nThe malware creates the first key on each start, so that deleting it alone does not help; end the process before.',
    'The attacker asked the chat model to write a loader. It answered “As an AI language model, I cannot help with that”, and after the request was put as a question on administration it gave a script that did most of the work. The researchers repeated this with four models. They recommend to log requests, and to look at chains of them instead of single ones, since none of the requests was harmful by itself.',
  ],
  zh: [
    `失陷指标\n\n以下是该窃密木马六月份投递样本的SHA-256值，可以用于排查终端。\n\n${hashes}`,
    '恶意域名与地址\n\nupdate-check[.]example\n\ncdn-mirror[.]example\n\nmail-auth[.]example\n\n198.51.100.7\n\n203.0.113.200\n\nhxxp://update-check[.]example/a.php\n\n这些域名在同一天注册，解析到同一家服务商，建议在边界设备上封堵，并检索历史流量中是否有主机与它们通信。',
    '病毒名称 Trojan/Win32.Agent\n\n原始文件名 会议通知.exe\n\n文件大小 416 KB\n\n时间戳 2022-09-22\n\n编译语言 C++\n\n加壳类型 无\n\n该样本运行后释放动态库并以白加黑方式加载，随后连接控制服务器等待指令，可以执行截屏、键盘记录和文件上传，攻击者还通过计划任务维持权限。',
    '漏洞通告：某型交换机的管理界面没有检查会话标识的长度，处于同一网络的攻击者可以使设备崩溃，或者以管理员权限执行任意代码。4.2.1之前的版本受到影响，厂商已经发布新版本，请尽快升级；不能升级的，可以在防火墙上限制管理端口的访问。目前没有发现在野利用。',
    '代码分析\n\n脚本先解码第二阶段，再在内存中加载。\n\n```\n$a = [Convert]::FromBase64String($b)\nfor ($i = 0; $i -lt $a.Length; $i++) { $a[$i] = $a[$i] -bxor 0x35 }\n[Reflection.Assembly]::Load($a)\n```\n\n密钥只有一个字节，分析人员异或一遍即可得到程序集。木马每十分钟向服务器请求一次任务，执行完毕后把结果加密上传，并清理临时文件。',
    '检测规则\n\nrule Heron_Loader {\n  strings:\n    $a = "heron" wide\n    $b = { 4D 5A 90 00 }\n  condition:\n    2 of them\n}\n\n规则只匹配脱壳后的加载器，排查时请同时扫描内存和磁盘文件；在干净的系统上没有误报，可以直接用于终端检测。',
    '受影响版本\n\n- 网关企业版8\n- 网关标准版8\n- 网关企业版9\n- 网关标准版9\n- 网关云版本\n- 网关虚拟化版本\n- 网关集中管理平台\n\n未经身份验证的攻击者可以利用该漏洞读取设备上的任意文件，包括管理员的口令散列。厂商已为所有版本发布补丁，建议用户本周内完成升级，并检查日志中是否有异常的下载请求。',
    '该钓鱼页面仿冒某银行的登录页，页面上写着“请输入密码”“忘记密码”和“记住密码”，受害者输入之后会看到出错提示，再次输入后被跳转到真正的网银，因此很少有人察觉。钓鱼套件把账号和密码写入文本文件，并发送到配置好的邮箱。托管商关闭页面时，已有三百多名客户上当。',
    '诈骗分子在群里声称“加微信领取优惠，日赚五百”，诱导受害者下载一款所谓的刷单软件。软件安装之后申请短信和通讯录权限，把验证码转发给攻击者，受害者银行卡里的钱随即被转走。警方提醒，凡是要求先垫付资金的兼职都是诈骗，遇到类似情况要及时报警。',
    '攻击时间线\n\n5月11日 外包人员打开带宏的文档\n\n5月11日 加载器首次回连控制服务器\n\n5月13日 攻击者枚举域管理员账号\n\n5月15日 目录数据库被复制到共享目录\n\n5月16日 四十吉字节数据经分支机构外传\n\n5月19日 文件服务器开始被加密。\n\n该外包账号在三个域中都有权限，此前无人知晓，攻击者正是借此进入了备份服务器，并且删除了所有的快照。',
    '处置建议\n\n- 关闭来自互联网的文档中的宏\n- 远程接入必须启用双因素认证\n- 重要数据至少保留一份离线备份\n- 管理员只在专用主机上操作\n- 监控域控制器上新增的服务\n- 默认禁止服务器主动外连\n\n此次事件中，入侵者通过暴露在互联网上的远程桌面进入内网，潜伏了一个月，在加密之前先停用了备份代理，而上述措施一项也没有落实。',
    '漏洞列表\n\n编号 | 产品 | 等级\nCVE-2023-0001 | 邮件服务器 | 严重\nCVE-2023-0002 | 邮件服务器 | 高危\nCVE-2023-0003 | 管理界面 | 高危\n\n第一个漏洞无需登录即可利用，应当立即修复；其余漏洞需要账号，可以在例行维护时处理。目前已有攻击者在互联网上扫描存在漏洞的服务器。',
    '攻击者出售某视频编辑软件的破解版，并附带注册机。用户下载安装后，电脑会被植入窃密木马，浏览器中保存的密码和加密货币钱包都会被盗走。研究人员发现了九个提供“免费下载”的网站，它们在搜索结果中排名靠前。木马把窃取的数据发往同一网段的服务器，随后自行删除。',
    '攻击者的目标是浏览器中的Cookie。木马复制保存Cookie的数据库，用系统用户的密钥解密以后上传。有了会话Cookie，攻击者既不需要密码，也不需要第二因素。企业应当把会话与设备绑定，一旦怀疑失窃就立即吊销。目前在一家公司的两百多台主机上发现了该木马。',
  ],
};
