/** Texts about security in few or plain words, written for the test: each belongs in the dataset. */
export const hardOnTopic: Record<'en' | 'zh', readonly string[]> = {
  en: [
    'Someone had been reading the mail of the board for eleven months. The intruder had signed in with the password of an assistant who had used it elsewhere, and had set a rule that forwarded each message to an address abroad. The company learned of it from a partner.',
    'The advisory concerns the web interface of the pump controller. A request with a long header crashes the device, and a crafted one runs commands without a login. The vendor advises to update to version 3.1 and to keep the controller off the internet.',
    'A court ordered the seizure of four domains with which the group had controlled infected routers. The agency then sent a command to the routers that removed the implant. Owners were told by their providers to change the default password.',
    'The caller says he is from the bank and that money is being moved. He asks the victim to install a program for remote help. Once it runs, he transfers the savings himself. Police have counted 300 such cases this year, and name the three programs used.',
    'After the update of the build server was found to be tampered with, the team rotated all keys, rebuilt its images from source and published a list of the versions that hold the added code. Customers who installed one of them should treat their secrets as known to others.',
    'A study of 1,200 small firms shows that every fifth had its files locked in the past two years. Half of them paid. Those with an offline copy were back at work within three days, the others after three weeks. Most had been entered through remote desktop.',
    'The app asks for the right to read messages. It passes each one that holds a code on to a server in another country, which is how the accounts of its users were emptied. It was in the store for two months and has been taken down.',
    'By sending a malformed certificate an attacker can make the library read beyond its buffer. The bug is rated 7.5 and fixed in 1.1.1t. Distributions have shipped updates. Services that parse certificates of clients are the most exposed.',
    'Election officials found that the site that shows results had been flooded with requests from 40,000 addresses on the evening of the vote. The counting was not touched. The provider filtered the traffic after an hour.',
    'The export of the customer database lay open in a storage bucket for nine weeks. Names, addresses and orders of two million people could be had by anyone who knew the address. A researcher told the company, which closed it the same day.',
  ],
  zh: [
    '有人读了董事会的邮件长达十一个月。此人用一名助理在别处用过的密码登录，并设置了自动转发规则，把每封邮件发到境外的地址。公司直到合作伙伴提醒才发现此事，随后重置了所有账号的密码。',
    '该通告涉及水泵控制器的网页界面，超长的请求头会使设备崩溃，精心构造的请求可以在未登录的情况下执行命令。厂商建议升级到3.1版本，并且不要把控制器暴露在互联网上。',
    '法院下令没收四个域名，该团伙曾用它们控制被感染的路由器。执法部门随后向路由器下发指令，清除了植入的程序，运营商通知用户修改默认密码。',
    '来电者自称银行客服，说账户资金正在被转移，要求受害人安装远程协助软件，随后自行转走存款。警方今年已接到三百起类似报案，并公布了骗子使用的三款软件。',
    '发现构建服务器的更新包被篡改后，开发团队更换了全部密钥，从源码重新构建镜像，并公布了含有被添加代码的版本。安装过这些版本的用户应当认为自己的凭据已经泄露。',
    '一项针对一千二百家小企业的调查显示，五分之一的企业在过去两年中文件被加密，其中一半支付了赎金。有离线备份的企业三天内恢复，其余则用了三周，大多数是从远程桌面被攻入的。',
    '该应用申请读取短信的权限，把含有验证码的短信转发到境外服务器，用户的账户因此被盗刷。它在应用商店上架两个月，现在已经被下架，用户应当立即卸载并修改支付密码。',
    '攻击者发送畸形的证书，可以使该程序库越界读取内存。该缺陷评分7.5，已在1.1.1t版本修复，各发行版已经推送更新，解析客户端证书的服务最为危险。',
    '选举当晚，公布结果的网站遭到来自四万个地址的大量请求，一度无法打开，计票系统未受影响，服务商在一小时后过滤了这些流量，目前仍在追查来源。',
    '客户数据库的导出文件在云存储桶中公开了九周，任何知道地址的人都可以获取二百万人的姓名、住址和订单。研究者通知公司以后，公司当天就关闭了访问权限。',
  ],
};
