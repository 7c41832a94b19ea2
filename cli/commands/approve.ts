import { targetCommand } from '../options.ts';
import { perform } from '../perform.ts';

export function approveCommand() {
  return targetCommand('approve', [
    ['npx hsm approve production --certificate production.pem --trust-anchor root.pem', 'the CSR is signed: go on with this certificate'],
    ['npx hsm approve production --activated', 'the cluster is activated: go on'],
    ['npx hsm approve production --token production.token', 'admins have approved a change of users, and made it: go on'],
  ])
    .description('answer a workflow that waits for people: what they bring is checked, and it goes on')
    .argument('<environment>', 'name of an environment')
    .option('--certificate <file>', 'certificate for the CSR that was published, PEM')
    .option('--trust-anchor <file>', 'self-signed root that signed it, PEM; not needed where it stands in the same file')
    .option('--activated', 'the cluster was activated with the CloudHSM CLI')
    .option('--token <file>', 'token with which a quorum of admins has approved a change of users, and made it')
    .option('-y, --yes', 'do not ask')
    .action((environment, options) =>
      perform(options, async () => {
        const { approve } = await import('../approve/approve.ts');
        await approve(environment, options);
      }),
    );
}
