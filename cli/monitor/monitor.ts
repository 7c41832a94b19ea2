import { lookForCluster } from '../../core/cloudhsm/environment-cluster.ts';
import { readRecord } from '../../core/record/file.ts';
import { takeSettings } from '../deployment.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { print, printDocument, width } from '../output.ts';
import { openTarget } from '../target.ts';
import { whole } from '../text/wrap.ts';
import { readAlarms, readFigures, windowOf } from './figures.ts';
import type { Monitored } from './monitored.ts';
import { monitoredText } from './text.ts';

/**
 * Shows how an environment is doing, as CloudWatch knows it.
 *
 * @throws CommandError NoSuchEnvironment
 */
export async function monitor(
  environment: string,
  options: { json?: boolean; region?: string; stage: string; hours: number },
): Promise<void> {
  const target = await openTarget(options);
  try {
    await takeSettings(target);
    await target.readClock();
    const record = await readRecord(environment);
    const [cluster, alarms] = await Promise.all([lookForCluster(environment, record.clusterId), readAlarms(target.stage, environment)]);
    if (!cluster && !record.environment) {
      const remedy = `${whole(`npx hsm list${target.again}`)} shows which there are`;
      throw new CommandError(`there is no environment ${environment}`, exitCodes.badInput, 'NoSuchEnvironment', { remedy });
    }
    const window = windowOf(target.now(), options.hours);
    const { clusterId = '', hsmType = '' } = cluster ?? {};
    const watched = { stage: target.stage, environment, clusterId: clusterId || 'none', hsmType, topic: '' };
    const figures = await readFigures(watched, window, target.now());
    const monitored: Monitored = {
      environment,
      cluster: cluster?.clusterId ?? null,
      hours: options.hours,
      from: new Date(window.from).toISOString(),
      to: new Date(window.to).toISOString(),
      periodSeconds: window.periodSeconds,
      figures,
      alarms,
    };
    if (options.json) printDocument(monitored);
    else print(monitoredText(monitored, width()));
  } finally {
    await target.close();
  }
}
