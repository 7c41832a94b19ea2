import { canaryUser } from '../../core/users/canary.ts';
import type { AwsPlace } from '../../emulator/cloud.ts';
import { request } from '../local-aws.ts';
import type { Deployment } from './deployment.ts';
import type { EnvironmentFile } from './environment-file.ts';
import { secretValue } from './secret-value.ts';

/** A cluster as people make one: it works, carries no tag of ours, and nobody has it on record under the name that it is to get. */
export async function madeElsewhere(deployment: Deployment, file: EnvironmentFile): Promise<string> {
  const { id } = (await deployment.run(file)).output.cluster;
  makeStrange(deployment.home, id);
  return id;
}

/** Takes off a cluster what only the workflow gives one. */
export function makeStrange(home: AwsPlace, clusterId: string): void {
  const { tags, hsms } = home.cloudhsmv2.cluster(clusterId)!;
  tags.clear();
  for (const hsm of hsms) hsm.users = hsm.users.filter(({ username }) => username !== canaryUser);
}

/** What the people who adopt it are asked for: the passwords that its HSMs know, in the environment's secrets. */
export async function giveSecrets(deployment: Deployment, of: string, environment: string, users: string[]): Promise<void> {
  for (const user of users) await giveSecret(deployment, environment, user, secretValue(deployment.home, of, user));
}

export async function giveSecret({ emulator }: Deployment, environment: string, user: string, SecretString: string): Promise<void> {
  const Tags = [
    { Key: 'cloudhsm-lifecycle:environment', Value: environment },
    { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
  ];
  await request(emulator, 'secretsmanager', 'CreateSecret', { Name: `cloudhsm-lifecycle/dev/${environment}/${user}`, SecretString, Tags });
}
