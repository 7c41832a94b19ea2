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

/** What KMS refuses for good, with what to do about it. */
const remedies: Record<string, string> = {
  CloudHsmClusterInvalidConfigurationException:
    "give the cluster's security group the rules back that CloudHSM gave it (TCP 2223 to 2225 from and to itself), see that two HSMs in two availability zones are ACTIVE (`aws cloudhsmv2 describe-clusters`), and start the workflow again",
  IncorrectTrustAnchorException:
    'name in certificateAuthority the CA whose root the cluster was initialized with, and start the workflow again',
  LimitExceededException: 'ask Service Quotas for more, or delete a key store or key that is not in use, and start the workflow again',
};

/** The workflow's error for an answer of KMS about a key store or a key in it; an error that says nothing of these is returned as it is. */
export function keyStoreRefusal(error: unknown, details: Pick<ErrorDetails, 'doing' | 'to'>): unknown {
  const { name, message } = error as Error;
  const problem = `${name}: ${message}`;
  if (passing.includes(name)) return lateAnswer({ ...details, problem }, error);
  const remedy = remedies[name];
  return remedy === undefined ? error : new LifecycleError('RequestRejected', { ...details, problem, remedy }, { cause: error });
}
