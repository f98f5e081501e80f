import { z } from 'zod';
import { defineTask, label, quote, quotes, records } from '../define-task.ts';
import { eventClasses } from '../vocabularies/event-classes.ts';

export const importantEventExtraction = defineTask({
  slug: 'important-event-extraction',
  kind: 'understanding',
  category: 'Important Event Extraction',
  chinese: '重要事件抽取',
  scope: {
    en: 'The events of the incident in order: what happened, of which type, when, where, by whom, to whom, and with what consequence.',
    zh: '按先后列出事件：发生了什么、属于何种类型、何时、何地、由谁、针对谁、后果如何。',
  },
  suits: {
    when: {
      en: 'The text tells of things that happened at stated times or places, more than describing a weakness or a product.',
      zh: '文本叙述了在特定时间或地点发生的事情，而不仅是介绍某个漏洞或产品。',
    },
    facts: ['date', 'period', 'impact', 'event-class', 'actor', 'organisation', 'country'],
    atLeast: 3,
  },
  answer: z.object({
    events: records(
      {
        event: quote({ en: 'What Happened', zh: '事件经过' }),
        type: label(eventClasses, { en: 'Event Type', zh: '事件类型' }),
        time: quote({ en: 'Time', zh: '时间' }),
        place: quotes({ en: 'Place', zh: '地点' }),
        attacker: quotes({ en: 'Attacker', zh: '攻击者' }),
        victims: quotes({ en: 'Victims', zh: '受害者' }),
        consequence: quote({ en: 'Consequence', zh: '后果' }),
      },
      { en: 'Events', zh: '事件列表' },
    ),
  }),
  instructions: {
    en: [
      'Extract the important events of the incident with their time, place, parties and consequences.',
      'What happened here, when, and to whom? Return one entry for each distinct event the report tells of.',
      'Reconstruct the course of the incident as a list of events, each with whatever the text says of its actors and results.',
      'Select the occurrences a duty officer would log from this text, with type, time and those affected.',
      'Split the account into single events and fill in what the text states about each: who acted, against whom, with what outcome.',
      'Identify the turning points of the incident, from the first intrusion to the response, in the words of the report.',
    ],
    zh: [
      '抽取事件文本中的重要事件，包括时间、地点、相关方和后果。',
      '这里发生了什么，何时发生，影响了谁？报告所述的每一个独立事件各返回一条。',
      '以事件列表还原整个过程，并填入文本对每个事件的参与者和结果的说明。',
      '从文中挑出值班人员应当登记的事项，注明类型、时间和受影响方。',
      '把叙述拆分为单个事件，并填写文本交代的要素：谁发起、针对谁、结果如何。',
      '用报告中的原话找出从最初入侵到处置过程中的关键节点。',
    ],
  },
});
