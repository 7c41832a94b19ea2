import type { Execution } from '../../emulator/services/states/execution.ts';
import { brokenInvariants } from '../workflow/invariants.ts';
import type { FaultCase } from './cases.ts';
import { missing } from './in-place.ts';
import type { Case, Expected } from './kind.ts';
import { comeToRest, type Recording, startByHand, startScenario } from './recording.ts';
import type { Rig } from './rig.ts';

/** What came of a case. */
export interface Verdict {
  id: string;
  passed: boolean;
  /** How the run that the fault struck ended. */
  end: string;
  /** What should not have come, in words; empty where it passed. */
  problems: string[];
  seconds: number;
  /** Other cases whose faults came in the same run, as `<kind>/<target>`. */
  with?: string[];
  /** What a run with others had shown, where this one was run alone after it. */
  failedWithOthers?: string[];
  /** It did not come to rest: the rig cannot be used again. */
  broken: boolean;
}

/**
 * Runs one case: the fault strikes, all comes to rest, the promises are looked at; where something is missing, its cause is taken
 * away and the run is started again.
 */
export async function judge(rig: Rig, recording: Recording, { id, kind, target }: FaultCase): Promise<Verdict> {
  const began = performance.now();
  const problems: string[] = [];
  const on: Case = { rig, recording, id };
  let end = 'not started';
  let broken = false;
  try {
    const { scenario } = recording;
    await rig.fresh();
    await scenario.prepare?.(rig);
    const earlier = rig.entries().length;
    const struck = await kind.arm(on, target);
    await startScenario(rig, scenario);
    await comeToRest(rig, scenario);
    await kind.afterwards?.(on);
    await comeToRest(rig, scenario);
    const runs = rig.entries().slice(earlier);
    end = runs.map(endOf).join(', ');
    if (workers(runs).length === 0) problems.push('nobody did the work');
    if (!struck()) problems.push('the fault met nothing');
    problems.push(...wrongEnds(kind.expected, recording, workers(runs)));
    problems.push(...(await brokenInvariants(rig.home)));
    const complete = runs.some(({ status }) => status === 'SUCCEEDED') && missing(rig, scenario).length === 0;
    if (!complete && kind.expected !== 'a named end' && recording.end.status === 'SUCCEEDED') {
      problems.push(...missing(rig, scenario));
    }
    if (!complete) problems.push(...(await again(on)));
  } catch (error) {
    broken = true;
    problems.push(`the case broke: ${(error as Error).message}`);
  }
  return { id, passed: problems.length === 0, end, problems: problems.map(readable), seconds: (performance.now() - began) / 1000, broken };
}

/** Started again, once its cause is gone, a run succeeds from where it was. */
async function again({ rig, recording: { scenario } }: Case): Promise<string[]> {
  await cure(rig);
  await scenario.cure?.(rig);
  const run = await startByHand(rig, scenario);
  await comeToRest(rig, scenario);
  const ended = run.status === 'SUCCEEDED' ? missing(rig, scenario) : [unexpected(run)];
  return [...ended, ...(await brokenInvariants(rig.home))].map((problem) => `started again: ${problem}`);
}

/** What remedies ask of people. */
async function cure(rig: Rig): Promise<void> {
  const { home } = rig;
  home.faults.clear();
  home.cloudhsmv2.fates.clusters.length = home.cloudhsmv2.fates.hsms.length = 0;
  for (const { arn, status } of home.acmPca.authorities.values()) {
    if (status === 'DISABLED') await rig.ask('acm-pca', 'UpdateCertificateAuthority', { CertificateAuthorityArn: arn, Status: 'ACTIVE' });
  }
  for (const { name, deletion } of home.secretsManager.secrets.values()) {
    if (deletion) await rig.ask('secretsmanager', 'RestoreSecret', { SecretId: name });
  }
  await rig.deleteDegradedHsms();
  for (const { clusterId, state, hsms } of home.cloudhsmv2.clusters.values()) {
    if (state === 'DEGRADED' && hsms.length === 0) await rig.ask('cloudhsmv2', 'DeleteCluster', { ClusterId: clusterId });
  }
  await rig.idle();
}

function endsAs({ end }: Recording, { status, error }: Execution): boolean {
  return status === end.status && error === end.error;
}

/** Who should have ended otherwise, in words. */
function wrongEnds(expected: Expected, recording: Recording, runs: Execution[]): string[] {
  const [holders, others] = [runs.filter((run) => endsAs(recording, run)), runs.filter((run) => !endsAs(recording, run))];
  if (expected === 'a named end') return [];
  // what fails once in the scenario does not fail another run, which comes after the one that it has failed
  const after = ({ status }: Execution) => status === 'SUCCEEDED' && holders.length > 0;
  // by whoever holds the lease or has taken its place, or before that by what stands of the work that is under way
  const refused = ({ error = '', cause = '' }: Execution) =>
    error === 'InvalidEnvironment' || (['LeaseHeld', 'RequestOutdated'].includes(error) && holders.some(({ arn }) => cause.includes(arn)));
  const rightly = (run: Execution) => after(run) || (expected === 'the same end of one' && refused(run));
  return others.filter((run) => !rightly(run)).map(unexpected);
}

/** Those that did not leave the work to another. */
function workers(runs: Execution[]): Execution[] {
  return runs.filter(({ output }) => !output?.includes('ALREADY_RUNNING'));
}

function endOf({ status, error }: Execution): string {
  return error === undefined ? status : `${status} ${error}`;
}

function unexpected(run: Execution): string {
  const { history, cause = '' } = run;
  const entered = history.events.filter(({ stateEnteredEventDetails: details }) => details !== undefined);
  const names = entered.map(({ stateEnteredEventDetails: details }) => (details as { name: string }).name);
  const path = names.filter((name) => !/^(Failed|ExplainFailure|Remove what was created\?)$/.test(name));
  return `it ended ${endOf(run)} after ${path.at(-1)}: ${cause.split('\n')[0]!.slice(0, 400)}`;
}

/** Without what is the same in every ARN. */
function readable(problem: string): string {
  return problem.replaceAll(/arn:aws:states:[\w-]+:\d{12}:(execution|stateMachine):cloudhsm-lifecycle-/g, '');
}
