import { isObject } from '../../kernel/json-object.ts';
import { jsonProblem, jsonProblemPlace } from '../../kernel/json-problem.ts';
import { readJson } from '../../kernel/read-json.ts';
import { compileMatcher, type Dialect, type Leaf, type Matcher } from './event-matchers.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { mistake, PatternMistake, toldWithPlace, within } from './pattern-mistake.ts';
import { undotted } from './undotted.ts';

/** Whether an event has what a pattern asks for. */
export type Match = (event: unknown) => boolean;

/**
 * Reads an event pattern (JSON). A name with a dot is a name inside another: `state.status` is status in state, in patterns and events.
 *
 * @throws AwsError InvalidEventPatternException naming what is wrong
 */
export function compilePattern(pattern: string, dialect: Dialect = 'EventBridge'): Match {
  let parsed: unknown;
  try {
    parsed = readJson(pattern);
  } catch {
    throw invalidPattern(`${jsonProblem(pattern)}\n at ${jsonProblemPlace(pattern, 'at it')}`);
  }
  try {
    if (!isObject(parsed)) throw mistake('Filter is not an object');
    const matches = compileObject(undotted(parsed) as Record<string, unknown>, dialect, false);
    return (event) => matches(undotted(event));
  } catch (found) {
    if (found instanceof PatternMistake) throw invalidPattern(toldWithPlace(found, pattern));
    throw found;
  }
}

/** Operators, which as a field's name inside `$or` would be read as one. */
const reserved = ['exactly', 'prefix', 'suffix', 'numeric', 'cidr', 'anything-but', 'exists', 'equals-ignore-case', 'wildcard'];

function compileObject(pattern: Record<string, unknown>, dialect: Dialect, inOr: boolean): Match {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw mistake('Empty objects are not allowed', 'closed');
  const conditions = entries.map(([name, wanted]): Match => {
    if (name === '$or') return within(name, () => compileOr(wanted, dialect));
    if (inOr && reserved.includes(name))
      throw mistake(`${name} is Ruler reserved fieldName which cannot be used inside $or.`, 'begun', name);
    if (Array.isArray(wanted)) return within(name, () => compileField(name, wanted, dialect));
    if (isObject(wanted)) return within(name, () => compileNested(name, compileObject(wanted, dialect, inOr)));
    throw mistake(`"${name}" must be an object or an array`, 'begun', name);
  });
  return (event) => conditions.every((holds) => holds(event));
}

function compileOr(alternatives: unknown, dialect: Dialect): Match {
  if (!Array.isArray(alternatives)) throw mistake('It must be an Array followed with $or.');
  const matches = alternatives.map((alternative, index) =>
    within(index, () => {
      if (!isObject(alternative)) throw mistake('Only JSON object is allowed in array of $or relationship.');
      return compileObject(alternative, dialect, true);
    }),
  );
  if (matches.length < 2) throw mistake('There must have at least 2 Objects in $or relationship.', 'closed');
  return (event) => matches.some((match) => match(event));
}

/** A field's values: one that matches is enough, of the pattern's and of the event's. */
function compileField(name: string, wanted: unknown[], dialect: Dialect): Match {
  if (wanted.length === 0) throw mistake('Empty arrays are not allowed', 'closed');
  const matchers: Matcher[] = wanted.map((each, index) => within(index, () => compileMatcher(each, dialect)));
  return (event) => {
    const leaves = leavesOf(own(event, name));
    return matchers.some((matches) => matches(leaves));
  };
}

/** In a list of objects, one of them must match as a whole; a field that is absent is an empty object. */
function compileNested(name: string, match: Match): Match {
  return (event) => {
    const candidates = [own(event, name)].flat(Number.POSITIVE_INFINITY).filter(isObject);
    return candidates.length > 0 ? candidates.some(match) : match({});
  };
}

/** What every object has is in no event. */
function own(event: unknown, name: string): unknown {
  return isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

function leavesOf(value: unknown): Leaf[] {
  if (value === undefined) return [];
  return [value].flat(Number.POSITIVE_INFINITY).filter((item): item is Leaf => item === null || typeof item !== 'object');
}
