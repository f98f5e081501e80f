import { createHash } from 'node:crypto';

const palettes = [
  ['#0b1f33', '#1d4e79', '#f2a33a'],
  ['#1b1b2f', '#5a2a5e', '#e4574c'],
  ['#06302b', '#0f766e', '#d9f99d'],
  ['#2b1810', '#9a3412', '#fde68a'],
] as const;

/** The picture above an article: an abstract network, drawn from the page's name and always the same for it. */
export function coverSvg(name: string): string {
  const bytes = createHash('sha256').update(name).digest();
  const [ground, line, accent] = palettes[bytes[0]! % palettes.length]!;
  const points = Array.from({ length: 12 }, (_, index) => ({
    x: 60 + (bytes[index * 2 + 1]! / 255) * 1080,
    y: 40 + (bytes[index * 2 + 2]! / 255) * 320,
  }));
  const edges = points.flatMap((from, index) => {
    const to = points[(index * 5 + 3) % points.length]!;
    return `<path d="M${from.x.toFixed(0)} ${from.y.toFixed(0)}L${to.x.toFixed(0)} ${to.y.toFixed(0)}"/>`;
  });
  const nodes = points.map(
    ({ x, y }, index) =>
      `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${8 + (bytes[index + 8]! % 26)}" fill="${index % 4 === 0 ? accent : line}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 400" width="1200" height="400">
<rect width="1200" height="400" fill="${ground}"/>
<g stroke="${line}" stroke-width="3" opacity=".8">${edges.join('')}</g>
${nodes.join('\n')}
</svg>
`;
}
