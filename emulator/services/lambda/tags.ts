import { invalidParameter } from './mistake.ts';

const most = 50;

/** @throws AwsError InvalidParameterValueException */
export function checkTagCount(tags: Record<string, string>): void {
  if (Object.keys(tags).length > most) throw invalidParameter('Number of tags exceeds resource tag limit.');
}
