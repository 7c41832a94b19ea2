import type { World } from '../../emulator/world.ts';
import { allItems } from './record.ts';

export interface SecretValue {
  what: string;
  value: string;
}

/** Every value of this world that nobody may read anywhere but in Secrets Manager. */
export function secretValues(world: World): SecretValue[] {
  const clusters = [...world.cloudhsmv2.clusters.values()];
  const values = [
    ...[...world.secretsManager.secrets.values()]
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
    ...[...world.kms.customKeyStores.values()].map(({ id, kmsuserPassword }) => ({ what: `kmsuser of ${id}`, value: kmsuserPassword })),
    ...clusters.flatMap(({ keys }) =>
      [...keys].flatMap(([id, material]) => [
        { what: `material of ${id}`, value: material.toString('base64') },
        { what: `material of ${id}`, value: material.toString('hex') },
      ]),
    ),
  ];
  return values.filter(({ value }) => value !== '');
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

/** What people and programs can read: executions and their histories, logs, events, messages, queues, tasks, parameters and tables. */
export async function writtenDown(world: World): Promise<string> {
  const executions = [...world.states.executions.values()].map(({ inputText, output, error, cause, history }) => {
    return [inputText, output, error, cause, history.events];
  });
  const logs = [...world.logs.groups.values()].flatMap(({ streams }) => [...streams.values()].map(({ events }) => events));
  const messages = [...world.sns.topics.values()].map((topic) => topic.messages);
  const queues = [...world.sqs.queues.values()].map((queue) => queue.messages);
  const tasks = [...world.ecs.tasks.values()].map(({ shown }) => shown);
  const tables = await allItems(world);
  const { securityGroups } = world.ec2;
  const texts = [executions, logs, world.events.events, messages, queues, tasks, securityGroups, world.ssm.parameters, tables];
  // as they stand in JSON inside JSON, quotes are escaped; passwords have none
  return JSON.stringify(texts, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
}
