import { type Command, Option } from 'commander';

/** How a pair is put into one text, for the commands that write training records. */
export function withFormOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--target <form>', 'what is trained on: the answer, or the thought and then the answer')
        .choices(['answer', 'thought'])
        .default('answer'),
    )
    .addOption(
      new Option('--template <name>', 'how a question is put in one text: plain, or by the template of the paper')
        .choices(['plain', 'paper'])
        .default('plain'),
    );
}
