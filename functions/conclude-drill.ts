import * as z from 'zod/mini';
import { Announced } from '../core/announced.ts';
import { setting } from '../core/aws/setting.ts';
import { seeCluster } from '../core/cloudhsm/cluster.ts';
import { Drill, provenNotice } from '../core/drill/drill.ts';
import { subjectOf } from '../core/drill/subject.ts';
import { asError, explainFailure } from '../core/failures/explain-failure.ts';
import { cents, hsmHour } from '../core/pricing.ts';
import { Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';
import { elapsedSeconds } from '../core/waiting/progress.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** What the state machine caught of the proof. */
  failure: z.nullable(z.object({ Error: z.string(), Cause: z.string() })),
  backupId: z.string(),
  /** The drill's own, where it came about. */
  drillClusterId: z.nullable(z.string()),
  startedAt: z.iso.datetime(),
  provenAt: z.nullable(z.iso.datetime()),
  now: z.iso.datetime(),
});
/** Of an environment that lives in another region, or whose cluster is gone, nothing but the drill is told. */
const Output = z.union([z.object({ clusterId: z.string(), drill: Drill }), z.extend(Announced, { drill: Drill })]);

/** When everything of the drill is gone: what it has proven, or why it has not. */
export const handler = step(
  Input,
  Output,
  async ({ environment: name, lease, failure, backupId, drillClusterId, startedAt, provenAt, now }) => {
    if (failure) throw asError(explainFailure(failure.Error, failure.Cause));
    const { environment, clusterId, users } = await subjectOf(name);
    const region = setting('AWS_REGION');
    const { price } = hsmHour(region, environment.hsmType);
    const seconds = (until: string | null) => elapsedSeconds({ since: startedAt, now: until! });
    const drill = {
      backup: backupId,
      cluster: drillClusterId!,
      region,
      recoverySeconds: seconds(provenAt),
      proof: true as const,
      // each hour that has begun is billed
      cost: cents(Math.ceil(seconds(now) / 3600) * price),
    };
    if (clusterId && (await seeCluster(clusterId))) return { clusterId, drill };
    const announcement = { detailType: 'Environment Changed', ...provenNotice(lease, drill) };
    return { announcement, cluster: null, certificate: null, keyStore: null, backup: null, secrets: users, drill };
  },
);
