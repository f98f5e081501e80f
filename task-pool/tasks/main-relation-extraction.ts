import { z } from 'zod';
import { defineTask, label, quote, records } from '../define-task.ts';
import { entityTypes } from '../vocabularies/entity-types.ts';
import { relationTypes } from '../vocabularies/relation-types.ts';

export const mainRelationExtraction = defineTask({
  slug: 'main-relation-extraction',
  kind: 'understanding',
  category: 'Main Relation Extraction',
  chinese: '主要关系抽取',
  scope: {
    en: 'Triples of subject, relation and object between things the text names, each with the words that state it.',
    zh: '文本所述实体之间的（主体、关系、客体）三元组，并附上陈述该关系的原文。',
  },
  suits: {
    when: {
      en: 'The text says of named things how they are connected: who uses, targets, exploits, delivers or talks to what.',
      zh: '文本说明了实体之间的联系：谁使用、攻击、利用、投递什么，或与什么通信。',
    },
    facts: ['actor', 'malware', 'tool', 'cve', 'product', 'organisation', 'sector', 'country', 'domain'],
    atLeast: 4,
  },
  answer: z.object({
    relations: records(
      {
        subject: quote({ en: 'Subject', zh: '主体' }),
        subjectType: label(entityTypes, { en: 'Subject Type', zh: '主体类型' }),
        relation: label(relationTypes, { en: 'Relation', zh: '关系' }),
        object: quote({ en: 'Object', zh: '客体' }),
        objectType: label(entityTypes, { en: 'Object Type', zh: '客体类型' }),
        statedBy: quote({ en: 'Stated By', zh: '原文依据' }),
      },
      { en: 'Relations', zh: '关系列表' },
    ),
  }),
  instructions: {
    en: [
      'Extract the main relations between the entities of the incident as subject, relation and object, with the supporting words.',
      'How are the actors, tools, weaknesses and victims in this text connected? Return one triple for each stated connection.',
      'Turn the report into knowledge graph edges, keeping only links that the text itself states.',
      'For each pair of named things that one sentence ties together, give the relation and the sentence or clause that says so.',
      'Work out who uses what, what exploits what and who is targeted, and return these as typed triples.',
      'Identify the relationships that explain how the attack was put together, with the type of both ends of each.',
    ],
    zh: [
      '抽取事件中实体之间的主要关系，以主体、关系、客体表示，并附原文依据。',
      '文中的攻击者、工具、漏洞和受害者之间有何联系？每个明确陈述的联系返回一个三元组。',
      '把报告转化为知识图谱的边，只保留文本自身陈述的联系。',
      '凡一句话中把两个实体联系起来的，给出二者的关系以及说明该关系的语句。',
      '梳理谁使用了什么、什么利用了什么、谁成为目标，并以带类型的三元组返回。',
      '识别能够说明攻击如何构成的关系，并标注关系两端的类型。',
    ],
  },
});
