import {
  type DescribeSecretCommandOutput,
  ReplicateSecretToRegionsCommand,
  type ReplicationStatusType,
} from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { beingDeleted } from '../credentials/being-deleted.ts';
import { describedSecret } from '../credentials/described-secret.ts';
import { lateAnswer } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';

const doing = (region: string) => `bringing a secret to ${region}`;

/**
 * Has Secrets Manager keep replicas of secrets in another region: their versions and labels come along, from now on by themselves.
 *
 * @throws LifecycleError SecretUnusable that names all that are scheduled for deletion, or whose names other secrets have there;
 *   TransientServiceError while one is being made
 */
export async function replicate(secretArns: string[], region: string): Promise<void> {
  const secrets: { secretArn: string; described: DescribeSecretCommandOutput }[] = [];
  for (const secretArn of secretArns) secrets.push({ secretArn, described: await describedSecret(secretArn, doing(region)) });
  const going = secrets.filter(({ described }) => described.DeletedDate);
  if (going.length > 0) throw beingDeleted(...going.map(({ secretArn }) => nameIn(secretArn)));
  const failed: { secretArn: string; why: string }[] = [];
  for (const { secretArn, described } of secrets) {
    const why = await reasonOfFailure(secretArn, region, described);
    if (why !== undefined) failed.push({ secretArn, why });
  }
  const [first] = failed;
  if (!first) return;
  const removing = failed.map(({ secretArn }) => {
    return `\`aws secretsmanager delete-secret --region ${region} --secret-id ${nameIn(secretArn)} --force-delete-without-recovery\``;
  });
  throw new LifecycleError('SecretUnusable', {
    doing: doing(region),
    to: failed.map(({ secretArn }) => nameIn(secretArn)).join(', '),
    problem: first.why,
    remedy: `where no environment and no backup in ${region} needs what is there, ${removing.join(', ')}, and start the workflow again; where it is needed there, take recovery out of the file here`,
  });
}

/** Undefined where the replica is there. */
async function reasonOfFailure(
  secretArn: string,
  region: string,
  { ReplicationStatus = [] }: DescribeSecretCommandOutput,
): Promise<string | undefined> {
  const found = ReplicationStatus.find(({ Region }) => Region === region);
  if (!found || found.Status === 'Failed') {
    const asked = await secretsManager().send(
      new ReplicateSecretToRegionsCommand({ SecretId: secretArn, AddReplicaRegions: [{ Region: region }] }),
    );
    return reasonIn(secretArn, region, asked.ReplicationStatus);
  }
  return reasonIn(secretArn, region, ReplicationStatus);
}

function reasonIn(secretArn: string, region: string, all: ReplicationStatusType[] = []): string | undefined {
  const { Status, StatusMessage = 'no reason given' } = all.find(({ Region }) => Region === region) ?? {};
  if (Status === 'InSync') return undefined;
  if (Status !== 'Failed')
    throw lateAnswer({ doing: doing(region), to: secretArn, problem: 'Secrets Manager is at work on it, or does not show it yet' });
  return StatusMessage;
}

/** The name in an ARN, which ends with six characters of Secrets Manager's. */
function nameIn(secretArn: string): string {
  return secretArn
    .split(':')
    .slice(6)
    .join(':')
    .replace(/-\w{6}$/, '');
}
