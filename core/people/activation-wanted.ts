import { activeHsms } from '../cloudhsm/active-hsms.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { secretName } from '../credentials/secret-name.ts';
import type { Question } from './wait.ts';

/**
 * Asks people to activate the cluster: whoever does is its first administrator.
 *
 * @param before the address of the HSM that they were asked to do it on before
 */
export function activationWanted(environment: string, cluster: Cluster, before?: string): Question {
  const { clusterId } = cluster;
  const address = activeHsms(cluster)[0]?.ip ?? 'IP';
  const secret = secretName(environment, 'admin');
  const anchor = secretName(environment, 'trust-anchor');
  return {
    environment,
    wanted: 'activation',
    what: `the activation of its cluster ${clusterId}`,
    why: before === undefined || before === address ? undefined : `Its HSM at ${before} is gone, and there is another.`,
    steps: [
      `On a host in the VPC of the cluster, with its security group and the CloudHSM CLI, write the trust anchor into the CLI's place: \`aws secretsmanager get-secret-value --secret-id ${anchor} --query SecretString --output text | sudo tee /opt/cloudhsm/etc/customerCA.crt\`. Then \`sudo /opt/cloudhsm/bin/configure-cli -a ${address}\`.`,
      `\`/opt/cloudhsm/bin/cloudhsm-cli interactive\`, and in it \`cluster activate\`, which asks for the password of admin. It stands in the secret ${secret} already (\`aws secretsmanager get-secret-value --secret-id ${secret} --query SecretString --output text\`). Whoever chooses another puts it there before the next step: {"username":"admin","password":"…"} in a file admin.json, \`aws secretsmanager put-secret-value --secret-id ${secret} --secret-string file://admin.json\`.`,
      `\`npx hsm approve ${environment} --activated\` looks whether the cluster is active and has the workflow go on: it makes the other users with that password.`,
    ],
    details: { address },
  };
}
