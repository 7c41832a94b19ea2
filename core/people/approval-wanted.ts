import { secretName } from '../credentials/secret-name.ts';
import type { Question } from './wait.ts';

/**
 * Asks several admins for changes of users. Their token is good in the session only that it was made in, so that they make the changes
 * there themselves.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/quorum-auth-chsm-cli-admin.html
 *
 * @param refusals what tasks said that could not: they name the commands
 * @param staged whether the passwords that are to be set are no current ones yet
 */
export function approvalWanted(environment: string, refusals: string, staged = false): Question {
  const named = [...refusals.matchAll(/cloudhsm-cli (user [a-z-]+ --username (\S+) --role [a-z-]+)/g)];
  const changes =
    named.length > 0 ? named.map(([, command = '', user = '']) => ({ command, user })) : [{ command: 'user create', user: '' }];
  const token = `${environment}.token`;
  const made = changes.map(({ command, user }) => {
    const approved = `\`${command} --approval ${token}\``;
    if (command.startsWith('user delete ')) return `${approved}.`;
    const secret = secretName(environment, user || 'admin');
    const reading = `aws secretsmanager get-secret-value --secret-id ${secret}${staged ? ' --version-stage AWSPENDING' : ''} --query SecretString --output text`;
    return `${approved}, with the password that ${staged ? 'is staged' : 'stands'} in the secret ${secret} (\`${reading}\`).`;
  });
  const [each, commands] = [changes.length > 1, changes.map(({ command }) => command).join(', ')];
  return {
    environment,
    wanted: 'approval',
    what: `a quorum of admins (${commands})`,
    steps: [
      `On a host beside the HSMs, \`/opt/cloudhsm/bin/cloudhsm-cli interactive\` and \`login --username admin --role admin\`. Stay logged in until the change${each ? 's are' : ' is'} made: a token is good in this session only, for ten minutes and one change.`,
      `\`quorum token-sign generate --service user --token ${token}\`; have as many admins sign it as the quorum asks for${each ? ', and again before each of the following' : ''}.`,
      ...made,
      `\`npx hsm approve ${environment} --token ${token}\`: the workflow goes on, finds what was made, and asks again where another change is wanted.`,
    ],
    details: { command: commands },
  };
}
