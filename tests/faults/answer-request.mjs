const texts = {
  en: 'The intruders came in by a weakness that nobody had closed, looked about for some days, and copied what they wanted before anyone looked at the logs. Whoever runs such systems should close it, change the keys that were in reach, and go through the records of the weeks before. ',
  zh: '攻击者利用长期未修补的弱点进入内部网络，观察数日之后复制了所需的数据，而运维人员当时并未查看日志。运行同类系统的单位应当修补弱点、更换可能泄露的密钥，并核查此前数周的访问记录。',
};
const thoughts = {
  en: 'This block says what was used and against whom, which is what the request is about.',
  zh: '该段落说明了所用手段与受害对象，正是请求所问的内容。',
};

/** What a diligent model answers to a chat completion request: the same to the same request, whenever it is asked. */
export function answerRequest(request) {
  const form = request.response_format?.json_schema;
  if (!form) return '{}';
  if (form.name === 'probe') return '{"statement": "It lets in what it should."}';
  if (form.name === 'judgement') return JSON.stringify(verdictsOf(form.schema));
  const blocks = blocksOf(request);
  if (form.name === 'selection') return JSON.stringify({ tasks: tasksOf(form.schema, blocks) });
  return JSON.stringify(draftOf(form.schema, blocks));
}

function tasksOf(schema, blocks) {
  const slugs = schema.properties?.tasks?.items?.properties?.task?.enum ?? [];
  // Not the same tasks for every document: where the text is of another length, others fit best.
  const turn = blocks.map(({ text }) => text.length).reduce((sum, length) => sum + length, 0) % slugs.length;
  const turned = [...slugs.slice(turn), ...slugs.slice(0, turn)];
  return turned
    .slice(0, 20)
    .map((task, index) => ({ task, fit: 0.95 - index * 0.01, blocks: [blocks[0].block], thought: thoughts.en }));
}

function draftOf(schema, blocks) {
  const prose = blocks.find(({ kind }) => kind === 'paragraph') ?? blocks[0];
  const answer = schema.properties.answer;
  const isText = 'en' in (answer.properties ?? {}) || 'zh' in (answer.properties ?? {});
  const languages = Object.keys(schema.properties.thought.properties ?? {});
  const perLanguage = (of, times = 1) =>
    Object.fromEntries(languages.map((language) => [language, of[language].repeat(times)]));
  return {
    blocks: [prose.block],
    thought: perLanguage(thoughts),
    answer: isText ? perLanguage(texts, 2) : fill(answer, prose.text.slice(0, 40).trim()),
  };
}

function verdictsOf(schema) {
  const rated = Object.entries(schema.properties.verdicts.properties).map(([language, { properties }]) => [
    language,
    Object.fromEntries(Object.keys(properties).map((key) => [key, { reason: 'It is so.', score: 4 }])),
  ]);
  return { verdicts: Object.fromEntries(rated), improved: null };
}

/** The blocks as the model sees them: one JSON object a line, between the fences. */
function blocksOf({ messages }) {
  const article = /<article>\n([\s\S]*)\n<\/article>/.exec(messages[1]?.content ?? '')?.[1] ?? '';
  return article.split('\n').map((line) => JSON.parse(line));
}

function fill(schema, phrase) {
  if (schema.anyOf) return fill(schema.anyOf.find(({ type }) => type !== 'null') ?? {}, phrase);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return [fill(schema.items ?? {}, phrase)];
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([key, value]) => [key, fill(value, phrase)]));
  return phrase;
}
