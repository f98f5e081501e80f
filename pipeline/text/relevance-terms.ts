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
remote access, reverse engineering, VPN, Tor, PowerShell, macros, registry, scheduled task, sandbox, stealing, steal, extortion, ransom, espionage, intrusion, intrusions, intruder, honeypot, forensics, forensic, spoofing, spoofed, spoof,
cyber, victim, victims, threat, threats, secure, unauthorized access, unauthorised access, access control, authentication, authorization, certificates, cryptographic, vulnerable, SSL, TLS, SIEM, EDR, SOC, rogue, hijack, hijacked, hijacking, fake app, fake antivirus, injection, brute-force, spying, snooping, zero trust,
攻击, 病毒, 受害者, 勒索, 窃取, 泄露, 加密, 解密, 口令, 补丁, 安全公告, 安全更新, 防火墙, 样本, 溯源, 安全团队, 安全研究, 感染, 植入, 威胁, 入侵检测, 身份验证, 认证绕过, 终端安全, 数据安全,
奇安信, 绿盟, 安天, 深信服, 启明星辰, 天融信, 卡巴斯基, 火绒, 微步, 知道创宇, 安恒, 国家互联网应急中心, CNVD, 宏代码, 脚本, 端口, 权限, 绕过, 风险, 防护, 防御, 监控, 诈骗, 密码, 隐私, 诱导, 伪装, 持久化, 爆破, 挖矿, 情报, 流量, 主机, 密钥, 私钥, 证书, 补丁程序, 受影响版本, 安全风险, 安全防护, 安全事件, 反病毒, 域名`,
  ],
  [1, 'attack, attacks, attacking'],
  [
    0.5,
    `server, servers, network, domain, DNS, IP address, SMB, RDP, SSH, Windows, Linux, Android, software, email, emails, download, downloads, script, code, execute, executable, .exe, DLL, security, privacy, computer, computers, users, data, access, account, accounts, website, websites, botnet operator, investigation, law enforcement, policy, risk, risks, protection, wiper,
服务器, 网络, 域名, 邮件, 下载, 执行, 安全, 系统, 进程, 文件, 注册表, 用户, 数据, 计算机, 主机, 代码, 网站, 协议, 账号, 远程, 内网, 命令, 函数`,
  ],
];

export interface RelevanceTerm {
  text: string;
  weight: number;
}

const byText = new Map<string, RelevanceTerm>();
for (const [weight, terms] of lists)
  for (const term of terms.split(/,\s*|\n/)) {
    const text = term.trim();
    if (text !== '' && !byText.has(text.toLowerCase())) byText.set(text.toLowerCase(), { text, weight });
  }

export const relevanceTerms: readonly RelevanceTerm[] = [...byText.values()];
