import { z } from 'zod';
import { defineTask, label, quote, quotes, records } from '../define-task.ts';
import { eventClasses } from '../vocabularies/event-classes.ts';

export const cybersecurityEventClassification = defineTask({
  slug: 'cybersecurity-event-classification',
  kind: 'understanding',
  category: 'Cybersecurity Event Classification',
  chinese: '网络安全事件分类',
  scope: {
    en: 'The class the incident mainly belongs to, further classes it also shows, and the words of the text each of them rests on.',
    zh: '事件主要所属的类别、兼具的其他类别，以及各类别所依据的原文。',
  },
  suits: {
    when: {
      en: 'The text reports an incident or campaign whose nature its own words make clear.',
      zh: '文本报道了一起事件或一次活动，且其性质可由文中措辞判定。',
    },
    facts: ['event-class', 'technique-phrase', 'malware', 'impact'],
    atLeast: 1,
  },
  answer: z.object({
    mainType: label(eventClasses, { en: 'Main Type', zh: '主要类型' }),
    basis: quotes({ en: 'Textual Basis', zh: '原文依据' }),
    furtherTypes: records(
      {
        type: label(eventClasses, { en: 'Type', zh: '类型' }),
        basis: quotes({ en: 'Textual Basis', zh: '原文依据' }),
      },
      { en: 'Further Types', zh: '其他类型' },
    ),
    decisiveStatement: quote({ en: 'Decisive Statement', zh: '关键陈述' }),
  }),
  instructions: {
    en: [
      'Classify the security event and quote the words that decide the class.',
      'Which type of incident does this text report? Give the main type, any further types, and what each rests on.',
      'Assign the report to incident categories as a security operations centre would, with the evidence for each category.',
      'Decide whether this is a ransomware case, a data breach, an espionage campaign or something else, and show why from the text.',
      'Label the incident by its nature. Where several labels apply, put the one that dominates the account first.',
      'Determine the event category from the described actions and effects, and support it with verbatim phrases.',
    ],
    zh: [
      '对该安全事件进行分类，并引用决定类别的原文词句。',
      '文本报道的是哪类事件？给出主要类型、其他类型及各自的依据。',
      '按照安全运营中心的做法为报告归类，并为每个类别提供证据。',
      '判断这是勒索、数据泄露、间谍活动还是其他情况，并以文本说明理由。',
      '按性质给事件打标签；若有多个标签适用，将占主导的放在首位。',
      '依据所描述的行为和影响判定事件类别，并以原文短语佐证。',
    ],
  },
});
