import type { Emulator } from '../../../emulator/emulator.ts';
import { request } from '../../local-aws.ts';

/** An operation of CloudWatch as an SDK asks for it. */
export function asking(aws: Emulator) {
  return (operation: string, input: object = {}) => request(aws, 'cloudwatch', operation, input);
}

/** 2026-01-05T09:00:00Z, when a local AWS begins, in seconds. */
export const epoch = Date.UTC(2026, 0, 5, 9) / 1000;
