import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { newestBackup } from '../core/cloudhsm/backup.ts';
import { MovedTo, WantedCopy } from '../core/copies/copies.ts';
import { regionsOfCopies } from '../core/copies/regions.ts';
import { CopyRequest } from '../core/copies/request.ts';
import { usuallyKeptCopies } from '../core/environment/environment.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { environmentsOnRecord } from '../core/record/environments.ts';
import { readRecord, recordWithFile } from '../core/record/file.ts';
import { livesThere } from '../core/recovery/lives-there.ts';
import { step } from '../core/step.ts';

const Input = z.object({ request: CopyRequest });
const Output = z.object({ copies: z.array(WantedCopy), moved: z.array(MovedTo) });

/**
 * The newest READY backup of each environment whose file asks for copies, once for each of its regions; and which environments live in
 * their recovery region now, to which nothing is brought any more.
 */
export const handler = step(Input, Output, async ({ request }) => {
  for (const name of request.environments ?? []) await requireAsked(name);
  const names = request.environments ?? (await environmentsOnRecord());
  const planned = await Promise.all(names.map(copiesOf));
  return { copies: planned.flatMap(({ copies }) => copies), moved: planned.flatMap(({ moved }) => moved) };
});

async function copiesOf(name: string): Promise<z.output<typeof Output>> {
  const { environment, clusterId } = await readRecord(name);
  if (!environment || !clusterId) return { copies: [], moved: [] };
  const home = setting('AWS_REGION');
  const there = environment.recovery?.region;
  const movedTo = there && there !== home && (await livesThere(name, there)) ? there : undefined;
  const moved = movedTo ? [{ environment: name, region: movedTo }] : [];
  const regions = regionsOfCopies(environment, home, movedTo);
  const backup = regions.length > 0 ? await newestBackup(clusterId) : null;
  if (!backup) return { copies: [], moved };
  const keep = environment.backups?.keepCopies ?? usuallyKeptCopies;
  const recovery = (region: string) => region === there && region !== movedTo;
  const copies = regions.map((region) => ({
    environment: name,
    clusterId,
    backupId: backup.id,
    region,
    keep,
    recovery: recovery(region),
  }));
  return { copies, moved };
}

/** Who names an environment wants something of it: a run that could copy nothing does not say that it has. */
async function requireAsked(name: string): Promise<void> {
  const { environment, clusterId } = await recordWithFile(name);
  const asking = { doing: 'planning the copies', to: `environment ${name}` };
  if (regionsOfCopies(environment, setting('AWS_REGION')).length === 0) {
    throw new LifecycleError('InvalidEnvironment', {
      ...asking,
      problem: 'its file names no region to copy backups to, beside its own',
      remedy: `write {"backups": {"copyTo": ["REGION"]}} or a "recovery" into its file and provision it, which changes nothing else`,
    });
  }
  if (clusterId && (await newestBackup(clusterId))) return;
  throw new LifecycleError('BackupMissing', {
    ...asking,
    problem: clusterId ? 'no backup of it is READY' : 'it has no cluster whose backups could be copied',
    remedy: clusterId
      ? 'CloudHSM backs its cluster up each day and whenever an HSM joins: start the workflow again when it has'
      : `where it has had one, \`npx hsm restore ${name}\` brings it back from a backup; else provision the environment; then start the workflow again`,
  });
}
