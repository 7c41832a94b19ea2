import { targetCommand } from '../options.ts';
import { perform } from '../perform.ts';

export function clientBundleCommand() {
  return targetCommand('client-bundle', [
    ['npx hsm client-bundle production -o client', 'a folder to copy to hosts, with a script that configures them'],
  ])
    .description('write what a host needs to use its HSMs: script, certificate, configuration')
    .argument('<environment>', 'name of an environment')
    .requiredOption('-o, --out <folder>', 'folder to write')
    .option('--client-version <version>', 'of Client SDK 5; the newest whose SHA-256 is known without it')
    .option('--unverified', 'take a version whose SHA-256 is not known as it comes')
    .action((environment, options) =>
      perform(options, async () => {
        const { clientBundle } = await import('../client-bundle/bundle.ts');
        await clientBundle(environment, options);
      }),
    );
}
