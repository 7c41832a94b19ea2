import { BadOption } from '../exit.ts';
import { wholeNumber } from '../options.ts';
import { type Intent, intentCommand, type Request } from './intent.ts';

interface Options {
  backup?: string | undefined;
  as?: string | undefined;
  hsms?: number | undefined;
  replace?: boolean | undefined;
}

const fromFile = ['backup', 'as', 'hsms'] as const;

export const restore: Intent = {
  name: 'restore',
  command: (run) =>
    intentCommand('restore', [
      ['npx hsm restore production --backup backup-abcdefghijk --as production-2', 'a second environment, from that backup'],
      [
        'npx hsm restore production --backup backup-abcdefghijk',
        'in its place, where its cluster is gone; its key store is tied to the new one',
      ],
      ['npx hsm restore production --backup backup-abcdefghijk --replace', 'the same where a cluster stands, which goes after a backup'],
      ['npx hsm restore -f production.json', 'in its place, from the backup that the file names in cluster.sourceBackupId'],
      ['npx hsm restore production --region us-west-2', 'in the region to which it was brought, by what is there alone'],
    ])
      .description('make a cluster from a backup: in the place of one that is gone, in another region, or beside the living one')
      .argument('[environment]', 'name of the environment on record whose backup it is; a file names its own')
      .option('-f, --file <file>', 'environment file that names the backup; - reads standard input')
      .option('--backup <id>', 'the backup, which is READY; the newest without')
      .option('--as <name>', 'name of an environment of its own, beside the living one')
      .option('--replace', 'remove the cluster that stands first, after a backup of it')
      .option('--hsms <number>', 'how many HSMs, 2 or more; as the file says without, and 2 beside the living one', wholeNumber)
      .action((environment, { file, backup, as, hsms, replace, ...options }) =>
        run(
          restore,
          () => {
            if (file !== undefined) return requestOfFile(environment, file, { backup, as, hsms, replace });
            if (environment !== undefined) return request(environment, { backup, as, hsms, replace });
            throw new BadOption('say what is restored: an environment, or -f FILE with the file of one');
          },
          options,
        ),
      ),
  done: ({ environment, cluster }) =>
    `${environment} stands again from a backup, in ${cluster?.id} with a security group of its own: give the hosts that use it a new client bundle (\`npx hsm client-bundle ${environment} -o client\`); users that are younger than the backup were made again, without their keys`,
};

async function requestOfFile(named: string | undefined, file: string, options: Options): Promise<Request> {
  const beside = fromFile.filter((option) => options[option] !== undefined);
  if (beside.length > 0) throw new BadOption(`--${beside.join(', --')} cannot stand beside -f: write into the file what is wanted`);
  const { readEnvironmentFile } = await import('../environment-file.ts');
  const { environment, text, warnings } = readEnvironmentFile(file);
  const { name, cluster } = environment;
  if (named !== undefined && named !== name) throw new BadOption(`${file} is the file of ${name}, not of ${named}`);
  if (!cluster) throw new BadOption(`${file} names no backup: write it into cluster.sourceBackupId`);
  const { replace } = options;
  return {
    environment: name,
    input: JSON.stringify({ environment: name, replace, file: JSON.parse(text) }),
    warnings,
    plan: (region) => inPlace(name, region, cluster.sourceBackupId, replace),
    asked: { environment: name, changes: { replace, file: environment } },
  };
}

function request(environment: string, options: Options): Request {
  const { backup = 'its newest backup', as, hsms, replace } = options;
  return {
    environment: as ?? environment,
    input: JSON.stringify({ environment, ...options }),
    warnings: [],
    plan: (region) =>
      as
        ? `${as} in ${region}: a cluster of its own with ${hsms ?? 2} HSMs from ${backup}, without a key store; its users have the passwords of the backup's date, in secrets of their own`
        : inPlace(environment, region, backup, replace),
  };
}

function inPlace(environment: string, region: string, backup: string, replace?: boolean): string {
  return `${environment} in ${region}: ${replace ? 'the cluster that stands is removed, after a backup, and ' : ''}a cluster is made from ${backup}; its users have the passwords of the backup's date, keys that are younger are not in it, and its key store is connected with it`;
}
