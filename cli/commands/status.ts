import { BadOption } from '../exit.ts';
import { targetCommand } from '../options.ts';
import { print, printDocument, styled, width } from '../output.ts';
import { perform } from '../perform.ts';

export function statusCommand() {
  return targetCommand('status', [
    ['npx hsm status', 'who has asked for what, and what has become of it'],
    ['npx hsm status production --json', 'the executions of one environment, with their ARNs, causes and remedies'],
  ])
    .description('list the newest executions, or those of one environment')
    .argument('[environment]', 'name of an environment')
    .action((environment, options) => perform(options, () => status(environment, options)));
}

async function status(environment: string | undefined, options: { json?: boolean; region?: string; stage: string }): Promise<void> {
  if (environment?.startsWith('arn:')) {
    const { whole } = await import('../text/wrap.ts');
    throw new BadOption('an execution is no environment', {
      remedy: `${whole(`npx hsm watch ${environment}`)} shows it, also when it has ended`,
    });
  }
  const [{ openTarget }, { newestExecutions }, { splitRemedy }, { table }, { duration }] = await Promise.all([
    import('../target.ts'),
    import('../executions.ts'),
    import('../../core/errors/lifecycle-error.ts'),
    import('../text/table.ts'),
    import('../text/duration.ts'),
  ]);
  const target = await openTarget(options);
  try {
    const executions = await newestExecutions(target, environment);
    if (options.json) {
      printDocument(
        executions.map(({ environment, intent, status = '', startDate, stopDate, error = '', cause = '', executionArn = '' }) => ({
          environment,
          intent,
          status,
          startedAt: startDate?.toISOString() ?? '',
          endedAt: stopDate?.toISOString() ?? null,
          error,
          ...splitRemedy(cause),
          execution: executionArn,
        })),
      );
    } else if (executions.length === 0) {
      print(
        `no execution${environment === undefined ? '' : ` of ${environment}`} yet: npx hsm provision -f FILE${target.again} starts one`,
      );
    } else {
      const rows = executions.map(({ environment, intent, status = '', startDate, stopDate, error = '' }) => {
        const seconds = ((stopDate?.getTime() ?? target.now()) - (startDate?.getTime() ?? 0)) / 1000;
        return [shortDate(startDate), environment, intent, status, duration(seconds), error];
      });
      print(table(['STARTED', 'ENVIRONMENT', 'INTENT', 'STATUS', 'TIME', 'ERROR'], rows, width(), (text) => styled('bold', text)));
    }
  } finally {
    await target.close();
  }
}

/** To the minute, in UTC: 2026-01-05 09:00. */
function shortDate(date: Date | undefined): string {
  return date?.toISOString().slice(0, 16).replace('T', ' ') ?? '';
}
