import type { StateValue } from './alarm.ts';
import { invalid } from './queries.ts';

export interface CompositeRule {
  /** Names of the alarms in it. */
  names: string[];
  holds: (stateOf: (name: string) => StateValue | undefined) => boolean;
}

type Test = CompositeRule['holds'];

const deepest = 50;

/**
 * The rule of a composite alarm: `ALARM(name)`, `OK(name)`, `INSUFFICIENT_DATA(name)`, `AND`, `OR`, `NOT`, `TRUE`, `FALSE`, parentheses. A
 * name is a name or an ARN, in quotes where it is no word.
 *
 * @throws AwsError ValidationException
 */
export function readRule(text: string): CompositeRule {
  const tokens = text.match(/"[^"]*"|[()]|[^\s()"]+/g) ?? [];
  const names = new Set<string>();
  let at = 0;
  const refused = () => invalid(`AlarmRule is not valid at ${tokens[at] ?? 'its end'}: ${text}`);
  const expect = (token: string) => {
    if (tokens[at++] !== token) throw refused();
  };

  const either = (depth: number): Test => {
    if (depth > deepest) throw refused();
    const tests = [both(depth)];
    while (tokens[at] === 'OR') {
      at++;
      tests.push(both(depth));
    }
    return (stateOf) => tests.some((test) => test(stateOf));
  };
  const both = (depth: number): Test => {
    const tests = [one(depth)];
    while (tokens[at] === 'AND') {
      at++;
      tests.push(one(depth));
    }
    return (stateOf) => tests.every((test) => test(stateOf));
  };
  const one = (depth: number): Test => {
    if (depth > deepest) throw refused();
    const token = tokens[at++];
    if (token === 'NOT') {
      const test = one(depth + 1);
      return (stateOf) => !test(stateOf);
    }
    if (token === 'TRUE' || token === 'FALSE') return () => token === 'TRUE';
    if (token === '(') {
      const test = either(depth + 1);
      expect(')');
      return test;
    }
    if (token !== 'ALARM' && token !== 'OK' && token !== 'INSUFFICIENT_DATA') {
      at--;
      throw refused();
    }
    expect('(');
    const name = nameIn(tokens[at++] ?? '');
    if (name === '') throw refused();
    names.add(name);
    expect(')');
    return (stateOf) => stateOf(name) === token;
  };

  const holds = either(0);
  if (at < tokens.length) throw refused();
  return { names: [...names], holds };
}

function nameIn(token: string): string {
  const text = token.replace(/^"(.*)"$/, '$1');
  return text.startsWith('arn:') ? text.split(':alarm:')[1]! : text;
}
