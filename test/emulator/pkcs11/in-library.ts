import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, type TestContext } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Cluster } from '../../../emulator/services/cloudhsmv2/cluster.ts';
import { cc, pkcs11js, softhsm } from '../../foreign-tools/pkcs11.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { localAws } from '../../local-aws.ts';
import { activate, addHsm, initialize, newCluster } from '../cloudhsmv2/lifecycle.ts';
import { program } from '../data-plane/programs.ts';
import type { ScenarioName } from './scenarios.ts';

const run = promisify(execFile);
const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const cache = fileURLToPath(new URL('../../../node_modules/.cache/cloudhsm-lifecycle', import.meta.url));

export const password = 'correct-Password1';

export interface Reached {
  aws: Emulator;
  cluster: Cluster;
  /** Runs a scenario in a process of its own, as a crypto user. */
  as(user: string, scenario: ScenarioName, password?: string, environment?: Record<string, string>): Promise<any>;
}

/** An ACTIVE cluster with the crypto users `one` and `two`, for which the local library is configured. */
export async function reachedCluster(context: Pick<TestContext, 'skip'>, hsms = 2): Promise<Reached> {
  needs(context, cc, softhsm, pkcs11js);
  const aws = await localAws({ cache });
  const clusterId = await newCluster(aws);
  await addHsm(aws, clusterId);
  await initialize(aws, clusterId);
  await activate(aws, clusterId);
  const cluster = aws.home.cloudhsmv2.cluster(clusterId)!;
  for (const username of ['one', 'two']) addUser(cluster, username);
  for (let zone = 1; zone < hsms; zone++) await addHsm(aws, clusterId, zone);
  return reached(aws, cluster);
}

function addUser({ hsms }: Cluster, username: string): void {
  for (const { users } of hsms) users.push({ username, role: 'crypto-user', password, badLogins: 0, locked: false });
}

/** Configures the library for a cluster. */
export async function reached(aws: Emulator, cluster: Cluster): Promise<Reached> {
  expect(await program(aws, 'configure-pkcs11', ['--cluster-id', cluster.clusterId])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  const as: Reached['as'] = async (user, scenario, given = password, environment = {}) => {
    // a program is short, and half of it would be reading its own text
    const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(cache, 'programs'), AWS_REGION: aws.home.region, ...environment };
    const { stdout } = await run(process.execPath, [child, aws.pkcs11!, scenario, `${user}:${given}`], { env });
    return JSON.parse(stdout);
  };
  return { aws, cluster, as };
}
