import { GetRandomPasswordCommand, PutSecretValueCommand, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { describedSecret } from './described-secret.ts';

/** The version that is about to become the current one. */
const pendingLabel = 'AWSPENDING';
const currentLabel = 'AWSCURRENT';
/** Until when a version was the current one: the password in backups of before. */
const untilPrefix = 'until-';

/** So many labels a secret may have; the three of AWS are among them. */
const mostPastVersions = 16;

/** The versions of a secret, by what they are for. */
interface Versions {
  current: string;
  /** One that is to become the current one. */
  pending: string | undefined;
  /** Those of before, each until when (ISO 8601), the oldest first. */
  past: { id: string; until: string; label: string }[];
  labels: Record<string, string[]>;
}

/** @throws LifecycleError TransientServiceError where Secrets Manager does not show the secret */
export async function readVersions(secretArn: string): Promise<Versions> {
  const { VersionIdsToStages: labels = {} } = await describedSecret(secretArn, 'reading a secret');
  const holding = (label: string) => Object.keys(labels).find((id) => labels[id]!.includes(label));
  const current = holding(currentLabel) ?? '';
  const pending = holding(pendingLabel);
  const past = Object.entries(labels).flatMap(([id, its]) =>
    its.flatMap((label) => (isUntil(label) ? [{ id, label, until: timeOf(label) }] : [])),
  );
  return {
    current,
    pending: pending === current ? undefined : pending,
    past: past.toSorted((a, b) => (a.until < b.until ? -1 : 1)),
    labels,
  };
}

/** The version that was the current one at a time (ISO 8601). */
export function versionAt({ current, past }: Versions, time: string): string {
  return past.find(({ until }) => Date.parse(until) > Date.parse(time))?.id ?? current;
}

/**
 * Puts a new password for a user beside the current one. Nobody sees it: it goes from Secrets Manager to Secrets Manager.
 *
 * @param token the same for the same attempt
 * @returns false where this attempt has staged another already, and Secrets Manager shows it late
 */
export async function stage(secretArn: string, username: string, token: string): Promise<boolean> {
  const { RandomPassword: password } = await secretsManager().send(
    new GetRandomPasswordCommand({ PasswordLength: 32, ExcludePunctuation: true, RequireEachIncludedType: true }),
  );
  try {
    await secretsManager().send(
      new PutSecretValueCommand({
        SecretId: secretArn,
        ClientRequestToken: token,
        SecretString: JSON.stringify({ username, password }),
        VersionStages: [pendingLabel],
      }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name !== 'ResourceExistsException') throw error;
    return false;
  }
}

/**
 * Puts another value beside the current one, as `stage` does a new password.
 *
 * @param token the same for the same value: Secrets Manager ignores it the second time
 */
export async function stageText(secretArn: string, text: string, token: string): Promise<void> {
  const staged = { SecretId: secretArn, ClientRequestToken: token, SecretString: text, VersionStages: [pendingLabel] };
  await secretsManager().send(new PutSecretValueCommand(staged));
}

/**
 * Makes a version that was staged the current one. The one of before keeps a label with the time, so that it can be found for a backup of
 * before. Repeatable, and done also where Secrets Manager does not show that the version is pending: the HSMs know it.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function promote(secretArn: string, version: string, now: string): Promise<void> {
  const { labels } = await readVersions(secretArn);
  await makeCurrent(secretArn, version, now);
  if (labels[version]?.includes(pendingLabel)) await move(secretArn, pendingLabel, { from: version });
}

/**
 * Makes a version the current one; the one of before keeps a label with the time. Repeatable. A version that was the current one before,
 * as after a restore, has a label for each time.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function makeCurrent(secretArn: string, version: string, now: string): Promise<void> {
  const { current, past } = await readVersions(secretArn);
  if (version === current) return;
  // labelled already by a try that came no further
  if (past.at(-1)?.id !== current) await move(secretArn, untilPrefix + now.replaceAll(/[-:]/g, ''), { to: current });
  await move(secretArn, currentLabel, { from: current, to: version });
}

/** Takes the labels off versions that no backup needs any more, where there are so many that another would not fit. */
export async function forgetPast(secretArn: string, oldestBackup: string | undefined): Promise<void> {
  const { past } = await readVersions(secretArn);
  const spare = past.slice(0, Math.max(0, past.length - mostPastVersions));
  for (const { id, label, until } of spare) if (!oldestBackup || until < oldestBackup) await move(secretArn, label, { from: id });
}

async function move(SecretId: string, VersionStage: string, { from, to }: { from?: string; to?: string }): Promise<void> {
  await secretsManager().send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage,
      ...(from && { RemoveFromVersionId: from }),
      ...(to && { MoveToVersionId: to }),
    }),
  );
}

function isUntil(label: string): boolean {
  return label.startsWith(untilPrefix);
}

function timeOf(label: string): string {
  const [, year, month, day, hour, minute, rest] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(.*)$/.exec(label.slice(untilPrefix.length)) ?? [];
  return `${year}-${month}-${day}T${hour}:${minute}:${rest}`;
}
