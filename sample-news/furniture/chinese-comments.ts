import type { Comment } from './views.ts';

/** What readers of 安全瞭望 write below its articles; made up, like their names. */
export const chineseComments: readonly Comment[] = [
  { name: '运维老张', hours: 2, html: '那天晚上我们机房灯火通明，群里一百多条未读，第二天开会还要写检查。' },
  { name: '小白学安全', hours: 4, html: '写得很清楚，收藏了。请问小编有没有整理好的表格可以下载？' },
  { name: '北风卷地', hours: 7, html: '年年讲打补丁，年年有人不打，说到底还是领导不重视。' },
  {
    name: '蓝队摸鱼中',
    hours: 12,
    html: '上次沙龙的讲稿放在<a href="https://slides.example.com.cn/salon-08" rel="nofollow">这里</a>，需要的自取，别问我要密码。',
  },
  { name: '匿名网友', hours: 19, html: '沙发！楼下保持队形。' },
  {
    name: '广州网友',
    hours: 23,
    html: '建议和站里另一篇<a href="/article/wannacry.html#pinglun">讲WannaCry的文章</a>一起看，思路就通了。',
  },
  {
    name: '代开发票加微信',
    hours: 30,
    html: '正规渠道，价格优惠，详情请戳<a href="https://fapiao.example.com/?id=77" rel="nofollow">这里</a>。',
  },
  { name: '逆向爱好者', hours: 41, html: '样本我也看过，壳不难脱，难的是配置解密那一段，期待续篇。' },
  { name: '高校网管', hours: 56, html: '已经转给学院各位老师了，感谢。教学楼那边还有几台老机器正在想办法。' },
];
