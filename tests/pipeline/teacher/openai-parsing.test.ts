import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findObjects } from '../../../pipeline/teacher/openai/find-objects.ts';
import { parseAnswer } from '../../../pipeline/teacher/openai/parse-answer.ts';
import { splitThinking } from '../../../pipeline/teacher/openai/split-thinking.ts';

const schema = z.strictObject({ name: z.string(), list: z.array(z.string()) });
const good = { name: 'Akira', list: ['a', 'b'] };
const json = JSON.stringify(good);

describe('an answer that can be read', () => {
  it.each([
    ['plain', json],
    ['fenced', `\`\`\`json\n${json}\n\`\`\``],
    ['with prose around it', `Here it is: ${json} as asked {really}.`],
    ['in a list of its own', `[${json}]`],
    ['after a draft that does not fit', `{"name": "draft"}\n${json}`],
    ['before an object that does not fit', `${json}\n{"note": "that was it"}`],
    ['as the last of two that fit', `{"name": "first", "list": []}${json}`],
    ['with a comma too many', '{"name": "Akira", "list": ["a", "b",],}'],
    ['in single quotes', "{'name': 'Akira', 'list': ['a', 'b']}"],
    ['without quotes around its keys', '{name: "Akira", list: ["a", "b"]}'],
    ['in Chinese quotes with full-width punctuation', '{“name”：“Akira”，“list”：［“a”，“b”］}'],
    ['with full-width punctuation', '{"name"："Akira"，"list"：["a"，"b"]}'],
    ['with one brace too few', '{"name": "Akira", "list": ["a", "b"]'],
  ])('%s', (_, text) => {
    expect(parseAnswer(text, schema)).toEqual({ value: good });
  });

  it('keeps what strings hold: line breaks, Chinese punctuation, quotes that were not escaped', () => {
    expect(parseAnswer('{"name": "one\ntwo", "list": []}', schema)).toEqual({ value: { name: 'one\ntwo', list: [] } });
    const chinese = { name: '攻击者使用“钓鱼”邮件：主题，附件', list: [] };
    expect(parseAnswer(`{'name': '${chinese.name}', 'list': []}`, schema)).toEqual({ value: chinese });
    expect(parseAnswer(`{“name”：“${chinese.name}”，“list”：[]}`, schema)).toEqual({ value: chinese });
    expect(parseAnswer('{"name": "he said "hi" to us", "list": []}', schema)).toEqual({
      value: { name: 'he said "hi" to us', list: [] },
    });
  });
});

describe('an answer that cannot be used', () => {
  it.each([
    ['in a string', '{"name": "Akira", "list": ["a", "b'],
    ['in a list', '{"name": "Akira", "list": ["a", "b"'],
    ['after a brace that closes something else', '{"name": "Akira", "list": [{"a": 1}'],
    ['in its last object', `${json}\n{"name": "Akira", "list": [`],
    ['within a fence', '```json\n{"name": "Akira", "list": ["a",\n```'],
  ])('is seen to be cut %s, and is not closed for it', (_, text) => {
    expect(parseAnswer(text, schema)).toMatchObject({ isCut: true, problem: expect.stringContaining('middle') });
  });

  it('says what is wrong', () => {
    expect(parseAnswer('I would rather not.', schema)).toEqual({ problem: 'it holds no JSON object' });
    expect(parseAnswer('', schema)).toEqual({ problem: 'it holds no JSON object' });
    expect(parseAnswer('{"name": 7, "list": []}', schema)).toMatchObject({
      problem: expect.stringMatching(/shape.*name/s),
    });
    expect(parseAnswer('{"name": NaN, "list": NaN}', schema)).toMatchObject({
      problem: expect.stringContaining('list'),
    });
  });

  it('does not take long, nor all of the stack', () => {
    expect(parseAnswer(`{"name": ${'['.repeat(100_000)}`, schema)).toHaveProperty('problem');
    expect(parseAnswer(`{"name": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, schema)).toHaveProperty('problem');
    expect(parseAnswer(`{"name": 'x', ${'"a": 1,'.repeat(600_000)}}`, schema)).toMatchObject({
      problem: expect.stringContaining('too long'),
    });
    expect(findObjects('{'.repeat(300_000))).toHaveLength(1);
  });
});

describe('thinking', () => {
  it.each([
    ['in tags', `<think>Is it {"name"?</think>\n${json}`, 'Is it {"name"?'],
    ['with the closing tag alone', `Is it?\n</think>\n\n${json}`, 'Is it?'],
    ['several times', `<think>One.</think><think>Two.</think>${json}`, 'One.Two.'],
    ['in the tags of other models', `[THINK]Is it?[/THINK]${json}`, 'Is it?'],
    [
      'in another channel',
      `<|channel|>analysis<|message|>Is it?<|end|><|start|>assistant<|channel|>final<|message|>${json}`,
      'Is it?',
    ],
  ])('is kept apart: %s', (_, content, thinking) => {
    expect(splitThinking(content)).toEqual({ thinking, answer: json });
  });

  it('that was never closed leaves no answer', () => {
    expect(splitThinking(`<think>It may be ${json}`)).toEqual({ thinking: `It may be ${json}`, answer: '' });
  });

  it('is not seen in an answer that names such a tag', () => {
    const answer = JSON.stringify({ name: 'it wrote <think>a</think> and </think>' });
    expect(splitThinking(answer)).toEqual({ thinking: null, answer });
  });
});
