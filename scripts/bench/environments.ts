import { readFileSync } from 'node:fs';
import { deployLocally } from '../../cli/local/deploy.ts';
import { cache, packagedTemplate } from '../../cli/local/packaged.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { VpcDeclaration } from '../../emulator/kernel/account.ts';
import type { Caller } from '../../emulator/kernel/caller.ts';

const person: Caller = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' };

/**
 * Provisions environments at once in one emulator.
 *
 * @returns seconds for each, and how many have succeeded
 */
export async function atOnce(count: number): Promise<{ secondsEach: number; succeeded: number }> {
  const file = JSON.parse(readFileSync('examples/production.json', 'utf8')) as EnvironmentFile;
  const quotas = { clusters: count, hsms: 3 * count, customKeyStores: count };
  const emulator = await startEmulator({ cache, account: { quotas, vpcs: [roomyVpc(file)] } });
  try {
    const { home } = emulator;
    const parameters = { ClusterQuota: String(count), HsmQuota: String(3 * count), KeyStoreQuota: String(count) };
    await deployLocally(emulator, await packagedTemplate(), 'dev', parameters);
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

interface EnvironmentFile {
  subnetIds: string[];
  keyStore: object;
  activation: { securityGroupIds: string[] };
}

/** The usual subnets have 251 addresses, and each environment has an HSM in each of them. */
function roomyVpc({ subnetIds, activation }: EnvironmentFile): VpcDeclaration {
  const subnets = subnetIds.map((id, index) => ({ id, availabilityZone: `us-east-1${'abc'[index]}`, cidr: `10.0.${16 * index}.0/20` }));
  return { id: 'vpc-0a11a11a11a11a11a', subnets, securityGroups: activation.securityGroupIds.map((id) => ({ id })) };
}
