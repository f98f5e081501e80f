/** Full-width letters, digits and signs of numbers as ASCII, length unchanged; punctuation of sentences stays as it is. */
export const foldDigits = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ％．＄]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
