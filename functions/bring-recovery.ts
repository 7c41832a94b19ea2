import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { WantedCopy } from '../core/copies/copies.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { recordWithFile } from '../core/record/file.ts';
import { readUsers } from '../core/record/users.ts';
import { notDeployed, recordIn } from '../core/recovery/record-elsewhere.ts';
import { recordRecovery } from '../core/recovery/recovery-item.ts';
import { replicaArn } from '../core/recovery/replica-arn.ts';
import { replicate } from '../core/recovery/replicate.ts';
import { step } from '../core/step.ts';

const Input = z.object({ copy: WantedCopy });
const Output = z.object({ secrets: z.array(z.string()) });

/**
 * A copy is worth nothing without passwords and trust anchor: brings replicas of the environment's secrets to the region of the copy, and
 * what the record knows of it, so that it can be restored by that region's stack alone.
 */
export const handler = step(Input, Output, async ({ copy: { environment: name, clusterId, region } }) => {
  const there = await recordIn(region);
  if (!there) throw withoutStack(name, region);
  const [{ environment, trustAnchor }, users] = await Promise.all([recordWithFile(name), readUsers(name)]);
  await replicate([...Object.values(users), ...(trustAnchor ? [trustAnchor.secretArn] : [])], region);
  const replicas = Object.fromEntries(Object.entries(users).map(([user, secretArn]) => [user, replicaArn(secretArn, region)]));
  const anchor = trustAnchor && { ...trustAnchor, secretArn: replicaArn(trustAnchor.secretArn, region) };
  await recordRecovery({ environment, from: setting('AWS_REGION'), clusterId, users: replicas, trustAnchor: anchor }, there);
  return { secrets: [...Object.values(replicas), ...(anchor ? [anchor.secretArn] : [])] };
});

function withoutStack(name: string, region: string): LifecycleError {
  const { problem, remedy } = notDeployed(region);
  return new LifecycleError('InvalidEnvironment', {
    doing: `bringing secrets and record to ${region}`,
    to: `environment ${name}`,
    problem,
    remedy: `${remedy}, and start the workflow again`,
  });
}
