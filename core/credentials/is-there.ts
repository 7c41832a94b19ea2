import { LifecycleError } from '../errors/lifecycle-error.ts';
import { findSecret } from './credentials.ts';

/** Whether there is a secret of this name, also where it is on its way to deletion: what is wrong with one, another check says. */
export async function isThere(secret: string): Promise<boolean> {
  try {
    return (await findSecret(secret)) !== undefined;
  } catch (error) {
    if (error instanceof LifecycleError && error.name === 'SecretUnusable') return true;
    throw error;
  }
}
