import { createHash } from 'node:crypto';
import type { Hsm } from '../../../emulator/cloudhsmv2/cluster.ts';
import type { Caller } from '../../../emulator/iam/caller.ts';
import { type Case, type Expected, type Kind, kind, slug, type Target } from '../kind.ts';
import { machineOf, type RecordedMoment, type Recording, startScenario } from '../recording.ts';
import { type CallTarget, callTargets, changingCalls, isOf } from './calls.ts';

interface MomentTarget extends Target {
  moment: RecordedMoment;
}

/** States in which a run spends time: at the others nothing can come between. */
const lasts = ({ type }: RecordedMoment) => type === 'Task' || type === 'Wait';
const ofTheRun = ({ machine }: RecordedMoment) => machine !== 'report-failure';

/** What other people, CloudHSM and clocks do while a run is in a state. */
export const momentKinds: Kind[] = [
  ...stops(),
  happens(
    'two-starts',
    'the same end',
    () => true,
    (on) => startScenario(on.rig, on.recording.scenario),
  ),
  happens('hsm-degraded', 'a named end', withActiveHsm, (on) => on.rig.world.cloudhsmv2.degradeHsm(someHsm(on).eniId)),
  happens('hsm-replaced', 'the same end', withActiveHsm, (on) => on.rig.world.cloudhsmv2.failHsm(someHsm(on).eniId)),
  happens('hsm-deleted', 'a named end', withActiveHsm, (on) => {
    const { clusterId, hsmId } = someHsm(on);
    return on.rig.ask('cloudhsmv2', 'DeleteHsm', { ClusterId: clusterId, HsmId: hsmId });
  }),
  happens(
    'cluster-modified',
    'the same end',
    ({ cluster }) => /^(UNINITIALIZED|INITIALIZED|ACTIVE)$/.test(cluster ?? ''),
    (on) => {
      const { file } = on.recording.scenario;
      const BackupRetentionPolicy = { Type: 'DAYS', Value: String(file.backupRetentionDays ?? 90) };
      return on.rig.ask('cloudhsmv2', 'ModifyCluster', { ClusterId: clusterOf(on).clusterId, BackupRetentionPolicy });
    },
  ),
  happens(
    'ca-disabled',
    'a named end',
    ({ cluster }) => !/^(INITIALIZED|ACTIVE)$/.test(cluster ?? ''),
    (on) => {
      const { arn: CertificateAuthorityArn } = on.recording.scenario.file.certificateAuthority as { arn: string };
      return on.rig.ask('acm-pca', 'UpdateCertificateAuthority', { CertificateAuthorityArn, Status: 'DISABLED' });
    },
  ),
  happens(
    'secret-pending-deletion',
    'a named end',
    ({ secrets }) => secrets.length > 0,
    (on) => {
      const environment = on.recording.scenario.file.name;
      const names = [...on.rig.world.secretsManager.secrets.keys()].filter((name) => name.includes(`/${environment}/`)).toSorted();
      return on.rig.ask('secretsmanager', 'DeleteSecret', { SecretId: names[chance(on.id, names.length)], RecoveryWindowInDays: 7 });
    },
  ),
];

/** StopExecution in each state and right after each change; and then another start, or a redrive. */
function stops(): Kind[] {
  const stop = async ({ rig, recording }: Case) => {
    const [executionArn] = rig
      .runs(machineOf(recording.scenario))
      .filter(({ status }) => status === 'RUNNING')
      .map(({ arn }) => arn);
    if (executionArn) await rig.ask('stepfunctions', 'StopExecution', { executionArn });
  };
  const redrive = async ({ rig, recording }: Case) => {
    for (const { arn, status } of rig.runs(machineOf(recording.scenario))) {
      if (status === 'ABORTED') await rig.ask('stepfunctions', 'RedriveExecution', { executionArn: arn });
    }
  };
  return [
    happens('stopped', 'a named end', () => true, stop),
    kind<CallTarget>({
      name: 'stopped-at-change',
      expected: 'a named end',
      targets: (recording) => callTargets(changingCalls(recording).filter(({ canDie }) => canDie)),
      arm: (on, { call }) => {
        const only = (input: unknown, caller: Caller) => isOf(on, call, input, caller);
        const met = on.rig.world.faults.inject({ operation: call.operation, skip: call.nth - 1, only, whenDone: () => stop(on) });
        return () => met() > 0;
      },
    }),
    happens(
      'stopped-and-started',
      'a named end',
      () => true,
      async (on) => {
        await stop(on);
        on.rig.world.clock.after('drive', 5, 'a person', () => void startScenario(on.rig, on.recording.scenario));
      },
    ),
    { ...happens('redriven', 'the same end', () => true, stop), afterwards: (on) => redrive(on).then(() => on.rig.idle()) },
    happens(
      'redriven-at-once',
      'the same end',
      () => true,
      async (on) => {
        await stop(on);
        await redrive(on);
      },
    ),
  ];
}

function happens(name: string, expected: Expected, possible: (moment: RecordedMoment) => boolean, act: (on: Case) => unknown): Kind {
  return kind<MomentTarget>({
    name,
    expected,
    targets: (recording) => momentTargets(recording, possible),
    arm: (on, { moment }) => on.rig.at(moment, () => act(on)),
  });
}

/** The first and the last time that a run is in each state. */
function momentTargets({ moments }: Recording, possible: (moment: RecordedMoment) => boolean): MomentTarget[] {
  const fitting = moments.filter((moment) => lasts(moment) && ofTheRun(moment) && possible(moment));
  return [...Map.groupBy(fitting, ({ machine, state }) => `${machine} ${state}`).values()].flatMap((alike) =>
    [...new Set([alike[0]!, alike.at(-1)!])].map((moment) => ({
      id: [moment.machine, slug(moment.state), moment.nth].join('.'),
      moment,
    })),
  );
}

function withActiveHsm({ activeHsms }: RecordedMoment): boolean {
  return activeHsms > 0;
}

function clusterOf({ rig, recording }: Case) {
  return rig.clusters(recording.scenario.file.name)[0]!;
}

/** One of the HSMs that are ACTIVE, by the case. */
function someHsm(on: Case): Hsm & { clusterId: string } {
  const { clusterId, hsms } = clusterOf(on);
  const active = hsms.filter(({ state }) => state === 'ACTIVE');
  return { ...active[chance(on.id, active.length)]!, clusterId };
}

/** From 0 up to `below`, the same for the same case. */
function chance(id: string, below: number): number {
  return createHash('sha256').update(id).digest().readUInt32BE() % below;
}
