import * as z from 'zod/mini';
import { roleOf } from '../../core/users/admins.ts';
import { speaksOfConnection } from './answer.ts';
import type { CloudHsmCli } from './cloudhsm-cli.ts';
import { deleteWrongRole, type Remedy, reachHsms, unlock } from './remedies.ts';
import { TaskFailure } from './task-failure.ts';

const UserList = z.object({
  users: z.array(
    z.object({
      username: z.string(),
      role: z.string(),
      /** A text on every page of the reference; a truth value would be read too. */
      locked: z.pipe(z.union([z.string(), z.boolean()]), z.transform(String)),
      'cluster-coverage': z.string(),
    }),
  ),
});

export type User = z.output<typeof UserList>['users'][number];

/**
 * The cluster's users, as the HSMs that are there now hold them; needs no login.
 *
 * @throws TaskFailure HsmUnreachable
 */
export async function listUsers(cli: CloudHsmCli): Promise<User[]> {
  const answer = await cli.run(['user', 'list']);
  if (!answer.ok) throw new TaskFailure('HsmUnreachable', `cloudhsm-cli user list: ${answer.words}`, remedyFor(answer.words));
  const list = UserList.safeParse(answer.data);
  if (list.success) return list.data.users;
  throw new TaskFailure('UserTaskFailed', 'cloudhsm-cli user list answers in a form that this version does not know');
}

/** Nobody has activated the cluster yet. */
export function isNew(users: User[]): boolean {
  return users.some(({ role }) => role === 'unactivated-admin');
}

/**
 * Throws UserRoleInconsistent where one of these users has another role than it should have, on some HSM or on all.
 *
 * @param remedy where the workflow that runs the task does not create whom people delete
 */
export function requireRoles(users: User[], names: string[], remedy?: Remedy): void {
  for (const { username, role } of users.filter((user) => names.includes(user.username))) {
    const [right, wrong] = roleOf(username) === 'admin' ? ['admin', 'crypto-user'] : ['crypto-user', 'admin'];
    if (role !== 'inconsistent' && role !== wrong) continue;
    const problem = `the role of ${username} is ${role}, not ${right} on every HSM`;
    throw new TaskFailure('UserRoleInconsistent', problem, remedy ?? deleteWrongRole(username, wrong));
  }
}

/**
 * Throws UserLocked where one of these users is locked: another login would not help.
 *
 * @param remedyFor where a repair is no help
 */
export function requireUnlocked(users: User[], names: string[], remedyFor: (name: string) => Remedy = unlock): void {
  for (const { username, locked } of users.filter((user) => names.includes(user.username))) {
    if (locked === 'false') continue;
    const where = locked === 'true' ? 'is locked' : 'is locked on some HSMs';
    throw new TaskFailure('UserLocked', `${username} ${where} after bad logins`, remedyFor(username));
  }
}

/**
 * Throws UserMissingOnHsm where one of these users is not on every HSM that is there now.
 *
 * @param remedyFor where the workflow that runs the task does not create a user
 */
export function requireFullCoverage(users: User[], names: string[], remedyFor: (name: string) => Remedy | undefined): void {
  for (const name of names) {
    const coverage = coverageOf(users, name);
    if (coverage !== 'full') throw new TaskFailure('UserMissingOnHsm', `${name} has the cluster coverage ${coverage}`, remedyFor(name));
  }
}

/** `full`, another word of the CLI, or `none` for a user that stands nowhere. */
export function coverageOf(users: User[], name: string): string {
  return users.find(({ username }) => username === name)?.['cluster-coverage'] ?? 'none';
}

/** Empty for a user that stands nowhere. */
export function heldRoleOf(users: User[], name: string): string {
  return users.find(({ username }) => username === name)?.role ?? '';
}

/** Whether it is locked, on some HSM or on all. */
export function lockedOf(users: User[], name: string): boolean {
  return (users.find(({ username }) => username === name)?.locked ?? 'false') !== 'false';
}

function remedyFor(words: string): string | Remedy {
  if (speaksOfConnection(words)) return reachHsms;
  return "read the task's log, which shows the end of the CLI's own, then start the workflow again";
}
