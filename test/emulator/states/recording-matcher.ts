/**
 * Compares an execution with what AWS recorded of it. Placeholders `<…>` stand for anything but null as a whole value and for one
 * word inside a text; JSON text equals the value that it holds; ids and timestamps are not compared.
 */
export interface Recorded {
  status: string;
  output: unknown;
  error: string | null;
  cause: unknown;
  events: RecordedEvent[];
  /** Index ranges [first, last] of events whose order was not kept. */
  unordered?: [number, number][];
}

export type RecordedEvent = Record<string, unknown> & { type: string };

export interface Observed {
  status: string;
  output?: string;
  error?: string;
  cause?: string;
  events: Record<string, unknown>[];
}

type Json = Record<string, unknown>;

const placeholder = /<[A-Za-z][A-Za-z0-9_.:-]*>|111111111111/g;
const wholePlaceholder = /^<[A-Za-z][A-Za-z0-9_.:-]*>$/;
/** They must be there, and may hold anything. */
const transport = new Set(['SdkHttpMetadata', 'SdkResponseMetadata']);
/** Beside errorType and errorMessage: what differs by runtime. */
const ofRuntime = new Set(['requestId', 'stackTrace', 'trace']);

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pattern(text: string): RegExp {
  const escaped = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  let source = '';
  let at = 0;
  for (const found of text.matchAll(placeholder)) {
    source += escaped(text.slice(at, found.index)) + (found[0] === '111111111111' ? '\\d{12}' : '[^\\s":]+');
    at = found.index + found[0].length;
  }
  return new RegExp(`^(?:${source}${escaped(text.slice(at))})$`, 's');
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length <= 400 ? text : `${text.slice(0, 400)}…`;
}

function differ(path: string, expected: unknown, actual: unknown): string {
  return `${path}: expected ${short(expected)} got ${short(actual)}`;
}

/** The first difference of a recorded value and an actual one, or undefined. */
export function difference(expected: unknown, actual: unknown, path: string): string | undefined {
  if (typeof expected === 'string') return textDifference(expected, actual, path);
  if (typeof expected === 'object' && expected !== null && typeof actual === 'string') {
    const held = parsed(actual);
    return held ? difference(expected, held.value, path) : differ(path, expected, actual);
  }
  if (isObject(expected)) return isObject(actual) ? objectDifference(expected, actual, path) : differ(path, expected, actual);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return differ(path, expected, actual);
    if (expected.length !== actual.length) return `${path}: expected ${expected.length} elements got ${actual.length}`;
    return firstOf(expected.map((item, index) => () => difference(item, actual[index], `${path}[${index}]`)));
  }
  return expected === actual ? undefined : differ(path, expected, actual);
}

function firstOf(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found) return found;
  }
  return undefined;
}

function textDifference(expected: string, actual: unknown, path: string): string | undefined {
  if (wholePlaceholder.test(expected)) return actual === null || actual === undefined ? differ(path, expected, actual) : undefined;
  if (typeof actual !== 'string') return differ(path, expected, actual);
  if (pattern(expected).test(actual)) return undefined;
  const [e, a] = [parsed(expected), parsed(actual)];
  if (e && a && typeof e.value !== 'string') return difference(e.value, a.value, path);
  return differ(path, expected, actual);
}

function objectDifference(expected: Json, actual: Json, path: string): string | undefined {
  const open = 'errorType' in expected && 'errorMessage' in expected ? ofRuntime : new Set<string>();
  const missing = Object.keys(expected).find((name) => !open.has(name) && !(name in actual));
  if (missing) return `${path}.${missing}: expected ${short(expected[missing])} got nothing`;
  const surplus = Object.keys(actual).find((name) => !open.has(name) && !(name in expected));
  if (surplus) return `${path}.${surplus}: expected nothing got ${short(actual[surplus])}`;
  const compared = Object.keys(expected).filter((name) => !open.has(name) && !transport.has(name));
  return firstOf(compared.map((name) => () => difference(expected[name], actual[name], `${path}.${name}`)));
}

function details(event: Json): Json {
  return Object.fromEntries(
    Object.entries(event).filter(([name, value]) => name.endsWith('EventDetails') && isObject(value) && Object.keys(value).length > 0),
  );
}

function eventDifference(expected: RecordedEvent, actual: Json, number: number): string | undefined {
  if (expected.type === '<any>') return undefined;
  if (expected.type !== actual.type) return `event ${number}: expected ${expected.type} got ${String(actual.type)}`;
  return difference(details(expected), details(actual), `event ${number} ${expected.type}`);
}

function unorderedDifference(expected: RecordedEvent[], actual: Json[], number: number): string | undefined {
  const rest = [...actual];
  for (const event of expected) {
    const tries = rest.map((candidate) => eventDifference(event, candidate, number));
    const match = tries.indexOf(undefined);
    if (match === -1) {
      const alike = tries.find((_, index) => rest[index]!.type === event.type);
      return alike ?? `events from ${number}: expected a ${event.type} among ${rest.map(({ type }) => type).join(', ')}`;
    }
    rest.splice(match, 1);
  }
  return undefined;
}

/** The first difference of two histories, or undefined. */
export function historyDifference(expected: RecordedEvent[], actual: Json[], unordered: [number, number][] = []): string | undefined {
  for (let first = 0; first < expected.length; ) {
    const last = unordered.find(([begin]) => begin === first)?.[1] ?? first;
    const segment = expected.slice(first, last + 1);
    const found = actual.slice(first, last + 1);
    if (found.length < segment.length) return `event ${first + found.length + 1}: expected ${segment[found.length]!.type} got the end`;
    const wrong =
      segment.length === 1 ? eventDifference(segment[0]!, found[0]!, first + 1) : unorderedDifference(segment, found, first + 1);
    if (wrong) return wrong;
    first = last + 1;
  }
  const surplus = actual[expected.length];
  return surplus ? `event ${expected.length + 1}: expected the end got ${String(surplus.type)}` : undefined;
}

/** The first difference of a recorded case and an execution, or undefined. */
export function caseDifference(expected: Recorded, actual: Observed): string | undefined {
  if (actual.status !== expected.status) return `status: expected ${expected.status} got ${actual.status} ${actual.error} ${actual.cause}`;
  const result = (['error', 'cause', 'output'] as const).map((name) => () => {
    if (expected[name] === null) return actual[name] ? `${name}: expected nothing got ${short(actual[name])}` : undefined;
    if (actual[name] === undefined) return `${name}: expected ${short(expected[name])} got nothing`;
    return difference(expected[name], actual[name], name);
  });
  return firstOf([() => historyDifference(expected.events, actual.events, expected.unordered), ...result]);
}
