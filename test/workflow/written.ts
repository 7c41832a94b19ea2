import type { AwsPlace } from '../../emulator/cloud.ts';
import type { LogStream } from '../../emulator/services/logs/log-stream.ts';
import type { Item } from './record.ts';
import type { SecretValue } from './secrecy.ts';

/** What was looked through and stays as it was: an execution by how often it had been redriven, anything else by nothing. */
const lookedThrough = new WeakMap<object, number>();
/** How far a stream of logs was looked through. */
const linesLookedThrough = new WeakMap<LogStream, { timestamp: number; length: number }>();
/** What can be written anew at any time as it stood at the last look, each thing's text, and the values that were looked for in it. */
const standingBefore = new WeakMap<AwsPlace, { texts: Set<string>; values: Set<string> }>();

export interface Written {
  /** What is new. */
  text: string;
  /** Whether it shows a value that it must not; one that is new is looked for in what stands from before, too. */
  shows: (secret: SecretValue) => boolean;
  /** It is not among what is new any more. */
  tick: () => void;
}

/**
 * What people and programs can read, as far as it is new: executions and their histories, logs, events, messages, queues, tasks, parameters
 * and items of tables. A home that many tests share writes megabytes, and is looked through after each run.
 */
export function newlyWritten(home: AwsPlace, items: Item[]): Written {
  const seen: (() => void)[] = [];
  const fresh = <Thing extends object>(things: Iterable<Thing>, stateOf: (thing: Thing) => number): Thing[] => {
    const found = [...things].filter((thing) => lookedThrough.get(thing) !== stateOf(thing));
    for (const thing of found) seen.push(() => lookedThrough.set(thing, stateOf(thing)));
    return found;
  };
  const executions = fresh(home.states.executions.values(), ({ status, redriveCount }) =>
    status === 'RUNNING' ? Number.NaN : redriveCount,
  );
  const streams = [...home.logs.groups.values()].flatMap((group) => [...group.streams.values()]);
  const lines = streams.map((stream) => {
    const known = linesLookedThrough.get(stream) ?? { timestamp: 0, length: 0 };
    const now = { timestamp: stream.last?.timestamp ?? 0, length: stream.length };
    if (now.timestamp === known.timestamp && now.length === known.length) return [];
    seen.push(() => linesLookedThrough.set(stream, now));
    return now.timestamp >= known.timestamp ? stream.between(known.timestamp, Number.POSITIVE_INFINITY) : [];
  });
  const messages = [...home.sns.topics.values()].map((topic) => fresh(topic.messages, () => 0));
  const before = standingBefore.get(home) ?? { texts: new Set(), values: new Set() };
  const standing = standingTexts(home, items);
  const values = new Set<string>();
  seen.push(() => standingBefore.set(home, { texts: new Set(standing), values }));
  const texts = [
    executions.map(({ inputText, output, error, cause, history }) => [inputText, output, error, cause, history.events]),
    lines,
    fresh(home.events.taken.all, () => 0),
    messages,
  ];
  const text = [asText(texts), ...standing.filter((one) => !before.texts.has(one))].join('\n');
  const [showsNow, showedBefore] = [lookupIn(text), lookupIn(standing.join('\n'))];
  return {
    text,
    shows: ({ value }) => {
      values.add(value);
      return showsNow(value) || (!before.values.has(value) && showedBefore(value));
    },
    tick: () => {
      for (const tick of seen) tick();
    },
  };
}

/** Each thing that may be changed where it stands. */
function standingTexts({ sqs, ecs, ec2, ssm }: AwsPlace, items: Item[]): string[] {
  const queues = [...sqs.queues.values()].flatMap(({ messages }) => [...messages]);
  const tasks = [...ecs.tasks.values()].map(({ shown }) => shown);
  return [...queues, ...tasks, ...ec2.securityGroups, ...ssm.parameters, ...items].map(asText);
}

/** As it stands in JSON inside JSON, quotes are escaped; passwords have none. */
function asText(things: unknown): string {
  return JSON.stringify(things, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
}

const word = /[^\s"\\,{}[\]]{8,}/g;
const isWord = /^[^\s"\\,{}[\]]{8,}$/;

/** Looks for values in a text. Most of it is said over and over: its different words, of which each holds a value or not, are few. */
function lookupIn(text: string): (value: string) => boolean {
  let words: string | undefined;
  return (value) => {
    if (!isWord.test(value)) return text.includes(value);
    words ??= [...new Set(text.match(word))].join(' ');
    return words.includes(value);
  };
}
