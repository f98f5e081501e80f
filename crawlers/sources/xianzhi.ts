import { defineSource } from '../define-source.ts';

/** 先知社区 of Alibaba Cloud: research of a community; /t/ is the older form of /news/. */
export const xianzhi = defineSource({
  id: 'xianzhi',
  name: '先知社区',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://xz.aliyun.com/feed' },
    { kind: 'listing', url: 'https://xz.aliyun.com/' },
  ],
  article: /^\/(?:news|t)\/\d{1,6}$/,
  crawlDelay: 5,
  render: 'auto',
  licence: '© the authors and 阿里云先知社区; reposts need permission as far as known.',
});
