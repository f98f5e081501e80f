const han = /\p{Script=Han}/gu;

/**
 * Tokens of a text, roughly: one for each Chinese character, one for three others. A reservation errs on the high side
 * by it; what the endpoint reports corrects it.
 */
export function estimateTokens(text: string): number {
  const chinese = text.match(han)?.length ?? 0;
  return chinese + Math.ceil((text.length - chinese) / 3);
}
