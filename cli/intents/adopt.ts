import { type Intent, intentCommand, type Request } from './intent.ts';

export const adopt: Intent = {
  name: 'adopt',
  command: (run) =>
    intentCommand('adopt', [
      [
        'npx hsm adopt cluster-abcdefghijk -f production.json',
        'what would become of a cluster that was made elsewhere; nothing is changed',
      ],
      ['npx hsm adopt cluster-abcdefghijk -f production.json --apply', 'take it over, after it has been shown and agreed to'],
    ])
      .description('take over a cluster that was made elsewhere, by hand or by Terraform')
      .argument('<cluster>', 'its id')
      .requiredOption('-f, --file <file>', 'environment file that describes it; - reads standard input')
      .option('--apply', 'do it, and do not only show what it would do; --yes says that too')
      .action((cluster, { file, apply, ...options }) =>
        run(adopt, () => request(cluster, file), { ...options, dryRun: options.dryRun || !(apply || options.yes) }),
      ),
  done: ({ environment, cluster }) => `${cluster?.id ?? 'the cluster'} is the environment ${environment} now`,
};

async function request(cluster: string, file: string): Promise<Request> {
  const { readEnvironmentFile } = await import('../environment-file.ts');
  const { environment, text, warnings } = readEnvironmentFile(file);
  const { name } = environment;
  return {
    environment: name,
    input: JSON.stringify({ environment: name, cluster, file: JSON.parse(text) }),
    warnings,
    plan: (region) => `${name} in ${region}: take over ${cluster}, and bring it to what the file asks for`,
    asked: { environment: name, changes: { cluster, file: environment } },
  };
}
