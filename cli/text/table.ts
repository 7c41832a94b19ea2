import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { fields } from './fields.ts';

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
};
const noRules = { left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' };

/**
 * Rows under a header, without columns that are empty; where the terminal is too narrow for them, each row as a paragraph of labels
 * and values.
 *
 * @param style what makes the header stand out
 */
export function table(header: string[], rows: string[][], width: number, style: (text: string) => string = (text) => text): string {
  const filled = header.map((_, index) => index).filter((index) => rows.some((row) => row[index]));
  const drawn = new Table({
    head: filled.map((index) => style(header[index]!)),
    chars: { ...noLines, ...noRules },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  drawn.push(...rows.map((row) => filled.map((index) => row[index])));
  const lines = drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  if (lines.every((line) => stripVTControlCharacters(line).length <= width)) return lines.join('\n');
  return rows.map((row) => fields(labelled(header, row), width, style).join('\n')).join('\n\n');
}

/** What is empty needs no label. */
function labelled(header: string[], row: string[]): [string, string][] {
  return header.map((label, index): [string, string] => [label.toLowerCase(), row[index] ?? '']).filter(([, value]) => value !== '');
}
