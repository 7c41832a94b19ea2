import type { Cluster } from '../cloudhsm/cluster.ts';
import { restoringRules } from '../cloudhsm/group-rules.ts';
import { environmentTag } from '../cloudhsm/tags.ts';
import type { ErrorName } from '../errors/error-table.ts';
import { lateAnswer } from '../errors/late.ts';
import { type ErrorDetails, LifecycleError } from '../errors/lifecycle-error.ts';

/** What KMS says of a store, a key or a cluster that is known to be otherwise: it has not seen it yet, or CloudHSM is at work on it. */
const passing = [
  'CloudHsmClusterNotActiveException',
  'CloudHsmClusterNotFoundException',
  'CustomKeyStoreInvalidStateException',
  'CustomKeyStoreNotFoundException',
  'KMSInvalidStateException',
];

interface Refusal {
  error: ErrorName;
  /** What to do about it. `over` is the cluster, where it is known. */
  remedy: (over: Over | undefined) => string;
}

type Over = Pick<Cluster, 'clusterId' | 'securityGroupId' | 'tags'>;

/** What KMS refuses for good. */
const refusals: Record<string, Refusal> = {
  CloudHsmClusterInvalidConfigurationException: {
    error: 'RequestRejected',
    remedy: (over) =>
      `${restoringRules(over?.securityGroupId)}, see that two HSMs in two availability zones are ACTIVE${over ? ` (\`aws cloudhsmv2 describe-clusters --filters clusterIds=${over.clusterId}\`; \`npx hsm repair ${over.tags[environmentTag]}\` makes those that are missing)` : ''}, and start the workflow again`,
  },
  CloudHsmClusterNotRelatedException: {
    error: 'KeyStoreUnrelated',
    remedy: (over) =>
      `restore a backup of the cluster that the key store was over (\`aws cloudhsmv2 describe-backups\`); where its keys are not needed any more, delete the key store, and start the workflow again: another is made over ${over?.clusterId ?? 'the cluster'}`,
  },
  IncorrectTrustAnchorException: {
    error: 'RequestRejected',
    remedy: () => 'provision the environment: that holds the trust anchor in its secret against the cluster, and says what to put there',
  },
  // its quota has a name and no code in Service Quotas
  LimitExceededException: {
    error: 'QuotaReached',
    remedy: () =>
      'ask AWS Support to raise the quota that the message names ("Custom key stores" of AWS KMS is 10 in an account and region), or delete what nobody uses of it; then start the workflow again',
  },
};

/** The workflow's error for an answer of KMS about a key store or a key in it; an error that says nothing of these is returned as it is. */
export function keyStoreRefusal(error: unknown, details: Pick<ErrorDetails, 'doing' | 'to'>, over?: Over): unknown {
  const { name, message } = error as Error;
  const problem = `${name}: ${message}`;
  if (passing.includes(name)) return lateAnswer({ ...details, problem }, error);
  const refusal = refusals[name];
  if (refusal === undefined) return error;
  return new LifecycleError(refusal.error, { ...details, problem, remedy: refusal.remedy(over) }, { cause: error });
}
