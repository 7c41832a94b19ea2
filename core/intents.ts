import * as z from 'zod/mini';
import { AuditRequest } from './audit/request.ts';
import { ClientsRequest } from './clients/request.ts';
import { CopyRequest } from './copies/request.ts';
import type { Environment } from './environment/environment.ts';
import type { Problem } from './environment/problem.ts';

/** What is locked while an intent runs: its environment, that environment's drill, or nothing. */
type LeaseKind = 'environment' | 'drill' | 'none';

/** What people and programs may ask for beside a whole file: `{ environment: NAME, …changes }`. */
export interface Intent {
  lease: LeaseKind;
  /** What it takes instead of a file or an environment's name, where it works on many environments or on none. */
  Request?: z.ZodMiniType<Record<string, unknown>>;
  /** The members that may stand beside the environment's name. */
  Changes: z.ZodMiniType<Record<string, unknown>>;
  /** The file that they make of the one on record. */
  changed: (environment: Environment, changes: Record<string, unknown>) => Environment;
  /**
   * Where its file comes from; from the record of the environment without it. `request`: its changes bring the file. `subject`: the
   * environment lives here, or was brought here to be restored. `backup`: the same, made from a backup.
   */
  file?: 'request' | 'subject' | 'backup';
  /** What is wrong with the changes for this environment; nothing without it. */
  refused?: (environment: Environment, changes: Record<string, unknown>) => Problem | undefined;
  /** Whether it brings the HSMs to as many as the file asks for. */
  makesHsms: boolean;
  /** Whether it also removes what is more. */
  removesHsms?: true;
  /** It stops or removes things, or works on hosts alone: what would keep an environment from being made keeps nobody from that. */
  unchecked?: true;
  /** When it starts by itself, as EventBridge writes it: `rate(…)`, `cron(…)`. */
  schedule?: string;
}

const clusterId = z.string().check(z.regex(/^cluster-[a-zA-Z2-7]{11,16}$/, 'is not the id of a cluster such as cluster-abcdefghijk'));

/** Backups of production stay, whoever asks: they are what is left of its keys. */
function refusedTeardown({ name, purpose }: Environment, { deleteBackups, cancel, scheduleKeyDeletion }: Record<string, unknown>) {
  if (cancel && (deleteBackups || scheduleKeyDeletion)) {
    const problem = `it cannot be asked for beside ${deleteBackups ? 'deleteBackups' : 'scheduleKeyDeletion'}`;
    return { path: 'cancel', problem, remedy: 'ask for one of them' };
  }
  if (!deleteBackups || purpose !== 'production') return undefined;
  return {
    path: 'deleteBackups',
    problem: `the file of ${name} says that it is for production, whose backups stay`,
    remedy:
      'leave it out; where it was for testing, say so before (`"purpose": "testing"` in its file, and provision it), or delete its backups one by one with `aws cloudhsmv2 delete-backup`',
  };
}

/**
 * An environment from a backup of a living one, under a name of its own. KMS takes no second key store over one backup history;
 * client hosts are the other one's, and it runs by no schedule. CloudHSM backs a cluster up when its second HSM joins.
 */
function beside({ keyStore, clients, parking, rotation, backups, ...environment }: Environment, name: string): Environment {
  const { drillEveryDays, ...copies } = backups ?? {};
  return { ...environment, name, hsmCount: 2, ...(backups && { backups: copies as typeof backups }) };
}

const asOnRecord = { Changes: z.strictObject({}), changed: (environment: Environment) => environment };

/**
 * Everything that can be asked for. Each intent has an entry, which is statemachines/run.asl.json under its name, and a body of that
 * name in statemachines/bodies. What holds the same lease does not run side by side.
 */
const all = {
  provision: { lease: 'environment', makesHsms: true, ...asOnRecord },
  scale: {
    lease: 'environment',
    makesHsms: true,
    removesHsms: true,
    // 0 parks the environment, which keeps the number that it comes back with
    Changes: z.strictObject({
      hsms: z.optional(z.int().check(z.minimum(0), z.maximum(28))),
      zones: z.optional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(10))),
    }),
    changed: (environment, { hsms }) => ({ ...environment, hsmCount: (hsms as number | undefined) || environment.hsmCount }),
  },
  repair: { lease: 'environment', makesHsms: true, ...asOnRecord },
  connect: { lease: 'environment', makesHsms: false, ...asOnRecord },
  rotate: {
    lease: 'environment',
    makesHsms: false,
    // an empty one is a mistake, and not everybody
    Changes: z.strictObject({ user: z.optional(z.string().check(z.minLength(1))) }),
    changed: (environment) => environment,
  },
  restore: {
    lease: 'environment',
    makesHsms: true,
    file: 'backup',
    Changes: z.strictObject({
      // without it the newest that is READY
      backup: z.optional(z.string()),
      // beside the living one; without it in its place, or in the region to which it was brought
      as: z.optional(z.string().check(z.minLength(1))),
      hsms: z.optional(z.int().check(z.minimum(2), z.maximum(28))),
      // what stands goes first, after a backup
      replace: z.optional(z.boolean()),
      // names the backup itself, and is what is asked for
      file: z.optional(z.unknown()),
    }),
    changed: (environment, { backup, as, hsms }) => {
      const restored = { ...(as ? beside(environment, as as string) : environment), cluster: { sourceBackupId: backup as string } };
      return { ...restored, hsmCount: (hsms as number | undefined) ?? restored.hsmCount };
    },
  },
  adopt: {
    lease: 'environment',
    makesHsms: true,
    file: 'request',
    Changes: z.strictObject({ cluster: clusterId, file: z.unknown() }),
    changed: (environment) => environment,
  },
  disconnect: { lease: 'environment', makesHsms: false, unchecked: true, ...asOnRecord },
  teardown: {
    lease: 'environment',
    makesHsms: false,
    unchecked: true,
    Changes: z.strictObject({
      scheduleKeyDeletion: z.optional(z.int().check(z.minimum(7), z.maximum(30))),
      cancel: z.optional(z.boolean()),
      deleteBackups: z.optional(z.boolean()),
    }),
    changed: (environment) => environment,
    refused: refusedTeardown,
  },
  clients: { lease: 'environment', makesHsms: false, unchecked: true, Changes: ClientsRequest, changed: (environment) => environment },
  drill: { lease: 'drill', makesHsms: false, file: 'subject', ...asOnRecord },
  'copy-backups': { lease: 'none', makesHsms: false, Request: CopyRequest, schedule: 'cron(45 3 * * ? *)', ...asOnRecord },
  audit: { lease: 'none', makesHsms: false, Request: AuditRequest, schedule: 'cron(15 4 * * ? *)', ...asOnRecord },
} satisfies Record<string, Intent>;

export type IntentName = keyof typeof all;

/** By any name: that of a state machine, or what somebody has asked for. */
export const intents: Record<string, Intent> = all;

/** The id of the cluster that a request is to make the environment's; undefined where it finds or makes its own. */
export function adoptedCluster(intent: string, changes: Record<string, unknown>): string | undefined {
  return intent === 'adopt' ? (changes.cluster as string) : undefined;
}
