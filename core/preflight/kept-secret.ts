import { DescribeSecretCommand, GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { isSecretOf } from '../credentials/credentials.ts';
import { puttingSecret, secretTags } from '../credentials/secret-commands.ts';
import { secretName } from '../credentials/secret-name.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** A secret of an environment that may be there from before. */
interface KeptSecret {
  /** The last part of its name. */
  name: string;
  /** Where the file asks for it. */
  path: string;
  /** What is wrong with what it holds, said of the secret and repeating nothing of it; undefined where it is as wanted. */
  faultOf: (text: string) => string | undefined | Promise<string | undefined>;
  /** The file from which people put the right value there, and what they write into it. */
  file: string;
  right: string;
  /** When it may go for good. */
  unneeded: string;
}

/**
 * A secret that exists is used as it is: it has to be this environment's, to stay, and to hold what it is for.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html,
 * https://github.com/hashicorp/terraform-provider-aws/issues/5127 (the name of a deleted secret is taken for weeks)
 */
export async function checkKeptSecret(environment: string, { name, path, faultOf, file, right, unneeded }: KeptSecret): Promise<Findings> {
  const secret = secretName(environment, name);
  const found = await unlessAbsent(() => secretsManager().send(new DescribeSecretCommand({ SecretId: secret })));
  if (!found) return nothing;
  if (found.DeletedDate) {
    const remedy = `\`aws secretsmanager restore-secret --secret-id ${secret}\`; if ${unneeded}, delete it for good instead`;
    return refused({ path, problem: `the secret ${secret} is scheduled for deletion`, remedy });
  }
  if (!isSecretOf(found, environment)) {
    const remedy = `delete it, or make it so: \`aws secretsmanager tag-resource --secret-id ${secret} --tags ${secretTags(environment)}\``;
    return refused({ path, problem: `the secret ${secret} is not tagged as this environment's`, remedy });
  }
  const held = await unlessAbsent(() => secretsManager().send(new GetSecretValueCommand({ SecretId: secret })));
  const fault = held?.SecretString === undefined ? 'holds no text' : await faultOf(held.SecretString);
  if (!fault) return nothing;
  const remedy = `write ${right} into a file ${file} and put it there (\`${puttingSecret(secret, file)}\`); if ${unneeded}, delete the secret`;
  return refused({ path, problem: `the secret ${secret} ${fault}`, remedy });
}

async function unlessAbsent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
