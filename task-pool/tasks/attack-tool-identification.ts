import { z } from 'zod';
import { defineTask, label, quote, quotes, records } from '../define-task.ts';
import { toolTypes } from '../vocabularies/tool-types.ts';

export const attackToolIdentification = defineTask({
  slug: 'attack-tool-identification',
  kind: 'understanding',
  category: 'Attack Tool Identification',
  chinese: '攻击工具识别',
  scope: {
    en: 'The tools, frameworks, exploits and abused legitimate programs of the attack, with their kind, their users and what they served for.',
    zh: '攻击所用的工具、框架、漏洞利用程序和被滥用的合法程序，以及其类别、使用者和用途。',
  },
  suits: {
    when: {
      en: 'The text names programs that the attackers worked with and says what for.',
      zh: '文本点名了攻击者使用的程序并说明了用途。',
    },
    facts: ['tool', 'malware', 'technique-phrase', 'file-name'],
    atLeast: 2,
  },
  answer: z.object({
    tools: records(
      {
        name: quote({ en: 'Tool', zh: '工具名称' }),
        type: label(toolTypes, { en: 'Tool Type', zh: '工具类型' }),
        usedBy: quotes({ en: 'Used By', zh: '使用者' }),
        use: quote({ en: 'Use in the Attack', zh: '在攻击中的用途' }),
        files: quotes({ en: 'Related Files', zh: '相关文件' }),
      },
      { en: 'Attack Tools', zh: '攻击工具' },
    ),
  }),
  instructions: {
    en: [
      'Identify the tools used in the attack, including legitimate programs that were abused, and what each was used for.',
      'What did the attackers work with? Name every framework, exploit, utility and script, with its purpose as the text gives it.',
      'Compile the toolset behind this incident so that a hunter can look for it, with the kind of each tool.',
      'Separate offensive tools from ordinary administration software in the report, and state the use the attackers made of both.',
      'List the software that helped the intruders to get in, move around or take data out, quoting how it was used.',
      'Which programs in this account should raise suspicion on a monitored host? Give their names, types and users.',
    ],
    zh: [
      '识别攻击中使用的工具，包括被滥用的合法程序，并说明各自的用途。',
      '攻击者用了什么？列出每个框架、漏洞利用、实用程序和脚本，并给出文中所述的目的。',
      '整理该事件背后的工具集，供威胁狩猎人员排查，并注明工具类型。',
      '区分报告中的攻击工具与常规管理软件，并说明攻击者如何使用二者。',
      '列出帮助入侵者进入、移动或外传数据的软件，并引用其使用方式。',
      '文中哪些程序出现在受监控主机上应引起警惕？给出名称、类型和使用者。',
    ],
  },
});
