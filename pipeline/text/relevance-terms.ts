/** Terms that say a text is about security: 3 hardly used elsewhere, 1.5 mostly of security, 0.5 often in its company. */
const lists: readonly (readonly [weight: number, terms: string])[] = [
  [
    3,
    `ransomware, malware, botnet, botnets, trojan, trojans, spyware, rootkit, backdoor, backdoors, infostealer, keylogger, cyberattack, cyberattacks,
cyber attack, cyber attacks, cyber espionage, cyberespionage, cybercriminal, cybercriminals, cybercrime, hackers, phishing, spear phishing, spearphishing,
smishing, zero-day, zero day, 0-day, 0day, remote code execution, RCE, privilege escalation, SQL injection, cross-site scripting, XSS, CSRF, SSRF,
buffer overflow, use-after-free, DDoS, denial of service, command and control, command-and-control, C2 server, C&C, threat actor, threat actors,
threat group, threat intelligence, advanced persistent threat, APT group, data breach, data breaches, exfiltration, exfiltrate, exfiltrated, lateral movement,
credential theft, credential stuffing, brute force, watering hole, supply chain attack, exploit kit, exploit kits, shellcode, web shell, webshell,
payload, payloads, cryptojacking, cryptominer, Mimikatz, Cobalt Strike, Metasploit, PowerShell script, indicators of compromise, IOCs, ATT&CK,
vulnerabilities, proof-of-concept exploit, exploited, exploit code, exploits, infosec, cybersecurity, cyber security, cyber threat, cyber threats, antivirus, anti-malware,
penetration testing, pentest, red team, incident response, Patch Tuesday, security researchers, security researcher, security flaw, security flaws, security vulnerability,
malicious code, malicious actors, malicious software, malicious apps, malicious app, malicious domain, malicious link, malicious links, malicious attachment,
hacktivist, hacktivists, hacked, hacking, sandbox evasion, process injection, DLL side-loading, sideloading, obfuscated, deserialization, authentication bypass,
worm, wiper malware, data wiper, stealer, loader malware, adware, scareware, dropper, sinkhole, vishing, dark web, darknet, keystrokes, man-in-the-middle, DNS hijacking, typosquatting,
勒索软件, 勒索病毒, 勒索攻击, 恶意软件, 恶意代码, 恶意程序, 恶意应用, 恶意插件, 恶意网站, 恶意样本, 木马, 僵尸网络, 间谍软件, 后门, 蠕虫, 挖矿木马, 挖矿病毒, 网络攻击, 黑客, 钓鱼邮件, 网络钓鱼,
钓鱼攻击, 钓鱼网站, 鱼叉, 水坑攻击, 零日漏洞, 0day, 高危漏洞, 远程代码执行, 任意代码执行, 命令执行漏洞, 提权, 权限提升, SQL注入, 跨站脚本, 缓冲区溢出, 反序列化,
拒绝服务, APT组织, APT攻击, 高级持续性威胁, 威胁情报, 威胁行为者, 攻击者, 数据泄露, 信息泄露, 窃密, 横向移动, 暴力破解, 弱口令, 供应链攻击, 漏洞利用, 在野利用,
漏洞, 网络安全, 信息安全, 安全漏洞, 安全厂商, 渗透测试, 渗透, 攻防演练, 应急响应, 杀毒软件, 杀软, 免杀, 诱饵文档, 投递, 载荷, 远控, 肉鸡, 提权漏洞, 未授权访问,
撞库, 拖库, 网页篡改, 挂马, 入侵, 白加黑, 侧加载, 注入进程, 进程注入, 沙箱, 混淆, C2服务器, C&C服务器, 回连, 攻击载荷, 恶意域名, 恶意链接, 恶意文件, 病毒样本, 网络间谍, 网络犯罪, 暗网,
劫持, 蜜罐, 逆向分析, 中间人攻击, 社会工程学, 攻击组织, 电信诈骗, 网络诈骗`,
  ],
  [
    1.5,
    `恶意, vulnerability, exploit, exploitation, exploiting, attacker, attackers, hacker, malicious, malvertising, breach, breached, compromised, compromise, infected, infection, infections, infect,
stolen credentials, credentials, password, passwords, multi-factor authentication, two-factor authentication, 2FA, MFA, encryption, encrypted, decrypt, decryption, decryptor, firewall, endpoint security,
security update, security updates, security advisory, security patch, patch, patched, unpatched, patches, bug bounty, scam, scams, scammers, fraudsters, identity theft, spam, spammers, botmaster,
CISA, FBI, CERT, Kaspersky, ESET, CrowdStrike, Mandiant, FireEye, Symantec, McAfee, Trend Micro, Malwarebytes, Sophos, Proofpoint, Check Point, Cisco Talos, Unit 42,
information security, network security, security team, security teams, security company, security firm, security experts, computer security, privacy breach, leaked data, data leak, leaked, surveillance, eavesdropping,
remote access, remote desktop, tampered, malformed, crafted, reverse engineering, VPN, Tor, PowerShell, macros, registry, scheduled task, sandbox, stealing, steal, extortion, ransom, espionage, intrusion, intrusions, intruder, honeypot, forensics, forensic, spoofing, spoofed, spoof,
cyber, victim, victims, threat, threats, secure, unauthorized access, unauthorised access, access control, authentication, authorization, certificates, cryptographic, vulnerable, SSL, TLS, SIEM, EDR, SOC, rogue, hijack, hijacked, hijacking, fake app, fake antivirus, injection, brute-force, spying, snooping, zero trust,
攻击, 病毒, 受害者, 勒索, 窃取, 泄露, 加密, 解密, 口令, 补丁, 安全公告, 安全更新, 防火墙, 样本, 溯源, 安全团队, 安全研究, 感染, 植入, 威胁, 入侵检测, 身份验证, 认证绕过, 终端安全, 数据安全,
奇安信, 绿盟, 安天, 深信服, 启明星辰, 天融信, 卡巴斯基, 火绒, 微步, 知道创宇, 安恒, 国家互联网应急中心, CNVD, 宏代码, 脚本, 端口, 权限, 绕过, 风险, 防护, 防御, 监控, 诈骗, 密码, 隐私, 诱导, 伪装, 持久化, 爆破, 挖矿, 情报, 流量, 主机, 密钥, 私钥, 证书, 补丁程序, 受影响版本, 安全风险, 安全防护, 安全事件, 反病毒, 域名, 篡改, 骗子, 盗刷, 越界, 精心构造`,
  ],
  [1, 'attack, attacks, attacking'],
  [
    0.5,
    `server, servers, network, domain, DNS, IP address, SMB, RDP, SSH, Windows, Linux, Android, software, email, emails, download, downloads, script, code, execute, executable, .exe, DLL, security, privacy, computer, computers, users, data, access, account, accounts, website, websites, botnet operator, investigation, law enforcement, policy, risk, risks, protection, wiper,
服务器, 网络, 域名, 邮件, 下载, 执行, 安全, 系统, 进程, 文件, 注册表, 用户, 数据, 计算机, 主机, 代码, 网站, 协议, 账号, 远程, 内网, 命令, 函数`,
  ],
];

