import { secretName } from '../credentials/secret-name.ts';
import { approving } from './command.ts';
import type { Question } from './wait.ts';

/**
 * Asks several admins for a change of users. Their token is good in the session only that it was made in, so that they make the change
 * there themselves.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/quorum-auth-chsm-cli-admin.html
 *
 * @param refusal what the task said that could not: it names the command
 */
export function approvalWanted(environment: string, refusal: string): Question {
  const [, command = 'user create', user = ''] = /cloudhsm-cli (user [a-z-]+ --username (\S+) --role [a-z-]+)/.exec(refusal) ?? [];
  const secret = secretName(environment, user || 'admin');
  return {
    environment,
    wanted: 'approval',
    what: `a quorum of admins (${command})`,
    steps: [
      `On a host beside the HSMs, \`/opt/cloudhsm/bin/cloudhsm-cli interactive\` and \`login --username admin --role admin\`. Stay logged in until step 3 is done: the token is good in this session only, and for ten minutes.`,
      `\`quorum token-sign generate --service user --token ${environment}.token\`; have as many admins sign it as the quorum asks for.`,
      `\`${command} --approval ${environment}.token\`, with the password that stands in the secret ${secret} (\`aws secretsmanager get-secret-value --secret-id ${secret} --query SecretString --output text\`).`,
      `\`${approving(environment, `--token ${environment}.token`)}\`: the workflow goes on, finds the change made, and asks again where another is wanted.`,
    ],
    details: { command },
  };
}
