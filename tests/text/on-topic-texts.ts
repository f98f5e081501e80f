/** Short texts about security, written for the test, among them plain ones with few technical words. */
export const onTopic: Record<'en' | 'zh', readonly string[]> = {
  en: [
    'A ransomware gang has locked the computers of a hospital in Dublin and asks for a ransom in bitcoin. Staff have gone back to pen and paper while experts restore the systems from backups.',
    'The vendor has released a patch for CVE-2021-44228, a flaw in a logging library that lets remote attackers run code. It is being exploited in the wild, and administrators should update at once.',
    'Customers of a bank in Spain received text messages that led to a fake login page. Whoever entered a password there lost money within minutes, police said, and warned of more phishing.',
    'Researchers found a backdoor in an update of a network management product. The trojanized library contacted avsvmcloud[.]com and waited two weeks before it did anything.',
    'The state-sponsored group sent spear-phishing emails to diplomats and installed a loader that downloads further modules over HTTPS. Its domains were registered a month before.',
    'Personal records of 40 million customers were offered for sale after a data breach at the telephone company. The stolen data holds names, birth dates and driving licence numbers.',
    'A botnet of cameras and routers flooded the name servers of a provider with traffic, a DDoS attack that kept many sites out of reach for half a day.',
    'Google removed a dozen apps from its store after it turned out that they subscribed users to paid services in secret. The malware had been installed more than a million times.',
  ],
  zh: [
    '某医院的电脑遭到勒索病毒攻击，挂号系统瘫痪了两天，攻击者索要比特币赎金，技术人员正在用备份恢复数据。',
    '厂商发布补丁修复远程代码执行漏洞CVE-2021-44228，该漏洞已被在野利用，建议用户尽快升级到最新版本。',
    '有用户收到冒充银行的短信，点击链接后进入钓鱼网站，输入密码后资金被转走，警方提醒市民提高警惕。',
    '安全团队在网络管理软件的更新包中发现后门，被植入的组件会潜伏两周后再与控制服务器通信。',
    '该组织以外交官为目标发送鱼叉邮件，诱导受害者打开文档并下载木马，最终窃取文件和聊天记录。',
    '一家电信公司四千万用户的个人信息遭泄露，黑客在论坛上出售姓名、生日和证件号码等数据。',
    '由摄像头和路由器组成的僵尸网络对域名解析服务商发起拒绝服务攻击，许多网站半天无法访问。',
    '应用商店下架了十几款恶意应用，这些程序在后台私自订阅付费服务，累计安装量超过一百万次。',
  ],
};
