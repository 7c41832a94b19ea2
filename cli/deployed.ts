import { paginateListStateMachines } from '@aws-sdk/client-sfn';
import { homeOf } from '../emulator/kernel/home.ts';
import { CommandError, exitCodes } from './exit.ts';
import type { Target } from './target.ts';
import { whole } from './text/wrap.ts';

/**
 * The ARN of a deployed state machine.
 *
 * @throws CommandError where it is not deployed
 */
export async function findStateMachine(target: Pick<Target, 'sfn' | 'stage' | 'region' | 'rehearsal'>, name: string): Promise<string> {
  const { sfn, stage } = target;
  const wanted = `${machinePrefix(stage)}${name}`;
  const stages: string[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: sfn }, {})) {
    const found = stateMachines.find((machine) => machine.name === wanted);
    if (found?.stateMachineArn) return found.stateMachineArn;
    stages.push(...stagesOf(stateMachines));
  }
  throw notDeployed(target, `the state machine ${wanted}`, stages);
}

/**
 * The stages that are deployed in a place; none where they may not be listed.
 *
 * @returns their names
 */
export async function deployedStages({ sfn }: Pick<Target, 'sfn'>): Promise<string[]> {
  const stages: string[] = [];
  try {
    for await (const { stateMachines = [] } of paginateListStateMachines({ client: sfn }, {})) stages.push(...stagesOf(stateMachines));
  } catch {
    // it would only have been of help
  }
  return stages;
}

/** Every deployment can provision. */
function stagesOf(machines: { name?: string | undefined }[]): string[] {
  return machines.flatMap(({ name = '' }) => /^cloudhsm-lifecycle-(?!body-)(.+)-provision$/.exec(name)?.[1] ?? []);
}

/**
 * @param what is missing
 * @param stages that are deployed there: one of them may be meant, and `--stage` forgotten
 */
export function notDeployed(
  { stage, region, rehearsal }: Pick<Target, 'stage' | 'region' | 'rehearsal'>,
  what: string,
  stages: string[],
): CommandError {
  // where the emulator is at home unless its account file says otherwise
  const also = region === homeOf({}).region ? '' : ` --also ${region}`;
  const emulator = `npx hsm emulator --deploy${stage === 'dev' ? '' : ` --stage ${stage}`}${also}`;
  const deploy = rehearsal ? emulator : `npx serverless deploy --stage ${stage} --region ${region}`;
  const problem = `${what} is not deployed in ${region}${rehearsal ? ' of this emulator' : ''}`;
  const others = stages.filter((other) => other !== stage);
  const remedy =
    others.length > 0
      ? `give --stage: ${others.join(', ')} ${others.length > 1 ? 'are' : 'is'} deployed there; or ${whole(deploy)}`
      : whole(deploy);
  return new CommandError(problem, exitCodes.badInput, 'NotDeployed', { remedy });
}

/** What the names of a stage's state machines begin with. */
export function machinePrefix(stage: string): string {
  return `cloudhsm-lifecycle-${stage}-`;
}
