import { existsSync } from 'node:fs';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect } from 'vitest';
import { lastWordsIn } from '../../../core/users/last-words.ts';
import { runTask } from '../../../tasks/hsm-users/run-task.ts';
import { secretsManager } from '../aws.ts';
import { CliStandIn } from './cli-stand-in.ts';

export const passwords: Record<string, string> = {
  admin: 'Admin0Password0Secret',
  application: 'App0Password0Secret',
  kmsuser: 'Kms0Password0Secret',
};
export const root = '-----BEGIN CERTIFICATE-----\nof the organisation';
export const request = {
  action: 'set-up',
  clusterId: 'cluster-aaaaaaaaaaa',
  addresses: ['10.0.0.1', '10.0.1.1'],
  users: { admin: 'arn:admin', application: 'arn:application', kmsuser: 'arn:kmsuser' },
  trustAnchor: 'arn:trust-anchor',
  kmsUser: 'set',
};

/** The task hsm-users with a CLI that stands in and secrets that hold the passwords: anew for each test of a file. */
export function hsmUsersTask() {
  const task = {
    cli: new CliStandIn(),
    printed: [] as string[],
    now: 0,
    /** Runs it and returns its exit code. */
    run: (changes: object = {}, variables: NodeJS.ProcessEnv = {}): Promise<number> =>
      runTask({
        variables: { HSM_USERS_REQUEST: JSON.stringify({ ...request, ...changes }), ...variables },
        execute: task.cli.execute,
        print: (line) => task.printed.push(line),
        now: () => task.now,
      }),
    lastWords: () => lastWordsIn(task.printed.slice(-1)),
    /** The commands that have changed something. */
    changes: () => task.cli.commands.filter((command) => /activate|create|change-password|delete/.test(command)),
  };

  beforeEach(() => {
    Object.assign(task, { cli: new CliStandIn(), printed: [], now: 0 });
    secretsManager.reset();
    secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:trust-anchor' }).resolves({ SecretString: root });
    for (const [username, password] of Object.entries(passwords)) {
      secretsManager
        .on(GetSecretValueCommand, { SecretId: `arn:${username}` })
        .resolves({ SecretString: JSON.stringify({ username, password }) });
    }
  });

  /** Whatever happens, no password reaches the log, and no file stays behind. */
  afterEach(() => {
    for (const { file } of task.cli.trustAnchors) expect(existsSync(file)).toBe(false);
    for (const password of Object.values(passwords)) expect(task.printed.join('\n')).not.toContain(password);
  });

  return task;
}

/** How the CLI refuses a command. */
export function refused(data: string): { stdout: string } {
  return { stdout: JSON.stringify({ error_code: 1, data }) };
}
