import { Option } from '@commander-js/extra-typings';
import { listOfWords, targetCommand, wholeNumber } from '../options.ts';
import { perform } from '../perform.ts';

export function initCommand() {
  return targetCommand('init', [
    ['npx hsm init', 'look into the account, ask what is left open, write production.json'],
    ['npx hsm init --yes --name staging --hsms 2 -o staging.json', 'take what the account has, ask nothing'],
    ['npx hsm init --self-signed --no-key-store -o - | npx hsm validate -f -', 'a file for trying out, to standard output'],
  ])
    .description('write an environment file from what is found in the account')
    .option('-o, --output <file>', 'file to write, NAME.json without it; - writes to standard output')
    .option('--name <name>', 'name of the environment')
    .addOption(new Option('--purpose <purpose>', 'what it is for').choices(['production', 'testing']))
    .option('--vpc <id>', 'VPC for the HSMs')
    .addOption(new Option('--subnets <ids>', 'private subnets, one for each zone, with commas between them').argParser(listOfWords))
    .addOption(new Option('--hsms <number>', 'how many HSMs').argParser(wholeNumber))
    .option('--certificate-authority <arn>', 'root CA that signs')
    .addOption(
      new Option('--self-signed', 'sign with a root that is made for the cluster, for testing only').conflicts('certificateAuthority'),
    )
    .addOption(new Option('--security-groups <ids>', 'let the task that sets up users out on port 443').argParser(listOfWords))
    .option('--key-store <name>', 'KMS key store to connect')
    .option('--no-key-store', 'connect none')
    .option('--force', 'overwrite the file')
    .option('-y, --yes', 'do not ask')
    .action((options) =>
      perform(options, async () => {
        const { init } = await import('../init/init.ts');
        await init(options);
      }),
    );
}
