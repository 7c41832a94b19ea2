import * as z from 'zod/mini';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { certificateIn, keptRoot } from '../core/drill/kept-root.ts';
import { subjectOf } from '../core/drill/subject.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';
import { canaryUser } from '../core/users/canary.ts';
import { networkBeside, taskNetwork, taskRequest } from '../core/users/users-task.ts';

const Input = z.object({ environment: z.string(), clusterId: z.string(), canaryVersion: z.string() });
const Output = z.object({
  ...taskNetwork,
  request: z.object({ ...taskRequest, canaryVersion: z.string() }),
});

/** The restored cluster has to carry the environment's certificate: signed by the root that is escrowed, which is the one on record. */
export const handler = step(Input, Output, async ({ environment: name, clusterId, canaryVersion }) => {
  const [{ environment, trustAnchor, users }, cluster] = await Promise.all([subjectOf(name), getCluster(clusterId)]);
  const root = await keptRoot({ trustAnchor });
  const certificate = certificateIn(cluster.certificates.cluster ?? '');
  if (!certificate?.verify(root.publicKey)) {
    throw new LifecycleError('BackupNotProven', {
      doing: 'checking the restored cluster',
      to: clusterId,
      problem: 'its certificate does not lead to the trust anchor that is escrowed',
    });
  }
  return {
    ...networkBeside(cluster, environment),
    request: {
      clusterId,
      users: { [canaryUser]: users[canaryUser]! },
      trustAnchor: trustAnchor!.secretArn,
      canaryVersion,
      securityGroupId: cluster.securityGroupId,
    },
  };
});
