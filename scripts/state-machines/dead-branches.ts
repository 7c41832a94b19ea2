import type { State } from '../../infrastructure/state-machines/definition.ts';

/**
 * Ways out of a Choice that can never be taken, as far as the words of its conditions prove it: a rule that asks for more than one
 * before it, for something and its opposite, or for nothing that is left.
 */
export function deadBranches({ Choices = [], Default }: State): string[] {
  const found: string[] = [];
  const before: string[][] = [];
  for (const { Condition } of Choices) {
    const ways = alternatives(Condition);
    if (exhausted(before) || ways.every((way) => impossible(way) || before.some((earlier) => includes(way, earlier)))) {
      found.push(`the rule ${Condition} can never be taken: what it asks for is impossible, or a rule before it takes it`);
    }
    before.push(...ways);
  }
  if (Default !== undefined && exhausted(before)) found.push(`the Default ${Default} can never be taken: the rules leave nothing`);
  return found;
}

/** What has to hold together, for each of the ways in which a condition may be met. */
function alternatives(condition: string | boolean): string[][] {
  const text = String(condition)
    .replace(/^\{%|%\}$/g, '')
    .trim();
  // what binds less than `and` and `or` is not taken apart
  if (atTop(text, /\?|:=|\bfunction\b|λ/)) return [[text]];
  return split(text, 'or').map((way) => split(way, 'and'));
}

function includes(way: string[], earlier: string[]): boolean {
  return earlier.every((one) => one === 'true' || way.includes(one));
}

function impossible(way: string[]): boolean {
  return way.some((one) => one === 'false' || way.includes(opposite(one)) || way.some((other) => contradict(one, other)));
}

/** Whether the ways between them leave nothing: one holds always, or there is one with its opposite. */
function exhausted(ways: string[][]): boolean {
  const alone = ways.filter(({ length }) => length === 1).map(([one]) => one!);
  return alone.some((one) => one === 'true' || alone.includes(opposite(one)));
}

function opposite(condition: string): string {
  const inner = /^\$not\((.*)\)$/s.exec(condition)?.[1];
  return inner === undefined ? `$not(${condition})` : inner.trim();
}

/** The same thing cannot be two texts or numbers. */
function contradict(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => /^(.+?)\s*=\s*('[^']*'|"[^"]*"|-?[\d.]+)$/s.exec(text));
  return a != null && b != null && a[1] === b[1] && a[2] !== b[2];
}

/** Parts of an expression between an operator that stands outside of brackets and texts. */
function split(text: string, operator: 'and' | 'or'): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index, token } of topLevel(text)) {
    if (token !== operator) continue;
    parts.push(text.slice(from, index));
    from = index + token.length;
  }
  return [...parts, text.slice(from)].map((part) => part.trim().replace(/\s+/g, ' '));
}

function atTop(text: string, pattern: RegExp): boolean {
  return topLevel(text).some(({ token }) => pattern.test(token));
}

/** Words and signs outside of brackets and texts. */
function topLevel(text: string): { index: number; token: string }[] {
  let depth = 0;
  const tokens: { index: number; token: string }[] = [];
  for (const { 0: token, index } of text.matchAll(/'[^']*'|"[^"]*"|\w+|:=|[^\s\w]/g)) {
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token)) depth--;
    else if (depth === 0 && !/^['"]/.test(token)) tokens.push({ index, token });
  }
  return tokens;
}
