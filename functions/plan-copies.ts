import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { newestBackup } from '../core/cloudhsm/backup.ts';
import { WantedCopy } from '../core/copies/copies.ts';
import { regionsOfCopies } from '../core/copies/regions.ts';
import { CopyRequest } from '../core/copies/request.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { environmentsOnRecord } from '../core/record/environments.ts';
import { readRecord, recordWithFile } from '../core/record/file.ts';
import { step } from '../core/step.ts';

const Input = z.object({ request: CopyRequest });
const Output = z.object({ copies: z.array(WantedCopy) });

/** The newest READY backup of each environment whose file asks for copies, once for each of its regions. */
export const handler = step(Input, Output, async ({ request }) => {
  for (const name of request.environments ?? []) await requireAsked(name);
  const names = request.environments ?? (await environmentsOnRecord());
  const copies = await Promise.all(names.map(copiesOf));
  return { copies: copies.flat() };
});

async function copiesOf(name: string): Promise<WantedCopy[]> {
  const { environment, clusterId } = await readRecord(name);
  const regions = environment ? regionsOfCopies(environment, setting('AWS_REGION')) : [];
  if (!clusterId || regions.length === 0) return [];
  const backup = await newestBackup(clusterId);
  if (!backup) return [];
  const keep = environment?.backups?.keepCopies ?? usuallyKept;
  const recovery = (region: string) => region === environment?.recovery?.region;
  return regions.map((region) => ({ environment: name, clusterId, backupId: backup.id, region, keep, recovery: recovery(region) }));
}

/** As the file's own default. */
const usuallyKept = 7;

/** Who names an environment wants something of it. */
async function requireAsked(name: string): Promise<void> {
  const { environment } = await recordWithFile(name);
  if (environment.recovery || environment.backups?.copyTo.length) return;
  throw new LifecycleError('InvalidEnvironment', {
    doing: 'planning the copies',
    to: `environment ${name}`,
    problem: 'its file names no region to copy backups to',
    remedy: `write {"backups": {"copyTo": ["REGION"]}} or a "recovery" into its file and provision it, which changes nothing else`,
  });
}
