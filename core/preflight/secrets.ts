import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  GetSecretValueCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/cluster.ts';
import { secretName } from '../credentials/credentials.ts';
import { puttingSecret, secretTags } from '../credentials/secret-commands.ts';
import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, together } from './findings.ts';

interface User {
  name: string;
  /** Where the file asks for the user. */
  path: string;
}

/**
 * A user's secret that exists is used as it is: it has to be this environment's, to stay, and to hold {username, password}. Nothing of what
 * it holds is repeated.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html,
 * https://github.com/hashicorp/terraform-provider-aws/issues/5127 (the name of a deleted secret is taken for weeks)
 */
export async function checkSecrets(environment: Environment, _facts: Facts): Promise<Findings> {
  const users: User[] = [
    { name: 'admin', path: 'name' },
    ...environment.cryptoUsers.map((name, index) => ({ name, path: `cryptoUsers.${index}` })),
    ...(environment.keyStore ? [{ name: 'kmsuser', path: 'keyStore' }] : []),
  ];
  return together(await Promise.all(users.map((user) => checkSecret(environment.name, user))));
}

async function checkSecret(environment: string, { name, path }: User): Promise<Findings> {
  const secret = secretName(environment, name);
  const found = await unlessAbsent(() => secretsManager().send(new DescribeSecretCommand({ SecretId: secret })));
  if (!found) return nothing;
  if (found.DeletedDate) {
    const remedy = `\`aws secretsmanager restore-secret --secret-id ${secret}\`; if no cluster knows its password, delete it for good instead`;
    return refused({ path, problem: `the secret ${secret} is scheduled for deletion`, remedy });
  }
  if (!isOurs(found, environment)) {
    const remedy = `delete it, or make it so: \`aws secretsmanager tag-resource --secret-id ${secret} --tags ${secretTags(environment)}\``;
    return refused({ path, problem: `the secret ${secret} is not tagged as this environment's`, remedy });
  }
  const held = await unlessAbsent(() => secretsManager().send(new GetSecretValueCommand({ SecretId: secret })));
  const fault = faultOf(held?.SecretString, name);
  if (!fault) return nothing;
  const putting = `\`${puttingSecret(secret, `${name}.json`)}\``;
  const remedy = `write {"username":"${name}","password":"…"} with the password that the cluster knows into a file ${name}.json and put it there (${putting}); without a cluster, delete the secret`;
  return refused({ path, problem: `the secret ${secret} ${fault}`, remedy });
}

function isOurs({ Tags = [] }: DescribeSecretCommandOutput, environment: string): boolean {
  const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
  return tags.get(environmentTag) === environment && tags.get(stageTag) === setting('STAGE');
}

function faultOf(text: string | undefined, user: string): string | undefined {
  if (text === undefined) return 'holds no text';
  const { username, password } = parsed(text);
  if (typeof username !== 'string' || typeof password !== 'string') return 'is no JSON {"username", "password"}';
  if (username !== user) return `is not the user ${user}'s`;
  // CloudHSM: 8 to 32 characters and no colon, which splits a PIN; KMS: letters and digits
  if (!/^[^:]{7,32}$/.test(password)) return 'holds a password that CloudHSM does not take';
  return user === 'kmsuser' && !/^[A-Za-z0-9]+$/.test(password) ? 'holds a password that KMS does not take' : undefined;
}

function parsed(text: string): { username?: unknown; password?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

async function unlessAbsent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
