import { InvalidArgumentError } from '@commander-js/extra-typings';
import { targetCommand } from '../options.ts';
import { perform } from '../perform.ts';

export function monitorCommand() {
  return targetCommand('monitor', [
    ['npx hsm monitor production', 'its figures of the last three hours, and the alarms that are on'],
    ['npx hsm monitor production --json | jq \'.alarms[] | select(.state == "ALARM")\'', 'what is wrong, for a program'],
  ])
    .description('show how an environment is doing: figures of its HSMs, key store and backups, and its alarms')
    .argument('<environment>', 'name of an environment')
    .option('--hours <hours>', 'how far back', hours, 3)
    .action((environment, options) =>
      perform(options, async () => {
        const { monitor } = await import('../monitor/monitor.ts');
        await monitor(environment, options);
      }),
    );
}

/** CloudWatch keeps values by the hour for 15 months. */
function hours(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 10_920) return value;
  throw new InvalidArgumentError('It has to be a whole number from 1 to 10920.');
}
