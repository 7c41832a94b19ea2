import { DescribeSecretCommand, ReplicateSecretToRegionsCommand, type ReplicationStatusType } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { knownToBeThere, lateAnswer } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { replicaArn } from './replica-arn.ts';

const doing = (region: string) => `bringing a secret to ${region}`;

/**
 * Has Secrets Manager keep a replica of a secret in another region: its versions and their labels come along, from now on by themselves.
 *
 * @returns the replica's ARN
 * @throws LifecycleError SecretUnusable where another secret has the name there; TransientServiceError while it is being made
 */
export async function replicate(secretArn: string, region: string): Promise<string> {
  const late = { doing: doing(region), to: secretArn, problem: 'Secrets Manager does not show the secret, though the record knows it' };
  const read = () => secretsManager().send(new DescribeSecretCommand({ SecretId: secretArn }));
  const { ReplicationStatus = [] } = await knownToBeThere(read, late, ['ResourceNotFoundException']);
  const found = ReplicationStatus.find(({ Region }) => Region === region);
  if (!found || found.Status === 'Failed') {
    const asked = await secretsManager().send(
      new ReplicateSecretToRegionsCommand({ SecretId: secretArn, AddReplicaRegions: [{ Region: region }] }),
    );
    requireReplica(secretArn, region, asked.ReplicationStatus);
  } else requireReplica(secretArn, region, ReplicationStatus);
  return replicaArn(secretArn, region);
}

function requireReplica(secretArn: string, region: string, all: ReplicationStatusType[] = []): void {
  const { Status, StatusMessage = 'no reason given' } = all.find(({ Region }) => Region === region) ?? {};
  if (Status === 'InSync') return;
  if (Status !== 'Failed')
    throw lateAnswer({ doing: doing(region), to: secretArn, problem: 'Secrets Manager is at work on it, or does not show it yet' });
  const name = secretArn
    .split(':')
    .slice(6)
    .join(':')
    .replace(/-\w{6}$/, '');
  throw new LifecycleError('SecretUnusable', {
    doing: doing(region),
    to: secretArn,
    problem: StatusMessage,
    remedy: `where no environment in ${region} needs the secret that is there, \`aws secretsmanager delete-secret --region ${region} --secret-id ${name} --force-delete-without-recovery\`, and start the workflow again; where the environment was restored there and stays there, take recovery out of the file here`,
  });
}
