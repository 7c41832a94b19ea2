import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { whereGone } from '../../core/credentials/where-gone.ts';
import { isTransient } from '../../core/errors/service-error.ts';
import { jsonValue } from '../../core/json-value.ts';
import { CanarySecret, canaryUser } from '../../core/users/canary.ts';
import type { Log } from './log.ts';
import { fillSecret, fillTrustAnchor, type Remedy } from './remedies.ts';
import { TaskFailure } from './task-failure.ts';

const Credential = z.object({ username: z.string(), password: z.string().check(z.minLength(7), z.maxLength(32)) });

/** Reads what the request names by ARN. Nothing is kept but in this process. */
export class Secrets {
  readonly #client: SecretsManagerClient;
  readonly #log: Log;

  constructor(log: Log) {
    // a container has the time that a function has not; and a network without a way out has to be noticed
    this.#client = new SecretsManagerClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 10_000, requestTimeout: 20_000 } });
    this.#log = log;
  }

  /**
   * The password of each user. The log conceals them from now on.
   *
   * @param users ARN of each user's secret, by user
   * @param label of the version that is read
   * @throws TaskFailure SecretUnusable, TransientServiceError, naming the secret
   */
  async passwords(users: Record<string, string>, label?: 'AWSPENDING'): Promise<Map<string, string>> {
    const passwords = new Map<string, string>();
    for (const [user, arn] of Object.entries(users)) {
      const credential = Credential.safeParse(jsonValue(await this.#read(arn, user, label ? { VersionStage: label } : {})));
      if (!credential.success)
        throw unusable(arn, user, 'it holds no {"username":"…","password":"…"} with a password of 7 to 32 characters', fillSecret(user));
      this.#log.conceal(credential.data.password);
      passwords.set(user, credential.data.password);
    }
    return passwords;
  }

  /** The secret of the canary, with what is kept of its key, as it is or as a version has it. Throws as `passwords` does. */
  async canary(arn: string, version?: string): Promise<z.output<typeof CanarySecret>> {
    const secret = CanarySecret.safeParse(jsonValue(await this.#read(arn, canaryUser, version ? { VersionId: version } : {})));
    if (secret.success) this.#log.conceal(secret.data.password);
    if (secret.success) return secret.data;
    throw unusable(arn, canaryUser, 'it holds no {"username":"…","password":"…"}', fillSecret(canaryUser));
  }

  /** Gives a secret another value. Throws as `passwords` does. */
  async put(arn: string, value: object): Promise<void> {
    try {
      await this.#client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(value) }));
    } catch (error) {
      const { name, message } = error as Error;
      const said = `writing the secret ${arn}: ${name}: ${message}`;
      throw new TaskFailure(isTransient(error) ? 'TransientServiceError' : 'SecretUnusable', said);
    }
  }

  /** The root that clients trust, PEM. Throws as `passwords` does. */
  async trustAnchor(arn: string): Promise<string> {
    const pem = await this.#read(arn, 'the trust anchor');
    if (!pem.includes('-----BEGIN CERTIFICATE-----'))
      throw unusable(arn, 'the trust anchor', 'it holds no certificate in PEM', fillTrustAnchor);
    return pem;
  }

  async #read(arn: string, of: string, version: { VersionId?: string; VersionStage?: string } = {}): Promise<string> {
    try {
      const { SecretString = '' } = await this.#client.send(new GetSecretValueCommand({ SecretId: arn, ...version }));
      return SecretString;
    } catch (error) {
      const { name, message } = error as Error;
      // it was there a moment ago, when the task was started: Secrets Manager shows it late
      const late = name === 'ResourceNotFoundException';
      if (late || isTransient(error)) {
        const said = `reading the secret ${arn} of ${of}: ${name}: ${message}`;
        throw new TaskFailure('TransientServiceError', said, late ? whereGone : undefined);
      }
      const allow = `let the task read the secret ${arn}: where it is scheduled for deletion, \`aws secretsmanager restore-secret --secret-id ${arn}\`, else by its policy and that of its key; then start the workflow again`;
      throw unusable(arn, of, `it cannot be read (${name}: ${message})`, allow);
    }
  }
}

function unusable(arn: string, of: string, why: string, remedy: string | Remedy): TaskFailure {
  return new TaskFailure('SecretUnusable', `the secret ${arn} of ${of}: ${why}`, remedy);
}
