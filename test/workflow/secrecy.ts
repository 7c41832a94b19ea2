import type { AwsPlace } from '../../emulator/cloud.ts';
import { allItems } from './record.ts';

export interface SecretValue {
  what: string;
  value: string;
}

/** Every value of this home that nobody may read anywhere but in Secrets Manager. */
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
export async function writtenDown(home: AwsPlace): Promise<string> {
  const executions = [...home.states.executions.values()].map(({ inputText, output, error, cause, history }) => {
    return [inputText, output, error, cause, history.events];
  });
  const logs = [...home.logs.groups.values()].flatMap(({ streams }) => [...streams.values()].map(({ events }) => events));
  const messages = [...home.sns.topics.values()].map((topic) => topic.messages);
  const queues = [...home.sqs.queues.values()].map((queue) => queue.messages);
  const tasks = [...home.ecs.tasks.values()].map(({ shown }) => shown);
  const tables = await allItems(home);
  const { securityGroups } = home.ec2;
  const texts = [executions, logs, home.events.events, messages, queues, tasks, securityGroups, home.ssm.parameters, tables];
  // as they stand in JSON inside JSON, quotes are escaped; passwords have none
  return JSON.stringify(texts, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
}
