import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { watch } from '../../../kernel/watchdog.ts';
import type { Instance } from '../../ec2/instance.ts';
import type { SsmPlace } from '../state.ts';
import { prepareHost } from './host-folder.ts';
import { hostRole } from './host-role.ts';
import { killScript } from './kill-script.ts';

/** What is left of a script. `hung`: it was killed, since it did not end. */
export interface ScriptEnd {
  exitCode: number;
  stdout: string;
  stderr: string;
  hung: boolean;
}

/** Real seconds in which virtual time stands still before a script is taken to hang. */
const watchdogSeconds = 60;

interface Script {
  id: string;
  script: string;
  variables: Record<string, string>;
}

/** The last script of each host. */
const scripts = new WeakMap<Instance, Promise<ScriptEnd>>();

/**
 * Runs a script on a host, as its agent does: in the host's own folder, under the role and in the network of the instance. One at a time:
 * a script that waits for another's lock would hold the clock, and the other may be waiting for virtual time. Never rejects: one that
 * cannot be started, as with a NUL in a variable, has failed.
 */
export function runScript(place: SsmPlace, instance: Instance, script: Script): Promise<ScriptEnd> {
  const before = scripts.get(instance) ?? Promise.resolve();
  const run = before.then(() => runNow(place, instance, script)).catch(notStarted);
  scripts.set(instance, run);
  return run;
}

async function runNow(place: SsmPlace, instance: Instance, { id, script, variables }: Script): Promise<ScriptEnd> {
  const { root, programs, sdk } = prepareHost(place, instance);
  const folder = join(root, 'var/lib/amazon/ssm', id);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '_script.sh');
  writeFileSync(file, script, { mode: 0o700 });
  const { subnetId, groupIds } = place.ec2.networkInterfaces.get(instance.eniId)!;
  const network = { subnetIds: [subnetId], securityGroupIds: [...groupIds] };
  const activity = place.activities.begin(hostRole(place, instance), instance.instanceId, { network });
  const environment = {
    ...variables,
    PATH: [programs, process.env.PATH ?? '/usr/bin:/bin'].join(delimiter),
    HOME: join(root, 'root'),
    TMPDIR: join(root, 'tmp'),
    HOST_ROOT: root,
    HSM_EMULATOR_ETC: join(sdk, 'etc'),
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ENDPOINT_URL: place.url,
    AWS_ACCESS_KEY_ID: activity.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: activity.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: activity.credentials.sessionToken,
  };
  let child: ChildProcess | undefined;
  try {
    child = spawn('sh', [file], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    place.ssm.running.add(child);
    return await ended(child, () => place.clock.now());
  } finally {
    if (child) place.ssm.running.delete(child);
    activity.end();
  }
}

function notStarted(error: Error): ScriptEnd {
  return { exitCode: 1, stdout: '', stderr: error.message, hung: false };
}

function ended(child: ChildProcess, virtualNow: () => number): Promise<ScriptEnd> {
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]!.setEncoding('utf8').on('data', (text: string) => {
      texts[stream] += text;
    });
  }
  let hung = false;
  const callOff = watch(watchdogSeconds * 1000, virtualNow, () => {
    hung = true;
    killScript(child);
  });
  return new Promise((resolve) => {
    const end = (exitCode: number, stderr = texts.stderr) => {
      callOff();
      resolve({ ...texts, stderr, exitCode, hung });
    };
    child.on('error', (error) => end(1, error.message));
    child.on('close', (code) => end(code ?? 1));
  });
}
