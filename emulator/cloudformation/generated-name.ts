import type { Seeded } from '../kernel/seeded.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A physical name as CloudFormation makes one, and as recordings show them: stack, logical id and twelve random characters, joined by
 * hyphens. Where that is too long, the stack's and the logical id's share is cut evenly.
 *
 * @param again tells it from those that had the same stack and logical id before
 */
export function generatedName(random: Seeded, stackName: string, logicalId: string, maximumLength: number, again: number[] = []): string {
  const suffix = random.text(12, alphabet, 'generated-name', stackName, logicalId, ...again);
  const whole = `${stackName}-${logicalId}-${suffix}`;
  if (whole.length <= maximumLength) return whole;
  const share = Math.floor((maximumLength - suffix.length - 2) / 2);
  return `${stackName.slice(0, share)}-${logicalId.slice(0, share)}-${suffix}`;
}
