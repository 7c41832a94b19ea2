import { LifecycleError } from '../errors/lifecycle-error.ts';

/** Secrets Manager lets nobody read a secret that is scheduled for deletion, nor replicate it. */
export function beingDeleted(...secrets: string[]): LifecycleError {
  const [is, restoring] = [secrets.length === 1 ? 'the secret is' : 'the secrets are', secrets.map(restoringSecret).join(', ')];
  return new LifecycleError('SecretUnusable', {
    doing: `reading ${secrets.length === 1 ? 'a secret' : 'secrets'}`,
    to: secrets.join(', '),
    problem: `${is} scheduled for deletion`,
    remedy: `${restoring} and start the workflow again`,
  });
}

function restoringSecret(secret: string): string {
  return `\`aws secretsmanager restore-secret --secret-id ${secret}\``;
}
