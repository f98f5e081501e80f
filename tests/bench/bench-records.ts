import { writeFile } from 'node:fs/promises';

const names = ['Lynx', 'Otter', 'Heron', 'Badger', 'Crane', 'Marten', 'Plover', 'Stoat', 'Wren', 'Egret'];

/** A bench of our own, five kinds of records a round: each asks about a host of its own, and its answer names it. */
export function benchRecords(rounds: number) {
  return Array.from({ length: rounds }, (_, round) => {
    const host = `${names[round % names.length]!.toLowerCase()}-${round}.example`;
    const english = `The group ${names[round % names.length]} sent letters with a loader. It called ${host} over port ${4000 + round}.`;
    const chinese = `攻击组织投递带有加载器的邮件，随后通过端口${4000 + round}连接${host}，并窃取了客户的文件。`;
    const facts = { server: host, port: String(4000 + round) };
    const choice = {
      question: `Which server did round ${round} call?`,
      choice: { A: 'a.example', B: host, C: 'c.example', D: 'd.example' },
    };
    return [
      {
        task: 'test-en-gen',
        category: 'Summary Generation',
        instruction: `Sum up ${round}.`,
        input: english,
        output: english,
      },
      {
        task: 'test-zh-gen',
        category: 'Summary Generation',
        instruction: `总结${round}。`,
        input: chinese,
        output: chinese,
      },
      {
        task: 'test-en-ex',
        category: 'Key Entity Recognition',
        instruction: `List ${round}.`,
        input: english,
        output: facts,
      },
      {
        task: 'test-zh-ex',
        category: 'Key Entity Recognition',
        instruction: `列出${round}。`,
        input: chinese,
        output: facts,
      },
      { task: 'test-en-choice', category: 'Key Entity Recognition', instruction: choice, input: english, output: 'B' },
    ].map((record, kind) => ({ id: round * 5 + kind + 1, ...record }));
  }).flat();
}

export const writeLines = (file: string, rows: readonly unknown[]): Promise<void> =>
  writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
