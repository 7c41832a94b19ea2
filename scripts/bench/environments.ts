import { readFileSync } from 'node:fs';
import { deployLocally } from '../../cli/local/deploy.ts';
import { cache, packagedTemplate } from '../../cli/local/packaged.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Caller } from '../../emulator/kernel/caller.ts';

const person: Caller = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' };

/**
 * Provisions environments at once in one emulator.
 *
 * @returns seconds for each, and how many have succeeded
 */
export async function atOnce(count: number): Promise<{ secondsEach: number; succeeded: number }> {
  const quotas = { clusters: count, hsms: 3 * count, customKeyStores: count };
  const emulator = await startEmulator({ cache, account: { quotas } });
  try {
    const { home } = emulator;
    const parameters = { ClusterQuota: String(count), HsmQuota: String(3 * count), KeyStoreQuota: String(count) };
    await deployLocally(emulator, await packagedTemplate(), 'dev', parameters);
    const file = JSON.parse(readFileSync('examples/production.json', 'utf8')) as { keyStore: object };
    const stateMachineArn = home.arn('states', 'stateMachine:cloudhsm-lifecycle-dev-provision');
    const begun = performance.now();
    const started = await Promise.all(
      Array.from({ length: count }, (_, index) => {
        const name = `environment-${index}`;
        const input = JSON.stringify({ ...file, name, keyStore: { ...file.keyStore, name } });
        return home.call('stepfunctions', 'StartExecution', { stateMachineArn, name, input }, person) as Promise<{ executionArn: string }>;
      }),
    );
    await home.clock.idle();
    const secondsEach = (performance.now() - begun) / 1000 / count;
    const ended = await Promise.all(
      started.map(
        ({ executionArn }) => home.call('stepfunctions', 'DescribeExecution', { executionArn }, person) as Promise<{ status: string }>,
      ),
    );
    return { secondsEach, succeeded: ended.filter(({ status }) => status === 'SUCCEEDED').length };
  } finally {
    await emulator.stop();
  }
}
