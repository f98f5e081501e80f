import { defineTask } from '../define-task.ts';

export const summaryGeneration = defineTask({
  slug: 'summary-generation',
  kind: 'generation',
  category: 'Summary Generation',
  chinese: '摘要生成',
  scope: {
    en: 'What happened, to whom, by what means and with what result, faithfully and shorter than the text.',
    zh: '忠实而简短地说明发生了什么、针对谁、用何手段、结果如何。',
  },
  suits: {
    when: {
      en: 'The text reports an incident, a campaign or a weakness at some length.',
      zh: '文本以一定篇幅报道了事件、活动或漏洞。',
    },
    facts: ['event-class', 'actor', 'malware', 'cve', 'date', 'organisation', 'impact'],
    atLeast: 2,
  },
  length: { en: { least: 150, most: 1600 }, zh: { least: 60, most: 800 } },
  instructions: {
    en: [
      'Summarise the incident for a reader who will not see the full report.',
      'What are the essential facts of this text? Give them in one short, coherent summary.',
      'Condense the report to what happened, who was affected and what matters now.',
      'Write an abstract of the security report that is faithful to it and adds nothing.',
      'Give a brief account of the event with its main actors, means and consequences.',
      'Shorten this text to a few sentences that a security manager could take into a meeting.',
    ],
    zh: [
      '为不会阅读全文的读者概括该事件。',
      '文本的要点是什么？用一段简短连贯的摘要说明。',
      '把报告浓缩为发生了什么、谁受影响、当前要点是什么。',
      '为这份安全报告撰写摘要，忠于原文，不添加内容。',
      '简要叙述事件及其主要参与方、手段和后果。',
      '将文本压缩为几句话，便于安全负责人在会议上使用。',
    ],
  },
});
