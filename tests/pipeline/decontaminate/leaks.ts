/** A text of a benchmark, the same in other words (closely and freely), and another report on a like matter. */
export interface Leak {
  bench: string;
  reworded: string;
  freely: string;
  unrelated: string;
}

export const leaks: Record<'en' | 'zh', Leak[]> = {
  en: [
    {
      bench:
        'In April 2023 the group tracked as Amber Heron broke into a regional hospital network in Saxony through an unpatched Citrix NetScaler gateway (CVE-2023-3519). Within two hours the intruders had dumped the NTDS database with ntdsutil, moved to the backup servers over RDP and deployed a ransomware family called NightPelt. Radiology was offline for eleven days, and 1,400 surgeries had to be postponed. The ransom note asked for 90 bitcoin and pointed to a chat at nightpelt-support[.]onion.',
      reworded:
        'Amber Heron, as the group is tracked, entered the network of regional hospitals in Saxony during April 2023 by way of a Citrix NetScaler gateway which had not been patched against CVE-2023-3519. Two hours were enough for the intruders to dump NTDS using ntdsutil, reach the backup servers via RDP and roll out ransomware of the NightPelt family. For eleven days radiology stayed offline; 1,400 surgeries were postponed. A chat at nightpelt-support.onion was named in the ransom note, which demanded 90 bitcoin.',
      freely:
        'Hospitals in Saxony had to put off 1,400 operations last spring after Amber Heron got in by CVE-2023-3519, a hole in Citrix NetScaler. Having stolen NTDS (by ntdsutil) it spread over RDP as far as the backups, then NightPelt encrypted everything, radiology included, which was down eleven days. 90 bitcoin were the price, to be talked over at nightpelt-support.onion.',
      unrelated:
        'In June 2022 a ransomware group broke into a county library network in Ohio through a stolen VPN account without a second factor. Within a week the intruders had copied the staff share with rclone, moved to the file servers over SMB and deployed a ransomware family called GlassOwl. The catalogue was offline for five days, and 300 events had to be cancelled. The ransom note asked for 12 bitcoin and pointed to a mail address.',
    },
    {
      bench:
        'Researchers found a loader named TinTurtle on the Python Package Index, hidden in a package called requestz-pro that had been downloaded 6,200 times. On installation setup.py fetched a second stage from 185.220.101[.]77, decrypted it with ChaCha20 and injected it into explorer.exe. The second stage harvested browser cookies, Discord tokens and the wallets of Exodus and Electrum, and sent them to a Telegram bot. The maintainers removed the package on 3 March 2024.',
      reworded:
        'A package by the name of requestz-pro on the Python Package Index, downloaded 6,200 times, was found by researchers to hide the TinTurtle loader. Its setup.py, when installed, fetched from 185.220.101.77 a second stage, which it decrypted using ChaCha20 and injected into the process explorer.exe. Cookies of browsers, tokens of Discord and Exodus and Electrum wallets were harvested and went to a bot on Telegram. On 3 March 2024 maintainers removed the package.',
      freely:
        'Anyone who installed requestz-pro from the Python index before it vanished on 3 March 2024 (6,200 did) also got TinTurtle: code from 185.220.101.77, ChaCha20-decrypted and run inside explorer.exe, that lifted Discord tokens, cookies, Electrum and Exodus wallets for a Telegram bot.',
      unrelated:
        'Researchers found a stealer on the npm registry, hidden in a package for colour tables that had been downloaded 90 times. On installation a script fetched a second stage from a paste site and ran it with PowerShell. It harvested SSH keys and cloud credentials, and sent them to a web hook. The registry removed the package the same day.',
    },
  ],
  zh: [
    {
      bench:
        '2023年4月，被命名为“琥珀鹭”的攻击组织利用未修补的Citrix NetScaler网关漏洞（CVE-2023-3519）侵入某省医院网络。两小时内，攻击者用ntdsutil导出NTDS数据库，通过RDP横向移动到备份服务器，并部署了名为NightPelt的勒索软件。放射科停摆十一天，1400台手术被迫推迟。勒索信要求支付90枚比特币，并给出了nightpelt-support[.]onion的聊天地址。',
      reworded:
        '攻击组织“琥珀鹭”于2023年4月侵入某省的医院网络，其利用的是尚未修补的Citrix NetScaler网关漏洞CVE-2023-3519。攻击者在两小时之内以ntdsutil导出了NTDS数据库，随后借助RDP横向移动至备份服务器，部署勒索软件NightPelt。1400台手术因此被迫推迟，放射科停摆了十一天。勒索信中给出聊天地址nightpelt-support.onion，要求支付比特币90枚。',
      freely:
        '放射科十一天无法工作，1400台手术改期——这是“琥珀鹭”给某省医院带来的后果。入口是CVE-2023-3519，一个没有打补丁的NetScaler网关；ntdsutil拿到NTDS数据库之后，RDP通向备份服务器，NightPelt勒索软件随即加密一切。价码：90枚比特币，洽谈地址nightpelt-support.onion。',
      unrelated:
        '2022年6月，某勒索组织利用失窃的VPN账号侵入某市图书馆网络。一周之内，攻击者用rclone复制了员工共享目录，通过SMB横向移动到文件服务器，并部署了名为GlassOwl的勒索软件。馆藏目录停用五天，300场活动被迫取消。勒索信要求支付12枚比特币，并给出了一个邮箱地址。',
    },
    {
      bench:
        '研究人员在Python官方软件源中发现名为TinTurtle的加载器，它藏在下载量达6200次的requestz-pro软件包里。安装时，setup.py从185.220.101[.]77下载第二阶段载荷，用ChaCha20解密后注入explorer.exe进程。该载荷窃取浏览器Cookie、Discord令牌以及Exodus和Electrum钱包，并发送到Telegram机器人。维护者于2024年3月3日下架了该软件包。',
      reworded:
        '名为requestz-pro的软件包下载量已达6200次，研究人员发现其中藏有TinTurtle加载器，该包来自Python官方软件源。setup.py在安装时会从185.220.101.77下载第二阶段的载荷，以ChaCha20解密，再注入到explorer.exe进程。浏览器Cookie、Discord令牌、Electrum与Exodus钱包均被该载荷窃取，并被发送给Telegram机器人。2024年3月3日，维护者下架了软件包。',
      freely:
        '谁在2024年3月3日下架之前装过requestz-pro（共6200次下载），谁就把TinTurtle请进了门：它从185.220.101.77取来载荷，ChaCha20解密，注入explorer.exe，专偷Discord令牌、Cookie和Exodus、Electrum钱包，再交给Telegram机器人。',
      unrelated:
        '研究人员在npm软件源中发现一款窃密程序，它藏在下载量仅90次的配色表软件包里。安装时，脚本从剪贴网站下载第二阶段载荷，用PowerShell运行。该载荷窃取SSH密钥与云凭据，并发送到网络钩子。软件源当天下架了该软件包。',
    },
  ],
};
