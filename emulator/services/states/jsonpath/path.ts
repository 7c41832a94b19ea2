import type { JSONPathQuery } from 'json-p3';
import { isObject } from '../../../kernel/json-object.ts';
import { InvalidPath, standard } from './dialect.ts';
import { kept } from './kept.ts';
import { isDescent, nodeOf, parsed } from './library.ts';
import type { Work } from './work.ts';

type Segment = JSONPathQuery['segments'][number];
type Selector = Segment['selectors'][number];

/** What a path begins at: the data that it is given, the context object, or a variable. */
type Root = { of: 'data' } | { of: 'context' } | { of: 'variable'; name: string };

export interface Path {
  text: string;
  root: Root;
  /** Names and indexes that lead to one place, up to where the path may lead to many. */
  steps: (string | number)[];
  /** What leads to many; empty where the path is definite. */
  rest: Segment[];
  /** Names at its end: of each object that it leads to, it takes one with these members. */
  members: string[] | undefined;
  /** It ends with `.length()`: how many the array has that it leads to. */
  counts: boolean;
}

export type Reading = { found: true; value: unknown } | { found: false; why: string };

const start = /^\$(\$|\p{ID_Start}\p{ID_Continue}*)?/u;
const length = '.length()';

/** @throws InvalidPath */
export const path = kept(compile);

function compile(text: string): Path {
  const trimmed = text.trim();
  const [whole, mark] = start.exec(trimmed) ?? [];
  if (whole === undefined) throw new InvalidPath("Path didn't start with '$'");
  const counts = trimmed.endsWith(length);
  const after = trimmed.slice(whole.length, counts ? -length.length : undefined);
  if (after !== '' && !/^[.[]/.test(after)) throw new InvalidPath(`Illegal character '${after[0]}'`);
  const { segments } = query(`$${standard(after)}`);
  const members = namesOf(segments.at(-1));
  if (members) segments.pop();
  const many = segments.findIndex((segment) => step(segment) === undefined);
  const definite = many === -1 ? segments : segments.slice(0, many);
  const rest = segments.slice(definite.length);
  checkWork(rest);
  const root: Root = mark === undefined ? { of: 'data' } : mark === '$' ? { of: 'context' } : { of: 'variable', name: mark };
  return { text, root, steps: definite.map((segment) => step(segment)!), rest, members, counts };
}

function query(text: string): JSONPathQuery {
  try {
    return parsed(text);
  } catch (error) {
    throw new InvalidPath((error as Error).message);
  }
}

/** The one name or index that a segment is. */
function step(segment: Segment): string | number | undefined {
  const [only, ...others] = segment.selectors as (Selector & { name?: string; index?: number })[];
  return others.length > 0 || isDescent(segment) ? undefined : (only?.name ?? only?.index);
}

/** The names of a segment that has several of them and nothing else. */
function namesOf(segment: Segment | undefined): string[] | undefined {
  const names = (segment?.selectors ?? []).flatMap((selector) => ('name' in selector ? [String(selector.name)] : []));
  return segment && names.length > 1 && names.length === segment.selectors.length && !isDescent(segment) ? names : undefined;
}

/** Alternatives of one segment. */
const mostAlternatives = 100;

/**
 * A path gives each place of the data once for each of its segments, unless descents or alternatives come together: then a short one could
 * give more than there is room for. They may not.
 */
function checkWork(segments: Segment[]): void {
  const repeating = segments.filter((segment) => isDescent(segment) || segment.selectors.length > 1);
  if (repeating.length > 1) throw new InvalidPath('The local AWS takes one recursive descent or one union in a path');
  for (const { selectors } of segments) {
    if (selectors.length > mostAlternatives) throw new InvalidPath(`The local AWS takes unions of at most ${mostAlternatives}`);
    if (selectors.length > 1 && selectors.some((selector) => 'name' in selector))
      throw new InvalidPath('The local AWS takes unions of names at the end of a path only');
    for (const selector of selectors) if (/\?.*[@$][^=<>!&|)]*(\.\.|\*|\?|:)/s.test(filterText(selector))) throw deepFilter();
  }
}

