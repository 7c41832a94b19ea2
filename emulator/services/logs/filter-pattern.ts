import { AwsError } from '../../kernel/aws-error.ts';
import { matchesParts } from '../../service/wildcard.ts';
import { documentIn, selected, selectorPattern } from './selector.ts';

/**
 * What a filter pattern matches: terms (`error`, `"a phrase"`, `-without`, `?any ?of`), and JSON comparisons joined by `&&` or
 * `||` (`{ $.level = "ERROR" && $.code >= 500 }`).
 *
 * @throws AwsError InvalidParameterException, naming what is not emulated
 */
export function filterOf(pattern: string | undefined): (message: string) => boolean {
  const text = (pattern ?? '').trim();
  if (text.startsWith('[')) throw refused('space-delimited filter patterns', text);
  if (text.startsWith('{')) return jsonFilter(text);
  return termFilter(text);
}

function termFilter(text: string): (message: string) => boolean {
  const required: string[] = [];
  const optional: string[] = [];
  const excluded: string[] = [];
  for (const [word, sign, quoted, plain] of text.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)) {
    if (plain?.startsWith('%')) throw refused('regular expressions in filter patterns', word);
    const term = quoted?.replace(/\\(.)/g, '$1') ?? plain!;
    (sign === '?' ? optional : sign === '-' ? excluded : required).push(term);
  }
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (optional.length === 0 || required.length > 0 || optional.some((term) => message.includes(term)));
}

type Test = (value: unknown) => boolean;

function jsonFilter(text: string): (message: string) => boolean {
  const body = /^\{(.*)\}$/s.exec(text)?.[1];
  if (body === undefined) throw new AwsError('InvalidParameterException', `Invalid filter pattern: ${text}`);
  if (/[()]/.test(body.replace(/"[^"]*"/g, ''))) throw refused('parentheses in filter patterns', text);
  const alternatives = body.split('||').map((alternative) => alternative.split('&&').map(comparison));
  return (message) => {
    const document = documentIn(message);
    return alternatives.some((tests) => tests.every((test) => test(document)));
  };
}

const comparisonPattern = new RegExp(String.raw`^\s*(${selectorPattern})\s*(<=|>=|!=|=|<|>)\s*(?:"([^"]*)"|([^\s"]+))\s*$`);

function comparison(text: string): Test {
  const found = comparisonPattern.exec(text);
  if (!found) throw refused('this comparison in filter patterns', text.trim());
  const [, selector, operator, quoted, plain] = found;
  const expected = quoted ?? plain!;
  const valueIn = selected(selector!);
  const test = operator === '=' || operator === '!=' ? equality(expected, operator === '=') : order(operator!, Number(expected));
  return (document) => test(valueIn(document));
}

function equality(expected: string, wanted: boolean): Test {
  const parts = expected.split('*');
  return (value) => value !== undefined && value !== null && matchesParts(parts, String(value)) === wanted;
}

function order(operator: string, limit: number): Test {
  const compare: Record<string, (value: number) => boolean> = {
    '<': (value) => value < limit,
    '<=': (value) => value <= limit,
    '>': (value) => value > limit,
    '>=': (value) => value >= limit,
  };
  return (value) => typeof value === 'number' && compare[operator]!(value);
}

function refused(what: string, pattern: string): AwsError {
  return new AwsError('InvalidParameterException', `${what} are not emulated: ${pattern}`);
}
