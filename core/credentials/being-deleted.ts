import { LifecycleError } from '../errors/lifecycle-error.ts';

/** Secrets Manager lets nobody read a secret that is scheduled for deletion. */
export function beingDeleted(secret: string): LifecycleError {
  return new LifecycleError('SecretUnusable', {
    doing: 'reading a secret',
    to: secret,
    problem: 'the secret is scheduled for deletion',
    remedy: `\`aws secretsmanager restore-secret --secret-id ${secret}\` and start the workflow again`,
  });
}
