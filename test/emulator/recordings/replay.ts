import type { Emulator } from '../../../emulator/emulator.ts';
import { type Bound, differences, type Rules, short } from './matcher.ts';
import { createStack } from './stack.ts';
import { type Answered, call, type Json } from './wire.ts';

export interface RecordedCase {
  name: string;
  source: string;
  recorded: string | null;
  /** More members than recorded are a difference. */
  exact?: boolean;
  /** What the clock has to be like. */
  needs?: string;
  steps: Step[];
}

interface Step {
  service: string;
  operation: string;
  input: Json;
  /** Names for members of the answer. */
  save?: Record<string, string>;
  expect?: Expected;
  /** The call is repeated until its answer fits. */
  until?: Expected;
  /** The call is repeated until its answer has this member. */
  await?: string;
}

type Expected = Rules & { exact?: boolean } & ({ output: unknown } | { error: unknown });

/** Seconds of virtual time that an answer may take to become the expected one. */
const patience = 180;

/** What differs from the recording, step by step; nothing where the case holds. */
export async function replay(aws: Emulator, recorded: RecordedCase, unique: string): Promise<string[]> {
  const saved = new Map<string, unknown>([
    ['unique', unique],
    ['account', aws.home.accountId],
    ['region', aws.home.region],
  ]);
  let bound: Bound = new Map();
  const wrong: string[] = [];
  for (const [index, step] of recorded.steps.entries()) {
    const where = `step ${index + 1} ${step.service}:${step.operation}`;
    const trial = await untilItFits(aws, step, recorded, saved, bound);
    bound = trial.bound;
    wrong.push(...trial.found.map((difference) => `${where}: ${difference}`));
    for (const [name, path] of Object.entries(step.save ?? {})) {
      const value = path.split('.').reduce((held: any, part) => held?.[part], trial.answer.members);
      if (value === undefined) return [...wrong, `${where}: no ${path} to go on with`];
      saved.set(name, value);
    }
  }
  return wrong;
}

async function untilItFits(aws: Emulator, step: Step, { exact, needs }: RecordedCase, saved: Map<string, unknown>, bound: Bound) {
  const expected = step.expect ?? step.until!;
  for (let second = 0; ; second++) {
    const trial: Bound = new Map(bound);
    // where a second has to last longer than a call, time stands still but for what waits for it
    const hold = needs && !('WaitTimeSeconds' in step.input) ? aws.home.clock.hold() : undefined;
    const input = filled(step.input, saved) as Json;
    const { operation } = step;
    // a template deployed at the start, and the API by which stacks are made
    const service = step.service === 'stacks' ? 'cloudformation' : step.service;
    const asked = step.service === 'cloudformation' ? createStack(aws, input) : call(aws, service, operation, input);
    const answer = await asked.finally(() => hold?.release());
    const found = judged(expected, answer, saved, trial, expected.exact ?? exact ?? false);
    const waits = step.until ? found.length > 0 : step.await !== undefined && !(step.await in answer.members);
    if (!waits || second >= patience) return { answer, found, bound: trial };
    await aws.home.clock.advance(1);
  }
}

function judged(expected: Expected, { kind, members }: Answered, saved: Map<string, unknown>, bound: Bound, exact: boolean): string[] {
  const wanted = (expected as Partial<Record<'output' | 'error', unknown>>)[kind];
  if (wanted === undefined)
    return [`expected ${'error' in expected ? `an error ${short(expected.error)}` : 'an answer'}, got ${short(members)}`];
  const more: string[] = [];
  const found = differences(plain(filled(wanted, saved)), plain(members), bound, expected, '', more);
  return exact && kind === 'output' && more.length > 0 ? [...found, `more than recorded: ${more.join(', ')}`] : found;
}

/** A value as JSON has it: times and bytes become text. */
function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `base64:${value.toString('base64')}`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]));
}

/** Values that JSON has no form for, or that would be long in it. */
const made: Record<string, (value: any) => unknown> = {
  $repeat: ([text, times]) => text.repeat(times),
  $bytes: (text) => Buffer.from(text),
  $base64: (text) => Buffer.from(text, 'base64'),
  $json: (value) => JSON.stringify(value),
  $add: (numbers: number[]) => numbers.reduce((sum, number) => sum + number),
};

/** A value with its references to saved ones resolved. */
function filled(value: unknown, saved: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, saved));
  if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    const [[key, item] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && Object.hasOwn(made, key)) return made[key]!(filled(item, saved));
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [filled(name, saved), filled(held, saved)]));
  }
  if (typeof value !== 'string') return value;
  if (value.startsWith('$') && saved.has(value.slice(1))) return saved.get(value.slice(1));
  return value.replaceAll(/\$\{(\w+)\}/g, (written, name: string) => (saved.has(name) ? String(saved.get(name)) : written));
}
