import type { Declared } from './environment.ts';
import { day, home, hoursAgo } from './names.ts';

/** What is on record of an environment, as items of its table. */
export function itemsOf({ cluster, file, record, seen, drill }: Declared): Record<string, unknown>[] {
  const name = String(file.name);
  const arnOf = (user: string) => `arn:aws:secretsmanager:us-east-1:${home}:secret:cloudhsm-lifecycle/dev/${name}/${user}-AbCdEf`;
  const users = ['admin', 'application'];
  const requestedAt = hoursAgo(60 * day);
  return [
    {
      ...{ environment: name, item: 'file', file: JSON.stringify(file), hash: 'declared', clusterId: cluster.id, requestedAt },
      ...{ trustAnchor: arnOf('trust-anchor'), trustAnchorSha256: '0'.repeat(64), ...record },
    },
    {
      ...{ environment: name, item: 'users', secrets: Object.fromEntries(users.map((user) => [user, arnOf(user)])) },
      seen: JSON.stringify({ at: hoursAgo(50), users: seen }),
    },
    ...(drill ? [{ environment: name, item: 'outcome#drill', ...drill }] : []),
  ];
}

/** What another region knows of an environment that is to be restored there. */
export function broughtOf({ cluster, file }: Declared): Record<string, unknown> {
  const brought = { environment: file, from: 'us-east-1', clusterId: cluster.id, users: {} };
  return { environment: file.name, item: 'recovery', brought: JSON.stringify(brought) };
}
