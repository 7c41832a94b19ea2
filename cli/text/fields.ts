import { wrap } from './wrap.ts';

/** What it is called, and what it is. */
export type Field = readonly [label: string, value: string];

/** Below this width a label has a line of its own. */
const narrow = 60;

/**
 * Labels and values in two columns; on a narrow terminal, each value below its label.
 *
 * @param style what makes a label stand out
 */
export function fields(rows: readonly Field[], width: number, style: (label: string) => string = (label) => label): string[] {
  const longest = Math.max(0, ...rows.map(([label]) => label.length));
  if (width < narrow) return rows.map(([label, value]) => `  ${style(label)}\n${wrap(`    ${value}`, width)}`);
  const indent = longest + 4;
  return rows.map(([label, value]) => `  ${style(label.padEnd(longest))}  ${wrap(value, width, indent)}`);
}
