import { parseNames } from './name-list.ts';

/** Software, services and devices, without their makers' names wherever the name stands alone, so that both are found. */
export const products = parseNames(`
Windows, =Windows, Windows操作系统, Windows系统
Windows XP, WinXP
Windows Vista
Windows 7, Win7
Windows 8, Windows 8.1, Win8
Windows 10, Win10
Windows 11, Win11
Windows Server, Windows Server 2003, Windows Server 2008, Windows Server 2012, Windows Server 2016, Windows Server 2019, Windows Server 2022
Active Directory, 活动目录, 域控制器AD
Azure AD, Azure Active Directory, Entra ID
Azure, =Azure
Exchange Server, Microsoft Exchange, Exchange服务器, Exchange Online, =Exchange邮件服务器
Outlook, =Outlook
SharePoint, SharePoint Server
Office, Microsoft Office, Office 365, Microsoft 365, Office软件, =Office文档
Microsoft Word, =Word文档
Microsoft Excel, =Excel文档
PowerPoint
Equation Editor, 公式编辑器
Microsoft Teams
OneDrive
Internet Explorer, IE浏览器
Microsoft Edge, Edge浏览器
Internet Information Services, IIS, IIS服务器
SQL Server, Microsoft SQL Server, MSSQL
.NET Framework
Windows Defender, Microsoft Defender
Print Spooler, Windows Print Spooler, 打印后台处理程序
Remote Desktop Services, Remote Desktop, 远程桌面服务, 远程桌面
Hyper-V
Visual Studio Code, VS Code, VSCode
Visual Studio
Skype
Linux, Linux系统
Linux kernel, Linux内核
Ubuntu
Debian
CentOS
Red Hat Enterprise Linux, RHEL
Fedora Linux
SUSE Linux
Kali
FreeBSD
OpenBSD
Solaris
AIX
macOS, Mac OS, OS X, Mac OS X
iOS, =iOS
iPadOS
iPhone
iPad
iMessage
iCloud
Safari, ~Safari, Safari浏览器
WebKit
Xcode
QuickTime
iTunes
Android, 安卓, 安卓系统
Google Play, Google Play Store, 谷歌应用商店
Chrome, =Chrome, Google Chrome, Chrome浏览器
Chromium, =Chromium
V8 engine, V8引擎
Gmail
Google Docs
Google Drive
Google Cloud, Google Cloud Platform, GCP
Google Workspace
AWS, AWS云
Amazon S3
EC2
Firefox, 火狐浏览器
Thunderbird, =Thunderbird
Tor Browser, 洋葱浏览器
Adobe Flash, Flash Player, Adobe Flash Player
Adobe Reader, Acrobat Reader, Adobe Acrobat, Acrobat
ColdFusion
Magento, Adobe Commerce
Log4j, Apache Log4j, Apache Log4j2, Log4j2, Log4J
Apache HTTP Server, Apache httpd
Apache Struts, Struts2, Apache Struts2, Struts 2
Apache Tomcat, Tomcat
ActiveMQ, Apache ActiveMQ
RocketMQ, Apache RocketMQ
Apache Kafka, Kafka
Apache Solr, Solr
Apache Shiro, Shiro
Apache Dubbo, Dubbo
Apache Druid
Apache Superset
Apache Airflow
Apache OFBiz, OFBiz
Apache Hadoop, Hadoop, Hadoop Yarn, YARN
Apache Spark
Apache Flink
Apache CouchDB, CouchDB
Apache Cassandra
nginx, Nginx
OpenSSL
OpenSSH
GnuTLS
XZ Utils, liblzma
sudo, =sudo
Polkit, pkexec
glibc
Bash, =Bash
BIND, BIND 9
Exim
Postfix
Dovecot
Sendmail
Samba, =Samba
ProFTPD
vsftpd
Roundcube
Zimbra, Zimbra Collaboration
Horde Webmail
MySQL
MariaDB
PostgreSQL
MongoDB
Redis
Memcached
Elasticsearch, ElasticSearch
Kibana
Grafana
Jenkins
TeamCity
Bitbucket
Confluence, =Confluence, Confluence Server, Confluence Data Center
Jira, Jira Server
Bamboo, ~Bamboo
Docker Hub, Docker容器
Kubernetes, K8s
containerd
runC
etcd
Rancher, =Rancher
Terraform
Ansible
SaltStack
Puppet, ~Puppet
WordPress
WooCommerce
Drupal
Joomla, Joomla!
phpMyAdmin
PHP
ThinkPHP
Laravel
Spring Framework, Spring Boot, Spring4Shell框架, Spring Cloud, =Spring框架
Fastjson
Jackson databind
XStream
WebLogic, WebLogic Server, Oracle WebLogic
Oracle Database
Oracle E-Business Suite
PeopleSoft
JBoss
WebSphere
GlassFish
Java, =Java
Node.js, NodeJS
npm, =npm
PyPI
RubyGems
Maven Central
Electron, ~Electron
vCenter, vCenter Server, VMware vCenter
ESXi, VMware ESXi
vSphere
VMware Horizon
VMware Workstation
Workspace ONE
Veeam, Veeam Backup & Replication
Citrix ADC, NetScaler, NetScaler ADC, NetScaler Gateway, Citrix Gateway
XenApp
ShareFile
FortiOS
FortiGate
FortiManager
FortiWeb
FortiClient, FortiClient EMS
FortiMail
FortiNAC
PAN-OS
GlobalProtect
Pulse Connect Secure, Pulse Secure VPN
Connect Secure, Ivanti Connect Secure
Policy Secure
Endpoint Manager Mobile, Ivanti EPMM, MobileIron, EPMM
Cisco ASA, Adaptive Security Appliance
Firepower
IOS XE, Cisco IOS XE
Cisco IOS
Cisco AnyConnect, AnyConnect
Smart Install
Webex
BIG-IP, F5 BIG-IP
Junos OS, Junos
SonicWall SMA, SMA 100
SonicOS
Sophos Firewall
Barracuda ESG, Email Security Gateway
Firebox
MOVEit, MOVEit Transfer, MOVEit Cloud
GoAnywhere, GoAnywhere MFT
Accellion FTA, File Transfer Appliance
Cleo Harmony, VLTrader, LexiCom
CrushFTP
Serv-U
WS_FTP
SolarWinds Orion, Orion Platform, Orion平台, ~Orion
Kaseya VSA, VSA服务器
3CX, 3CX Desktop App
PaperCut
ManageEngine ADSelfService Plus, ADSelfService Plus
Desktop Central
ServiceDesk Plus
Password Manager Pro
SysAid
Telerik UI
DotNetNuke
Sitecore
Liferay
vBulletin
SAP NetWeaver, NetWeaver
SAP HANA
SPIP
KACE
LANDesk
CCleaner
NetSarang, Xmanager, Xshell
ASUS Live Update
M.E.Doc, MeDoc
SITA
TrueConf
Zoom Client
Discord, =Discord
Signal, ~Signal
WeChat, 微信
QQ, 腾讯QQ
DingTalk, 钉钉
企业微信
支付宝, Alipay
WPS Office, WPS
搜狗输入法
用友NC, 用友U8
泛微OA, 泛微e-cology, e-cology
致远OA
通达OA
蓝凌OA
宝塔面板
若依
Nacos
禅道
Trello
Notion, ~Notion
Dropbox
Pastebin
Bitly, bit.ly
Steam, ~Steam
Minecraft
Roblox
PlayStation
Xbox
S7-300, SIMATIC S7, S7-1200, S7-1500
SIMATIC WinCC, WinCC
STEP 7
Triconex
Modicon
CODESYS
Unitronics
SCADA, 数据采集与监控系统, SCADA系统
PLC, 可编程逻辑控制器
RouterOS
UniFi
QTS
DiskStation Manager
Hikvision camera
DVR
Tesla Model 3
Bitcoin Core
MetaMask
Ledger Live
Trust Wallet
Exodus wallet
Electrum wallet
`);