/** Terms above that mean something else as well: they count in full where nothing else of the text speaks of another matter. */
const homonyms = `backdoor, backdoors, trojan, trojans, worm, payload, payloads, exploits, exploited, vulnerabilities, hacked, hacking, hackers,
phishing, dropper, brute force, keystrokes, sandbox, stealer,
漏洞, 入侵, 木马, 蠕虫, 后门, 渗透, 劫持, 黑客, 投递, 载荷, 混淆, 沙箱, 病毒样本, 攻击者, 肉鸡, 病毒, 攻击, 感染`;

/** What texts on other matters speak of, which use the words of security in their own sense. */
const elsewhere: readonly string[] = [
  `patient, patients, doctors, vaccine, vaccinated, fever, cough, disease, tumour, tumours, tumor, tumors, cancer, clinical, symptoms, mice, vet, tablets, therapy, immune, liver, pets, dogs,
患者, 疫苗, 医生, 发热, 疾病, 肿瘤, 癌症, 临床, 症状, 细胞, 小鼠, 兽医, 抗生素, 免疫, 感染者, 飞沫, 流感, 疾控, 药物, 就医, 宠物, 驱虫, 重症`,
  `striker, league, season, coach, midfield, penalty, stadium, tournament, championship, ball, home side, defender, players, boss fight, wizards, quest, castle, expansion pack, film, cinemas, actor, novel,
前锋, 球门, 联赛, 赛季, 主队, 客队, 进球, 射门, 球队, 主教练, 夺冠, 玩家, 游戏, 法师, 刺客, 城堡, 资料片, 影片, 上映, 主演, 剧本, 导演`,
  `shareholders, investors, dividend, bond, bonds, yield, securities, treasury, stock exchange, price targets, quarterly, analysts expect, billings, traders, tokens rose, broker, brokers, chief financial officer, outlook, record growth,
股价, 证券, 国债, 券商, 收益率, 投资者, 分红, 涨幅, 跌幅, 股票, 财报, 净利润, 营业收入, 业绩, 仓位, 目标价, 首席财务官, 续约率`,
  `guards, fences, burglars, jeweller, van, kidnapping, troops, army, missiles, drones struck, villages, front line, passengers, airports, passports, alarm, helmets, ladders, harvest, drought, maize, pensions, unions, wealth tax, building sites, woods, umbrellas,
安检, 消防, 民警执勤, 窃贼, 珠宝, 绑架, 面包车, 军方, 无人机, 导弹, 防空, 村庄, 交警, 驾驶员, 矿山, 工地, 农药, 食品, 添加剂, 粮食, 干旱, 化肥, 养老金, 社会保险, 参保, 缴费, 门锁, 围栏, 隐患排查, 被告`,
  `booth, workshop, free delivery, discount, dollars off, in white, sale in, battery, megapixels, vertical tabs, reader mode, feature updates, applications are open, courses, open data, breakfast, coffee, productive, recipe, garden, museum, weather, diet, city council, hotel,
首发价, 八折, 包邮, 下单, 赠送, 质保, 上门安装, 电池, 标签页, 书签, 招生, 考生, 学期, 课程, 家长, 孩子, 情绪, 心理, 颁奖, 获奖, 旅游, 菜谱, 天气, 报表, 大模型, 虚拟桌面`,
];

export interface RelevanceTerm {
  text: string;
  /** 0 for what speaks of other matters. */
  weight: number;
  /** Whether it means something else as well. */
  isHomonym: boolean;
}

const termsOf = (list: string) =>
  list
    .split(/,\s*|\n/)
    .map((term) => term.trim())
    .filter(Boolean);
const setOf = (list: string) => new Set(termsOf(list).map((term) => term.toLowerCase()));
const homonymSet = setOf(homonyms);

const byText = new Map<string, RelevanceTerm>();
for (const [weight, terms] of [...lists, ...elsewhere.map((terms) => [0, terms] as const)])
  for (const text of termsOf(terms)) {
    const key = text.toLowerCase();
    // Strong terms have no other sense unless it is said above; weak ones all have.
    const isHomonym = homonymSet.has(key) || weight < 3;
    if (!byText.has(key)) byText.set(key, { text, weight, isHomonym });
  }

export const relevanceTerms: readonly RelevanceTerm[] = [...byText.values()];
