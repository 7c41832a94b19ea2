import { expect } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Cluster } from '../../../emulator/services/cloudhsmv2/cluster.ts';
import { localAws } from '../../local-aws.ts';
import { activeCluster, addHsm, initialize, newCluster } from '../cloudhsmv2/lifecycle.ts';
import { program } from './programs.ts';

/** An INITIALIZED cluster with one HSM, for which the CLI is configured. */
export async function initialized(): Promise<{ aws: Emulator; cluster: Cluster; ip: string }> {
  const aws = await localAws();
  const clusterId = await newCluster(aws);
  await addHsm(aws, clusterId);
  await initialize(aws, clusterId);
  return configured(aws, clusterId);
}

/** An ACTIVE cluster, for which the CLI is configured. */
export async function active(hsms = 1) {
  const aws = await localAws();
  const clusterId = await activeCluster(aws);
  for (let zone = 1; zone < hsms; zone++) await addHsm(aws, clusterId, zone);
  return configured(aws, clusterId);
}

export async function configured(aws: Emulator, clusterId: string) {
  const cluster = aws.home.cloudhsmv2.cluster(clusterId)!;
  const ip = cluster.hsms[0]!.eniIp;
  expect(await program(aws, 'configure-cli', ['-a', ip, '--disable-key-availability-check'])).toMatchObject({ exitCode: 0 });
  return { aws, cluster, ip };
}
