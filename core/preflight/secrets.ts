import type { Environment } from '../environment/environment.ts';
import { jsonValue } from '../json-value.ts';
import { adminsOf } from '../users/admins.ts';
import { canaryUser } from '../users/canary.ts';
import type { Facts } from './facts.ts';
import { type Findings, together } from './findings.ts';
import { checkKeptSecret } from './kept-secret.ts';

interface User {
  name: string;
  /** Where the file asks for the user. */
  path: string;
}

/** A user's secret that exists is used as it is: it has to hold {username, password}. */
export async function checkSecrets(environment: Environment, _facts: Facts): Promise<Findings> {
  const users: User[] = [
    ...adminsOf(environment).map((name) => ({ name, path: name === 'admin' ? 'name' : 'admins' })),
    ...environment.cryptoUsers.map((name, index) => ({ name, path: `cryptoUsers.${index}` })),
    { name: canaryUser, path: 'name' },
    ...(environment.keyStore ? [{ name: 'kmsuser', path: 'keyStore' }] : []),
  ];
  return together(await Promise.all(users.map((user) => checkSecret(environment.name, user))));
}

function checkSecret(environment: string, { name, path }: User): Promise<Findings> {
  return checkKeptSecret(environment, {
    name,
    path,
    faultOf: (text) => faultOf(text, name),
    file: `${name}.json`,
    right: `{"username":"${name}","password":"…"} with the password that the cluster knows`,
    unneeded: 'no cluster knows its password',
  });
}

function faultOf(text: string, user: string): string | undefined {
  const { username, password } = (jsonValue(text) ?? {}) as { username?: unknown; password?: unknown };
  if (typeof username !== 'string' || typeof password !== 'string') return 'is no JSON {"username", "password"}';
  if (username !== user) return `is not the user ${user}'s`;
  // CloudHSM: 8 to 32 characters and no colon, which splits a PIN; KMS: letters and digits
  if (!/^[^:]{7,32}$/.test(password)) return 'holds a password that CloudHSM does not take';
  return user === 'kmsuser' && !/^[A-Za-z0-9]+$/.test(password) ? 'holds a password that KMS does not take' : undefined;
}
