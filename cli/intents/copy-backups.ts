import { type Intent, intentCommand, type Request } from './intent.ts';

export const copyBackups: Intent = {
  name: 'copy-backups',
  command: (run) =>
    intentCommand('copy-backups', [
      ['npx hsm copy-backups production', 'bring its newest backup to the regions that its file names'],
      ['npx hsm copy-backups', 'the same of every environment, as it is done each day'],
    ])
      .description('copy the newest backup of environments to the regions that their files name')
      .argument('[environment]', 'name of an environment on record; all whose files ask for copies without it')
      .action((environment, options) => run(copyBackups, () => request(environment), options)),
  done: ({ copies = [], moved = [] }) => {
    const others = moved.map(({ environment, region }) => `${environment} lives in ${region} now, and nothing is brought there any more`);
    if (copies.length > 0) return ['the newest backups are in the regions that the files name', ...others].join('; ');
    const why = others.length > 0 ? others.join('; ') : 'no file names another region, or there is no READY backup yet';
    return `nothing was copied: ${why}`;
  },
};

function request(environment = ''): Request {
  return {
    environment,
    input: JSON.stringify(environment ? { environment } : {}),
    warnings: [],
    plan: (region) =>
      `${environment || 'every environment'} in ${region}: copy the newest backup to the regions that the file names, and delete copies beyond those that it keeps`,
  };
}
