import { invalidRequest } from './refusals.ts';
import { scheduleOf } from './rotation-rules.ts';
import { runStep, type Step } from './rotation-step.ts';
import { moveStage, type Secret, type SecretVersion, versionAt, versionsMade } from './secret.ts';
import type { SecretsManagerPlace } from './state.ts';

const whole: Step[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/**
 * Makes a version without a value, which waits for its turn, and has the function fill it and put it in the place of the current one.
 *
 * @throws AwsError InvalidRequestException where an earlier rotation has not come to its end; it is tried again
 */
export function rotate(place: SecretsManagerPlace, secret: Secret, token: string): void {
  const pending = unfinished(secret);
  if (pending && pending.versionId !== token) {
    start(place, secret, pending.versionId, whole);
    throw invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");
  }
  begin(place, secret, token);
  start(place, secret, token, whole);
}

/** What RotateSecret does where it is not to rotate yet: the function has to pass one step, with a version that goes again. */
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

function begin(place: SecretsManagerPlace, secret: Secret, versionId: string): void {
  if (secret.versions.has(versionId)) return;
  const version: SecretVersion = { versionId, createdAt: place.clock.date(), stages: new Set() };
  secret.versionsMade = versionsMade(secret) + 1;
  secret.versions.set(versionId, version);
  moveStage(secret, 'AWSPENDING', version);
}

/** A moment later, since RotateSecret waits for nothing. */
function start(place: SecretsManagerPlace, secret: Secret, versionId: string, steps: Step[], ended?: () => void): void {
  const rotation = secret.rotation!;
  if (rotation.running !== undefined) return;
  rotation.running = versionId;
  place.clock.after('drive', 0.1, `rotate ${secret.name}`, () => void run(place, secret, versionId, steps).finally(ended));
}

/** A step that fails ends it: the version stays as it is, to be tried again. */
async function run(place: SecretsManagerPlace, secret: Secret, versionId: string, steps: Step[]): Promise<void> {
  const rotation = secret.rotation!;
  for (const step of steps) {
    // CancelRotateSecret, or a secret that is deleted meanwhile
    if (rotation.running !== versionId || !isThere(place, secret)) return;
    if (!(await runStep(place, secret, rotation.lambdaArn, versionId, step))) {
      rotation.running = undefined;
      return;
    }
  }
  if (rotation.running !== versionId) return;
  rotation.running = undefined;
  if (!steps.includes('finishSecret')) return;
  secret.versions.get(versionId)?.stages.delete('AWSPENDING');
  rotation.rotatedAt = place.clock.date();
}

/** Sets when it is due by itself. */
export function schedule(place: SecretsManagerPlace, secret: Secret): void {
  const { rotation } = secret;
  rotation?.due?.timer.cancel();
  if (!rotation) return;
  rotation.due = undefined;
  const at = rotation.enabled && rotation.rules ? scheduleOf(rotation.rules)?.(place.clock.date()) : undefined;
  if (!at) return;
  const seconds = (at.getTime() - place.clock.now()) / 1000;
  const timer = place.clock.after('ride', seconds, `rotation of ${secret.name}`, () => {
    if (!isThere(place, secret)) return;
    schedule(place, secret);
    // one that is under way, or failed, is tried again
    const pending = unfinished(secret);
    if (pending) start(place, secret, pending.versionId, whole);
    else rotate(place, secret, nextVersionId(place, secret));
  });
  rotation.due = { at, timer };
}

function isThere({ secretsManager }: SecretsManagerPlace, secret: Secret): boolean {
  return secretsManager.secrets.get(secret.name) === secret && !secret.deletion;
}
