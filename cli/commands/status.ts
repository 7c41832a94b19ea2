import { DescribeExecutionCommand, type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Command } from 'commander';
import { splitRemedy } from '../../core/errors/lifecycle-error.ts';
import { environmentNameIn } from '../environment-file.ts';
import { findStateMachine, openTarget, type Target, type TargetOptions } from '../target.ts';
import { targetCommand } from './options.ts';

interface StatusOptions extends TargetOptions {
  json?: boolean;
}

/** How many executions are looked at. */
const newest = 20;

export function statusCommand(): Command {
  return targetCommand('status')
    .description('list the newest provisioning executions, or those of one environment')
    .argument('[environment]', 'name of an environment')
    .action(status);
}

async function status(environment: string | undefined, options: StatusOptions): Promise<void> {
  const target = await openTarget(options);
  try {
    const stateMachineArn = await findStateMachine(target, 'provision');
    const { executions = [] } = await target.sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: newest }));
    const described = await Promise.all(executions.map((execution) => describe(target, execution)));
    const shown = described.filter((execution) => environment === undefined || execution.environment === environment);
    if (options.json) console.log(JSON.stringify(shown, null, 2));
    else if (shown.length === 0)
      console.log(`no execution${environment === undefined ? '' : ` of ${environment}`} yet: npx hsm provision -f FILE starts one`);
    else
      for (const { environment: name, status: state, startedAt, execution, error } of shown)
        console.log([startedAt, state, name, error, execution].join('  '));
  } finally {
    await target.close();
  }
}

async function describe({ sfn }: Target, { executionArn }: ExecutionListItem) {
  const { input, status: state, startDate, stopDate, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  return {
    environment: environmentNameIn(input),
    status: state ?? '',
    startedAt: startDate?.toISOString() ?? '',
    endedAt: stopDate?.toISOString() ?? null,
    error: error ?? '',
    ...splitRemedy(cause ?? ''),
    execution: executionArn ?? '',
  };
}
