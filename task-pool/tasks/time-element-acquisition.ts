import { z } from 'zod';
import { defineTask, label, quote, records } from '../define-task.ts';
import { timeKinds, timeRoles } from '../vocabularies/time-kinds.ts';

export const timeElementAcquisition = defineTask({
  slug: 'time-element-acquisition',
  kind: 'understanding',
  category: 'Time Element Acquisition',
  chinese: '时间要素获取',
  scope: {
    en: 'The dates, periods and durations of the text, what happened at each, and what each means for the incident.',
    zh: '文本中的日期、时间段与持续时长，各自对应的事情及其在事件中的含义。',
  },
  suits: {
    when: {
      en: 'The text places several things in time, so that a timeline can be drawn from it.',
      zh: '文本为若干事情给出了时间，可据此绘制时间线。',
    },
    facts: ['date', 'period'],
    atLeast: 2,
  },
  answer: z.object({
    times: records(
      {
        time: quote({ en: 'Time', zh: '时间' }),
        kind: label(timeKinds, { en: 'Kind', zh: '时间类型' }),
        role: label(timeRoles, { en: 'Meaning', zh: '含义' }),
        event: quote({ en: 'What Happened', zh: '对应事件' }),
      },
      { en: 'Times', zh: '时间要素' },
    ),
  }),
  instructions: {
    en: [
      'Extract every time element of the incident and say what happened at each.',
      'Draw the timeline of the case from the text: dates, periods and the events tied to them.',
      'When did things happen? List the points in time and spans that the report gives, with the event beside each.',
      'Gather the dates an investigator would put on the incident timeline, and state what each stands for.',
      'Find all expressions of time in the passage, mark whether they are a date, a period or a duration, and link them to their events.',
      'Establish how the incident unfolded in time, from first activity to disclosure and response, using the words of the text.',
    ],
    zh: [
      '提取事件中的全部时间要素，并说明各时间点发生的事情。',
      '根据文本绘制事件时间线：日期、时间段以及对应的事件。',
      '事情是什么时候发生的？列出报告给出的时间点和时间跨度及其对应事件。',
      '收集调查人员会放入事件时间线的日期，并说明每个日期代表什么。',
      '找出文中所有时间表达，标明是时间点、时间段还是持续时长，并关联到事件。',
      '用文本原话理清事件从最初活动到披露和响应的时间进程。',
    ],
  },
});
