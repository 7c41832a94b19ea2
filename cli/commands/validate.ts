import { targetCommand } from '../options.ts';

export function validateCommand() {
  return targetCommand('validate', [
    ['npx hsm validate -f my-environment.json', 'check the file by itself; no AWS is asked'],
    ['npx hsm validate -f my-environment.json --account --stage prod', 'what the workflow checks before it creates anything; reads only'],
  ])
    .description('check an environment file, and whether it can be provisioned in the account')
    .requiredOption('-f, --file <file>', 'environment file; - reads standard input')
    .option('--account', 'look at what the file names, too, with your credentials')
    .action(async (options) => {
      const { validate } = await import('../validate/validate.ts');
      await validate(options);
    });
}
