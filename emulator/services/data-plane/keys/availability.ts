import type { HsmKey } from '../../cloudhsmv2/hsm-key.ts';
import type { Connection } from '../connection.ts';
import { CliError } from '../error.ts';

/** A key that is to stay has to be on two HSMs, unless configure-cli was told not to check that. @throws CliError */
export function checkAvailability({ hsms, checksKeyAvailability }: Connection, keys: HsmKey[]): void {
  const lone = keys.find(({ attributes }) => attributes.token);
  if (!lone || hsms.length >= 2 || !checksKeyAvailability) return;
  throw new CliError(
    `Key ${lone.reference} does not meet the availability requirements - The key must be available on at least 2 HSMs before being used.`,
  );
}
