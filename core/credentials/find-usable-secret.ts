import { type FoundSecret, findSecret } from './credentials.ts';

/** A secret by its name; undefined also where it is on its way to deletion. */
export async function findUsableSecret(name: string): Promise<FoundSecret | undefined> {
  try {
    return await findSecret(name);
  } catch (error) {
    if ((error as Error).name === 'SecretUnusable') return undefined;
    throw error;
  }
}
