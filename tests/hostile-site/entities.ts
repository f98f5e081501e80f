const levels = Array.from({ length: 9 }, (_, level) => {
  const value = `&lol${level};`.repeat(10);
  return `<!ENTITY lol${level + 1} "${value}">`;
});

/** A declaration whose last entity, lol9, is a billion words when expanded. */
export const deepEntities = `<!DOCTYPE x [<!ENTITY lol0 "lol">${levels.join('')}]>`;

/** A declaration of entities that are a file and a web page. */
export const externalEntity = (file: string, web: string): string =>
  `<!DOCTYPE x [<!ENTITY file SYSTEM "${file}"><!ENTITY web SYSTEM "${web}">]>`;