function deepFilter(): InvalidPath {
  return new InvalidPath('The local AWS takes filters that compare single values: no wildcards, slices, descents or filters inside');
}

function filterText(selector: Selector): string {
  // the values of texts do not matter
  return 'expression' in selector ? selector.toString().replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "''") : '';
}

/** Where a path leads from `data`. A definite one leads to a value or fails; others lead to a list. @throws TooMuchWork */
export function read({ steps, rest, members, counts }: Path, data: unknown, work: Work): Reading {
  work.spend(1 + steps.length);
  let value = data;
  for (const [index, name] of steps.entries()) {
    const next = member(value, name);
    if (!next) {
      // as recorded: a path that may lead to many leads to none
      if (rest.length > 0) return { found: true, value: counts ? 0 : [] };
      const so = `$${steps
        .slice(0, index + 1)
        .map(bracketed)
        .join('')}`;
      return { found: false, why: index === steps.length - 1 ? `No results for path: ${so}` : `Missing property in path ${so}` };
    }
    value = next.value;
  }
  if (rest.length > 0) value = all(rest, value, data, work);
  if (members) value = rest.length > 0 ? (value as unknown[]).filter(isObject).map((one) => taken(one, members)) : taken(value, members);
  if (!counts) return { found: true, value };
  return { found: true, value: Array.isArray(value) ? value.length : null };
}

/** As Jayway does: an object with the members that there are. */
function taken(value: unknown, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = member(value, name);
      return found ? [[name, found.value]] : [];
    }),
  );
}

function bracketed(name: string | number): string {
  return typeof name === 'number' ? `[${name}]` : `['${name}']`;
}

function member(value: unknown, name: string | number): { value: unknown } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof name === 'string') {
    return !Array.isArray(value) && Object.hasOwn(value, name) ? { value: (value as Record<string, unknown>)[name] } : undefined;
  }
  const index = Array.isArray(value) && name < 0 ? value.length + name : name;
  return Array.isArray(value) && index >= 0 && index < value.length ? { value: value[index] } : undefined;
}

function all(segments: Segment[], from: unknown, root: unknown, work: Work): unknown[] {
  let values = [from];
  for (const segment of segments) {
    if (isDescent(segment)) work.look(values);
    const places = isDescent(segment) ? values.flatMap(withDescendants) : values;
    spendOnSegment(segment, places, root, work);
    values = [];
    for (const place of places) {
      for (const selector of segment.selectors) {
        const from = 'expression' in selector ? filterable(place, isDescent(segment)) : place;
        for (const { value } of selector.resolve(nodeOf(from, root))) values.push(value);
      }
    }
  }
  return values;
}

/**
 * What a filter tries: of an array its items, which a descent comes to by itself, and of an object the object, as Jayway does, whose words
 * AWS's errors are in.
 */
function filterable(place: unknown, descends: boolean): unknown {
  if (Array.isArray(place)) return descends ? [] : place;
  return typeof place === 'object' && place !== null ? [place] : place;
}

/** A filter compares each member; whatever else a selector is, it looks at no more than that. */
function spendOnSegment({ selectors }: Segment, places: unknown[], root: unknown, work: Work): void {
  const filters = selectors.map(filterText).join('');
  let members = 0;
  for (const place of places) members += typeof place === 'object' && place !== null ? Object.keys(place).length : 1;
  const ofRoot = filters.split('$').length - 1;
  // what is read of the whole may be compared as a whole
  if (filters !== '') work.spend(members * (filters.split('@').length + (ofRoot > 0 ? ofRoot * work.weightOf(root) : 0)));
  else work.spend((members * selectors.length) / 10);
}

/** A value and all that it holds, in the order of the text. */
function withDescendants(value: unknown): unknown[] {
  const found: unknown[] = [];
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    found.push(next);
    if (typeof next !== 'object' || next === null) continue;
    const members = Array.isArray(next) ? next : Object.values(next);
    for (let at = members.length - 1; at >= 0; at--) open.push(members[at]);
  }
  return found;
}
