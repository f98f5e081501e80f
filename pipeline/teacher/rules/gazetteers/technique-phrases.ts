import { parseLabels } from './name-list.ts';

/** Phrases that name an ATT&CK technique; the label is the technique's id (MITRE ATT&CK, Enterprise). */
export const techniquePhrases = parseLabels(`
T1566: phishing, phishing email, phishing emails, phishing e-mails, phishing messages, 钓鱼邮件, 钓鱼攻击, 网络钓鱼
T1566.001: spear phishing, spearphishing, spear-phishing emails, spear phishing email, spearphishing attachment, malicious attachment, malicious attachments, malicious email attachments, weaponized document, weaponized documents, 鱼叉式钓鱼, 鱼叉攻击, 鱼叉邮件, 鱼叉式网络钓鱼, 鱼叉钓鱼, 恶意附件, 钓鱼附件, 鱼叉式钓鱼邮件
T1566.002: spearphishing link, phishing link, phishing links, malicious link, malicious links, 钓鱼链接, 恶意链接
T1189: watering hole, watering-hole attack, watering hole attacks, drive-by download, drive-by downloads, drive-by compromise, 水坑攻击, 路过式下载, 网页挂马, 水坑
T1190: exploit public-facing application, exploiting internet-facing, exploit internet-facing, exploiting public-facing, 利用面向公网的应用, Web漏洞攻击, 利用Web漏洞
T1195: supply chain attack, supply chain attacks, supply chain compromise, 供应链攻击, 供应链投毒
T1195.002: trojanized update, trojanized updates, trojanized installer, trojanized installers, compromised update server, malicious update, 升级劫持, 更新劫持, 恶意更新
T1133: external remote services, exposed RDP, RDP access, 暴露的远程桌面
T1091: infected USB drives, infected USB, removable media, removable drives, USB drives, 移动存储设备, 可移动磁盘, U盘传播, 移动介质
T1078: valid accounts, stolen credentials, compromised credentials, compromised accounts, stolen accounts, leaked credentials, 有效账户, 窃取的凭证, 被盗凭证, 被盗账号, 失窃凭据
T1199: trusted relationship, third-party access, 信任关系
T1059: command and scripting interpreter, malicious script, malicious scripts, 恶意脚本, 命令行脚本
T1059.001: PowerShell script, PowerShell scripts, PowerShell commands, PowerShell command, malicious PowerShell, obfuscated PowerShell, encoded PowerShell, PowerShell脚本, PowerShell命令
T1059.003: Windows command shell, batch script, batch file, batch files, 批处理脚本, 批处理文件
T1059.004: shell script, shell scripts, bash script, bash scripts, Shell脚本
T1059.005: VBScript, VBS script, VBA macro, VBA macros, malicious macro, malicious macros, macro code, macro-enabled, 恶意宏, 宏代码, 宏病毒, VBS脚本, VBA宏, 恶意宏代码
T1059.006: Python script, Python scripts, Python脚本
T1059.007: JavaScript payload, malicious JavaScript, JScript, JS脚本, 恶意JavaScript
T1204: user execution, lure document, lure documents, decoy document, decoy documents, decoy PDF, 诱饵文档, 诱饵文件, 诱骗用户, 诱导用户
T1203: exploitation for client execution, browser exploit, exploit kit, exploit kits, 漏洞利用工具包, 漏洞文档
T1047: Windows Management Instrumentation, WMI执行
T1053.005: scheduled task, scheduled tasks, 计划任务, 定时任务
T1053.003: cron job, cron jobs, crontab entry, cron任务
T1543.003: as a Windows service, malicious service, created a service, creates a service, registers itself as a service, 注册为服务, 创建服务, 注册服务
T1547.001: Run key, registry run key, registry run keys, startup folder, autorun key, 注册表启动项, 启动项, 启动目录, 启动文件夹, 自启动项, 自启动
T1547: autostart, boot or logon autostart, 开机自启动, 开机启动
T1505.003: web shell, web shells, webshell, webshells, WebShell后门, 网页后门
T1574.002: DLL side-loading, DLL sideloading, side-loading, side-loads, sideloads, sideloaded, sideload, 白加黑, DLL侧加载, DLL侧载, 白利用, 侧加载
T1574.001: DLL hijacking, DLL search order hijacking, DLL劫持
T1546.015: COM hijacking, COM劫持
T1546.003: WMI event subscription, WMI事件订阅
T1542.003: bootkit, bootkits, 引导区病毒
T1014: rootkit, rootkits, Rootkit技术, 内核级后门
T1136: creates a new account, created a new account, created new accounts, 新建账户, 创建账号, 添加账户, 隐藏账户
T1068: privilege escalation exploit, exploitation for privilege escalation, 利用提权漏洞, 漏洞提权
T1548.002: UAC bypass, bypass UAC, bypass User Account Control, UAC绕过, 绕过UAC
T1134: token impersonation, access token manipulation, token theft, 令牌窃取, 令牌模拟
T1055: process injection, code injection into, injects itself into, injects into, inject shellcode, 进程注入, 注入进程, 远程线程注入, 注入shellcode
T1055.001: DLL injection, reflective DLL injection, reflective loading of DLL, DLL注入, 反射式DLL注入
T1055.012: process hollowing, 进程镂空, 傀儡进程, 进程替换
T1620: reflective loading, reflectively loads, reflectively loaded, loaded in memory, in-memory execution, fileless, fileless malware, 反射加载, 内存加载, 无文件攻击, 无文件, 内存中执行, 反射式加载
T1027: obfuscated, obfuscation, heavily obfuscated, code obfuscation, string obfuscation, 混淆, 代码混淆, 混淆技术, 加密混淆, 字符串混淆
T1027.002: software packing, custom packer, 加壳, 壳保护
T1027.003: steganography, steganographic, 隐写, 隐写术, 图片隐写
T1140: decodes and executes, decrypts the payload, decrypts and executes, decrypts and loads, 解密执行, 解密后执行, 解密加载, 解密载荷
T1036: masquerading, masquerades as, masquerading as, disguised as, 伪装成, 伪装为, 伪装技术, 冒充
T1553.002: signed with a stolen certificate, stolen certificate, stolen certificates, stolen code-signing, valid digital signature, code signing certificate, 盗用签名, 被盗证书, 窃取的数字证书
T1218: LOLBins, LOLBin, living off the land, living-off-the-land, 白名单程序, 离地攻击
T1562.001: disable security software, disables Windows Defender, disabling antivirus, disable antivirus, disable Windows Defender, terminate security processes, kill antivirus, disabling security tools, BYOVD, bring your own vulnerable driver, 关闭杀软, 关闭杀毒软件, 结束杀软进程, 卸载安全软件, 对抗杀软, 关闭安全软件, 致盲杀软
T1070.001: clear event logs, clears event logs, clearing event logs, cleared event logs, wipe event logs, 清除日志, 清理日志, 清除事件日志, 删除日志
T1070.004: deletes itself, self-deletion, self-delete, delete itself, 自删除, 删除自身, 自我删除, 自毁
T1497: sandbox evasion, anti-analysis, anti-VM, virtual machine detection, detects virtual machines, evade sandbox, 反沙箱, 反虚拟机, 虚拟机检测, 沙箱检测, 对抗沙箱
T1622: anti-debugging, debugger evasion, 反调试
T1110: brute force, brute-force attack, brute-force attacks, brute-forcing, brute forcing, dictionary attack, 暴力破解, 弱口令爆破, 密码爆破, 爆破, 字典攻击
T1110.003: password spraying, password spray, 密码喷洒, 密码喷射
T1110.004: credential stuffing, 撞库, 凭证填充
T1003: credential dumping, dump credentials, dumping credentials, dumped credentials, OS credential dumping, 凭证转储, 凭据转储, 抓取密码, 密码抓取, 凭证窃取
T1003.001: LSASS memory, dump LSASS, LSASS dump, dumping LSASS, LSASS进程
T1003.003: NTDS.dit
T1003.006: DCSync
T1555.003: browser credentials, saved passwords, stored passwords, credentials from web browsers, passwords stored in browsers, 浏览器密码, 浏览器保存的密码, 浏览器凭证, 浏览器存储的密码
T1539: session cookies, stolen cookies, steal cookies, cookie theft, 窃取Cookie
T1056.001: keylogger, keyloggers, keylogging, keystroke logging, logs keystrokes, log keystrokes, capture keystrokes, records keystrokes, 键盘记录, 键盘监听, 记录键盘
T1557: man-in-the-middle, adversary-in-the-middle, AiTM, MITM, man-in-the-middle attack, 中间人攻击, 流量劫持
T1558.003: Kerberoasting, Kerberoast
T1558.001: golden ticket, golden tickets, 黄金票据
T1550.002: pass-the-hash, pass the hash, 哈希传递
T1606.002: Golden SAML, forged SAML tokens, forge SAML tokens, 伪造SAML
T1621: MFA fatigue, push bombing, MFA bombing, MFA疲劳
T1046: port scanning, network scanning, port scan, scan the network, scans the network, scanning the network, 端口扫描, 内网扫描, 网络扫描, 扫描内网
T1082: collects system information, gathers system information, 收集系统信息, 系统信息收集, 主机信息
T1057: process list, list of running processes, enumerate processes, running processes, 进程列表, 枚举进程, 遍历进程
T1087: enumerate accounts, account enumeration, enumerate users, 枚举账户, 账户枚举
T1021.001: via RDP, over RDP, using RDP, 通过RDP, RDP登录, 远程桌面登录
T1021.002: SMB shares, admin shares, administrative shares, 管理共享, 文件共享传播
T1021: lateral movement, move laterally, moved laterally, moves laterally, moving laterally, 横向移动, 横向渗透, 内网渗透, 横向扩散, 内网横移, 横移
T1210: exploitation of remote services, EternalBlue, Eternal Blue, 永恒之蓝漏洞, 永恒之蓝, BlueKeep, SMBGhost, ZeroLogon, Zerologon
T1113: screen capture, takes screenshots, take screenshots, capture screenshots, 屏幕截图, 截屏, 截取屏幕, 屏幕捕获
T1123: audio capture, record audio, recording audio, records audio, 录音, 音频录制
T1125: video capture, 摄像头监控
T1115: clipboard data, clipboard hijacking, clipboard contents, 剪贴板劫持, 剪贴板
T1560: compress stolen data, archived with, password-protected archive, 打包压缩, 压缩打包
T1114: email collection, mailbox data, steal emails, stole emails, 窃取邮件, 邮件窃取
T1071.001: HTTP requests to the C2, C2 over HTTP, HTTP POST requests, HTTP POST request, HTTP POST, HTTP POST请求
T1071.004: DNS tunneling, DNS tunnelling, DNS tunnel, DNS隧道
T1095: ICMP tunneling, ICMP tunnel, raw TCP, ICMP隧道
T1090: SOCKS proxy, reverse proxy, proxy network, internal proxy, 反向代理, 内网穿透, 流量转发, 端口转发
T1090.003: Tor hidden service, Tor hidden services, through Tor, via Tor, 暗网通信
T1572: protocol tunneling, SSH tunnel, SSH tunneling, reverse tunnel, SSH隧道, 隧道代理
T1568.002: domain generation algorithm, domain generation algorithms, DGA域名, 域名生成算法
T1102: dead drop resolver, dead drop resolvers, 云服务通信, 死信解析器
T1105: downloads additional payloads, downloads additional malware, download additional payloads, downloads and executes, download and execute, second-stage payload, second stage payload, next-stage payload, 下载执行, 下载并执行, 下载后续载荷, 下载恶意载荷, 后续载荷, 下载后门
T1219: remote access software, remote access tools, remote management tools, remote monitoring and management, RMM tools, RMM software, 远程控制软件, 远控软件
T1573: encrypted channel, encrypted communication, encrypted C2, encrypts its communication, encrypted traffic, 加密通信, 加密流量, 通信加密, 加密信道
T1041: exfiltrate data over C2, exfiltration over C2, exfiltrates data, exfiltrate data, exfiltrated data, data exfiltration, exfiltrating data, 数据外传, 数据回传, 回传数据, 数据渗出, 外传数据, 数据外泄
T1567.002: exfiltration to cloud storage, uploaded to cloud storage, 上传至云盘, 上传到网盘
T1486: encrypts files, encrypted files, encrypt files, encrypting files, data encrypted for impact, file encryption, encrypts the files, encrypts data, 加密文件, 文件加密, 加密用户文件, 加密受害者文件, 加密数据
T1490: shadow copies, volume shadow copies, delete shadow copies, deletes shadow copies, deletes backups, delete backups, 卷影副本, 删除卷影, 卷影拷贝, 删除备份
T1485: data destruction, wipes data, wipe data, 数据销毁, 擦除数据, 数据擦除
T1561: overwrites the master boot record, overwrite the MBR, overwrites the MBR, disk wipe, wipes the disk, 覆盖MBR, 改写MBR, 破坏引导扇区, 改写主引导记录, 篡改MBR
T1498: denial of service attack, DDoS attack, DDoS attacks, DDoS攻击, 拒绝服务攻击, 流量攻击
T1496: cryptocurrency mining, cryptomining, cryptojacking, mine cryptocurrency, mining malware, 挖矿, 挖矿木马, 挖矿病毒, 门罗币挖矿
T1491: defacement, defaced, 网页篡改, 网站篡改
T1583.001: typosquatting, typosquatted, look-alike domains, lookalike domains, 仿冒域名, 抢注域名, 相似域名
T1598: credential harvesting, credential phishing, harvest credentials, 凭证收集, 凭据钓鱼
T1656: impersonating, impersonated, impersonation
`);
