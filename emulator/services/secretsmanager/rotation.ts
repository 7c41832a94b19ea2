import { invalidRequest } from './refusals.ts';
import type { RunningRotation } from './rotation-rules.ts';
import { runStep, type Step } from './rotation-step.ts';
import { daysBetween, windowsOf } from './rotation-windows.ts';
import { moveStage, type Secret, type SecretVersion, versionAt, versionsMade } from './secret.ts';
import type { SecretsManagerPlace } from './state.ts';

const whole: Step[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/**
 * Makes a version without a value, which waits for its turn, and has the function fill it and put it in the place of the current one.
 *
 * @throws AwsError InvalidRequestException where an earlier rotation has not come to its end; it is tried again
 */
export function rotate(place: SecretsManagerPlace, secret: Secret, token: string): void {
  begin(place, secret, token);
  start(place, secret, token, whole);
}

/** What RotateSecret does where it is not to rotate yet: the function has to pass one step, with a version that goes again. @throws AwsError as `rotate` */
export function testRotation(place: SecretsManagerPlace, secret: Secret, token: string): void {
  const isNew = !secret.versions.has(token);
  begin(place, secret, token);
  start(place, secret, token, ['testSecret'], () => {
    if (isNew) secret.versions.delete(token);
  });
}

/** The id of the version that the next rotation makes, where nobody gives it one. */
export function nextVersionId({ random }: SecretsManagerPlace, secret: Secret): string {
  return random.uuid('rotation', secret.arn, versionsMade(secret));
}

/** The version of a rotation that has not come to its end. */
function unfinished(secret: Secret): SecretVersion | undefined {
  const pending = versionAt(secret, 'AWSPENDING');
  return pending === versionAt(secret, 'AWSCURRENT') ? undefined : pending;
}

/** @throws AwsError InvalidRequestException */
function begin(place: SecretsManagerPlace, secret: Secret, versionId: string): void {
  const pending = unfinished(secret);
  if (pending && pending.versionId !== versionId) {
    start(place, secret, pending.versionId, whole);
    throw invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");
  }
  if (secret.versions.has(versionId)) return;
  const version: SecretVersion = { versionId, createdAt: place.clock.date(), stages: new Set() };
  secret.versionsMade = versionsMade(secret) + 1;
  secret.versions.set(versionId, version);
  moveStage(secret, 'AWSPENDING', version);
}

/** A moment later, since RotateSecret waits for nothing. */
function start(place: SecretsManagerPlace, secret: Secret, versionId: string, steps: Step[], ended?: () => void): void {
  const rotation = secret.rotation!;
  if (rotation.running) return;
  const running = { versionId };
  rotation.running = running;
  place.clock.after('drive', 0.1, `rotate ${secret.name}`, () => void run(place, secret, running, steps).finally(ended));
}

async function run(place: SecretsManagerPlace, secret: Secret, running: RunningRotation, steps: Step[]): Promise<void> {
  const rotation = secret.rotation!;
  const done = await allDone(place, secret, running, steps);
  if (rotation.running !== running) return;
  rotation.running = undefined;
  if (!done || !steps.includes('finishSecret')) return;
  secret.versions.get(running.versionId)?.stages.delete('AWSPENDING');
  rotation.rotatedAt = place.clock.date();
  const windows = rotation.rules?.ScheduleExpression === undefined ? undefined : windowsOf(rotation.rules);
  rotation.everyDays = windows && daysBetween(windows, rotation.rotatedAt);
}

/** A step that fails ends it: the version stays as it is, to be tried again. So does CancelRotateSecret, and whoever deletes the secret. */
async function allDone(place: SecretsManagerPlace, secret: Secret, running: RunningRotation, steps: Step[]): Promise<boolean> {
  const rotation = secret.rotation!;
  for (const step of steps) {
    if (rotation.running !== running || !isThere(place, secret) || secret.deletion) return false;
    if (!(await runStep(place, secret, rotation.lambdaArn, running.versionId, step))) return false;
  }
  return true;
}

/** A value that somebody else gives it is a rotation, too, where the next one is so many days after the last (API reference, "RotationRulesType"). */
export function countAsRotation(place: SecretsManagerPlace, secret: Secret, version: SecretVersion): void {
  if (secret.rotation?.rules?.AutomaticallyAfterDays !== undefined && version.stages.has('AWSCURRENT')) schedule(place, secret);
}

/** Sets when it is due by itself. */
export function schedule(place: SecretsManagerPlace, secret: Secret): void {
  const { rotation } = secret;
  rotation?.due?.timer.cancel();
  if (!rotation) return;
  rotation.due = undefined;
  const window = rotation.enabled && rotation.rules ? windowsOf(rotation.rules)?.(place.clock.date()) : undefined;
  if (!window) return;
  const seconds = (window.opens.getTime() - place.clock.now()) / 1000;
  const timer = place.clock.after('ride', seconds, `rotation of ${secret.name}`, () => {
    if (!isThere(place, secret)) return;
    schedule(place, secret);
    if (secret.deletion) return;
    // one that is under way, or failed, is tried again
    const pending = unfinished(secret);
    if (pending) start(place, secret, pending.versionId, whole);
    else rotate(place, secret, nextVersionId(place, secret));
  });
  rotation.due = { window, timer };
}

/** Also where it is marked for deletion: it may be restored. */
function isThere({ secretsManager }: SecretsManagerPlace, secret: Secret): boolean {
  return secretsManager.secrets.get(secret.name) === secret;
}
