import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../../core/in-english.ts';
import { canaryUser } from '../../core/users/canary.ts';
import { exitCodeOf } from '../../core/users/exit-codes.ts';
import type { UsersFound } from '../../core/users/users-seen-by-task.ts';
import { keepCanary, proveBackup } from './canary.ts';
import { CloudHsmCli } from './cloudhsm-cli.ts';
import type { Execute } from './execute.ts';
import { describeImage } from './image.ts';
import { Limits } from './limits.ts';
import { Log } from './log.ts';
import { mend } from './mend.ts';
import { freeKmsUser, repairUsers } from './remedies.ts';
import { HsmUsersRequest } from './request.ts';
import { rotate } from './rotate.ts';
import { Secrets } from './secrets.ts';
import { setUp } from './set-up.ts';
import { TaskFailure } from './task-failure.ts';
import { listUsers, requireFullCoverage, requireRoles, requireUnlocked } from './user-list.ts';

/** What the task has of the world around it. */
interface Surroundings {
  variables: NodeJS.ProcessEnv;
  execute: Execute;
  print: (line: string) => void;
  /** Seconds of a clock that only goes on. */
  now: () => number;
}

/**
 * Activates a cluster and sets up its users, only verifies that every user stands on every HSM, or proves the keys of a restored one.
 *
 * @returns the exit code (core/users/exit-codes.ts); the last line that is printed says what was wrong
 */
export async function runTask({ variables, execute, print, now }: Surroundings): Promise<number> {
  const log = new Log(print);
  const { HSM_USERS_COMMAND_SECONDS: command, HSM_USERS_TASK_SECONDS: task } = variables;
  const limits = new Limits({ commandSeconds: command ? Number(command) : undefined, taskSeconds: task ? Number(task) : undefined }, now);
  const cli = new CloudHsmCli({ execute, variables, limits, log });
  const folder = mkdtempSync(join(tmpdir(), 'hsm-users-'));
  let request: HsmUsersRequest | undefined;
  try {
    request = requested(variables.HSM_USERS_REQUEST);
    const secrets = new Secrets(log);
    const passwords = await prepare(cli, secrets, request, join(folder, 'customerCA.crt'));
    log.say(
      `${request.action} ${request.clusterId} (${request.addresses.join(', ')}) with ${await cli.describe()}; ${await describeImage(variables)}`,
    );
    if (request.action === 'set-up') await setUp(cli, log, { ...request, passwords });
    const canary = request.action === 'set-up' ? request.users[canaryUser] : undefined;
    if (canary) await keepCanary(cli, log, secrets, canary, passwords.get(canaryUser)!);
    if (request.action === 'rotate') await renew(cli, log, request, passwords);
    if (request.action === 'mend') await mend(cli, log, { users: request.users, passwords });
    if (request.action === 'prove') await proveBackup(cli, log, secrets, request);
    // provisioning, which comes after, knows what kmsuser and new users need
    else if (request.action !== 'mend') await verifyUsers(cli, log, request);
    return 0;
  } catch (error) {
    for (const line of cli.logTail()) log.say(`cloudhsm-cli.log: ${line}`);
    if (!(error instanceof TaskFailure)) log.say(String((error as Error).stack ?? error));
    const failure = error instanceof TaskFailure ? error : new TaskFailure('UserTaskFailed', String((error as Error).message));
    log.lastWords({ failure: { error: failure.error, problem: failure.message, remedy: remedyOf(failure, request) } });
    return exitCodeOf(failure.error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function remedyOf({ remedy }: TaskFailure, request: HsmUsersRequest | undefined): string | undefined {
  if (typeof remedy === 'string') return remedy;
  return request && remedy?.(request);
}

function requested(text = '{}'): HsmUsersRequest {
  const request = HsmUsersRequest.safeParse(JSON.parse(text));
  if (request.success) return request.data;
  const problems = request.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const remedy = 'deploy the stack and publish the image from the same version, then start the workflow again';
  throw new TaskFailure('UserTaskFailed', `the request is not understood: ${problems.join('; ')}`, remedy);
}

/**
 * Reads the secrets that are needed and points the CLI at the HSMs.
 *
 * @param root the file for the trust anchor, which the CLI reads with each command
 * @returns the passwords, none where nobody is to log in
 */
async function prepare(
  cli: CloudHsmCli,
  secrets: Secrets,
  { action, user = '', addresses, users, trustAnchor }: HsmUsersRequest,
  root: string,
): Promise<Map<string, string>> {
  const needed =
    action === 'set-up'
      ? users
      : action === 'mend'
        ? withoutKmsUser(users)
        : action === 'rotate'
          ? { admin: users.admin!, [user]: users[user] ?? '' }
          : {};
  const passwords = await secrets.passwords(needed);
  writeFileSync(root, await secrets.trustAnchor(trustAnchor));
  await cli.configure(addresses, root);
  return passwords;
}

/** Its password is KMS's. */
function withoutKmsUser({ kmsuser: _kms, ...users }: Record<string, string>): Record<string, string> {
  return users;
}

async function renew(
  cli: CloudHsmCli,
  log: Log,
  { user = '', users, maybeSet }: HsmUsersRequest,
  passwords: Map<string, string>,
): Promise<void> {
  const next = await new Secrets(log).passwords({ [user]: users[user] ?? '' }, 'AWSPENDING');
  await rotate(cli, log, { user, next: next.get(user)!, current: passwords.get(user)!, maybeSet, adminPassword: passwords.get('admin')! });
}

/** After a rotation the others are no matter of it: their faults would keep the password that the HSMs know now from its secret. */
async function verifyUsers(cli: CloudHsmCli, log: Log, { action, user = '', clusterId, users, kmsUser }: HsmUsersRequest): Promise<void> {
  const found = await listUsers(cli);
  if (action === 'rotate') {
    requireFullCoverage(found, [user], () => repairUsers);
  } else {
    const names = Object.keys(users);
    requireRoles(found, names);
    requireUnlocked(found, names);
    requireFullCoverage(found, names, (name) => (name === 'kmsuser' && kmsUser === 'leave' ? freeKmsUser : undefined));
    log.say('every user stands on every HSM');
  }
  const told = found.map(({ username, role, locked, 'cluster-coverage': coverage }) => ({ username, role, locked, coverage }));
  log.say(JSON.stringify({ usersFound: { clusterId, users: told } } satisfies UsersFound));
}
