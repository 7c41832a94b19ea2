import * as z from 'zod/mini';
import { requireActivated } from '../core/cloudhsm/activated.ts';
import { activeHsms } from '../core/cloudhsm/active-hsms.ts';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { liveHsms } from '../core/cloudhsm/hsm.ts';
import { hsmDegraded } from '../core/cloudhsm/hsm-failures.ts';
import { clusterBusy, isPassing, requireLife } from '../core/cloudhsm/life.ts';
import { Replacement, replacements } from '../core/cloudhsm/replacements.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { type RecordWithFile, recordWithFile } from '../core/record/file.ts';
import { lastStandingHsms } from '../core/record/last-standing.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { readUsers } from '../core/record/users.ts';
import { lastHsmDegraded } from '../core/repair/last-hsm.ts';
import { HsmUsersTask, taskBeside } from '../core/rotation/task-beside.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** HSMs that work and were made from a backup of before a change of users: they are replaced too. */
  outdated: z._default(z.array(z.string()), []),
  /** How many HSMs this run has replaced so far. */
  replaced: z.int(),
  /** How many may be; null at the first look. */
  most: z.nullable(z.int()),
  now: z.iso.datetime(),
});
const Output = z.object({
  clusterId: z.string(),
  most: z.int(),
  /** The HSM that goes next, DEGRADED or outdated, and what comes in its place: at most one, since the others have to hold meanwhile. */
  replace: z.array(
    z.object({
      hsmId: z.string(),
      eniId: z.string(),
      availabilityZone: z.string(),
      addresses: z.array(z.string()),
      /** How many HSMs the zone has when it is replaced; 0 where the environment has more than it asks for. */
      wanted: z.int(),
    }),
  ),
  /** Whether there is an HSM to mend users on. */
  mend: z.boolean(),
  task: HsmUsersTask,
  addresses: z.array(z.string()),
  /** What CloudHSM has replaced by itself since the last run. */
  byCloudHsm: z.array(Replacement),
});

/** One that is replaced may fail as well; more than these are no accident. */
const furtherTries = 2;

/** What of the HSMs is to be replaced next. Nothing is removed unless another works, and none while one joins. */
export const handler = step(Input, Output, async ({ environment: name, lease, outdated, replaced, most, now }) => {
  await holdLeaseAgain(lease, now);
  const record = await recordWithFile(name);
  const cluster = await requireCluster(name, record.clusterId);
  requireLife(cluster);
  requireActivated(cluster, { doing: 'planning what is replaced', whatFor: 'and has no users that could be mended' });
  if (record.parking && liveHsms(cluster).length === 0) throw parked(record, cluster);
  const joining = cluster.hsms.some(({ state }) => state === 'CREATE_IN_PROGRESS');
  if (isPassing(cluster) || joining) throw clusterBusy(cluster, 'planning what is replaced');
  const degraded = cluster.hsms.filter(({ state }) => state === 'DEGRADED');
  const active = activeHsms(cluster);
  const old = active.filter(({ hsmId }) => outdated.includes(hsmId));
  // where none is of now, what it knows is all that there is
  const broken = old.length < active.length ? [...degraded, ...old] : degraded;
  const mostNow = most ?? broken.length + furtherTries;
  if (degraded.length > 0 && active.length === 0) throw await lastHsmDegraded(name, cluster, degraded);
  if (degraded.length > 0 && replaced >= mostNow) throw hsmDegraded(cluster, degraded);
  const [alive, before, users] = [liveHsms(cluster), await lastStandingHsms(name), await readUsers(name)];
  return {
    clusterId: cluster.clusterId,
    most: mostNow,
    replace: broken.slice(0, 1).map(({ hsmId, eniId, availabilityZone, ip }) => ({
      hsmId,
      eniId,
      availabilityZone,
      addresses: ip ? [ip] : [],
      wanted: alive.length > record.environment.hsmCount ? 0 : alive.filter((one) => one.availabilityZone === availabilityZone).length,
    })),
    mend: active.length > 0,
    task: taskBeside(cluster, record, users),
    addresses: active.map(({ ip }) => ip),
    byCloudHsm: replacements(before, cluster.hsms),
  };
});

function parked({ environment: { name, hsmCount } }: RecordWithFile, { clusterId }: Cluster): LifecycleError {
  return new LifecycleError('EnvironmentIncomplete', {
    doing: 'planning what is replaced',
    to: clusterId,
    problem: 'the environment is parked: it has no HSM that could be broken',
    remedy: `\`npx hsm scale ${name} --hsms ${hsmCount}\` brings it back`,
  });
}
