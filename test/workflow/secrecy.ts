import type { AwsPlace } from '../../emulator/cloud.ts';
import type { Item } from './record.ts';

export interface SecretValue {
  what: string;
  value: string;
}

/** Every value of this home that nobody may read anywhere but in Secrets Manager, once. */
export function secretValues(home: AwsPlace): SecretValue[] {
  const clusters = [...home.cloudhsmv2.clusters.values()];
  const values = [
    ...[...home.secretsManager.secrets.values()]
      .filter(({ name }) => !name.endsWith('/trust-anchor')) // public
      .flatMap(({ name, versions }) =>
        [...versions.values()].map(({ secretString = '{}' }) => ({ what: name, value: passwordIn(secretString) })),
      ),
    ...clusters.map(({ clusterId, preCoPassword }) => ({ what: `PRECO password of ${clusterId}`, value: preCoPassword })),
    ...clusters.flatMap(({ hsms }) =>
      hsms.flatMap(({ hsmId, users }) =>
        users
          .filter(({ role }) => role === 'admin' || role === 'crypto-user')
          .map(({ username, password }) => ({ what: `${username} on ${hsmId}`, value: password })),
      ),
    ),
    ...[...home.kms.customKeyStores.values()].map(({ id, kmsuserPassword }) => ({ what: `kmsuser of ${id}`, value: kmsuserPassword })),
    ...clusters.flatMap(({ keys }) =>
      [...keys.values()]
        .filter(({ attributes }) => attributes.class !== 'public-key')
        .flatMap(({ reference, material }) => [
          { what: `material of ${reference}`, value: material.toString('base64') },
          { what: `material of ${reference}`, value: material.toString('hex') },
        ]),
    ),
  ];
  const different = new Map(values.map((one) => [one.value, one]));
  different.delete('');
  return [...different.values()];
}

/** The trust anchor is no secret, though it stands in one: clients hand it to everybody. */
function passwordIn(secretString: string): string {
  if (secretString.startsWith('-----BEGIN CERTIFICATE-----')) return '';
  return documentIn(secretString).password ?? '';
}

/** A secret that is no document is all password. */
function documentIn(secretString: string): { password?: string } {
  try {
    return JSON.parse(secretString) as { password?: string };
  } catch {
    return { password: secretString };
  }
}

/** What was looked through and stays as it was: an execution by how often it had been redriven, a stream of logs up to this time. */
const lookedThrough = new WeakMap<object, number>();

export interface Written {
  text: string;
  /** It is not among what is new any more. */
  tick: () => void;
}

/**
 * What people and programs can read, as far as it is new: executions and their histories, logs, events, messages, queues, tasks, parameters
 * and items of tables. A home that many tests share writes megabytes, and is looked through after each run.
 */
export function newlyWritten(home: AwsPlace, items: Item[]): Written {
  const seen: [thing: object, state: number][] = [];
  const fresh = <Thing extends object>(things: Iterable<Thing>, stateOf: (thing: Thing) => number): Thing[] => {
    const found = [...things].filter((thing) => lookedThrough.get(thing) !== stateOf(thing));
    for (const thing of found) seen.push([thing, stateOf(thing)]);
    return found;
  };
  const executions = fresh(home.states.executions.values(), ({ status, redriveCount }) =>
    status === 'RUNNING' ? Number.NaN : redriveCount,
  );
  const streams = [...home.logs.groups.values()].flatMap((group) => [...group.streams.values()]);
  const lines = streams.map((stream) => {
    const known = lookedThrough.get(stream) ?? 0;
    seen.push([stream, stream.last?.timestamp ?? 0]);
    return stream.last && stream.last.timestamp >= known ? stream.between(known, Number.POSITIVE_INFINITY) : [];
  });
  const messages = [...home.sns.topics.values()].map((topic) => fresh(topic.messages, () => 0));
  const queues = [...home.sqs.queues.values()].map((queue) => queue.messages);
  const tasks = [...home.ecs.tasks.values()].map(({ shown }) => shown);
  const texts = [
    executions.map(({ inputText, output, error, cause, history }) => [inputText, output, error, cause, history.events]),
    lines,
    fresh(home.events.taken.all, () => 0),
    messages,
    queues,
    tasks,
    home.ec2.securityGroups,
    home.ssm.parameters,
    items,
  ];
  return {
    // as they stand in JSON inside JSON, quotes are escaped; passwords have none
    text: JSON.stringify(texts, (_key, value: unknown) => (value instanceof Map ? [...value] : value)),
    tick: () => {
      for (const [thing, state] of seen) lookedThrough.set(thing, state);
    },
  };
}
