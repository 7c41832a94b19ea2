import { matchesParts } from '../../../service/wildcard.ts';
import type { Work } from './work.ts';

/** StringMatches: `*` stands for any characters; after a backslash, an asterisk and a backslash stand for themselves. */
export function stringMatches(pattern: string, value: string, work: Work): boolean {
  // as long as it may take to look for the parts
  work.spend((pattern.length * value.length) / 10_000);
  const parts = [''];
  for (let at = 0; at < pattern.length; at++) {
    const escaped = pattern[at] === '\\' && /[*\\]/.test(pattern[at + 1] ?? '');
    if (escaped) at++;
    if (pattern[at] === '*' && !escaped) parts.push('');
    else parts.push(parts.pop()! + pattern[at]);
  }
  return matchesParts(parts, value);
}
