import { lateAnswer } from '../errors/late.ts';
import { type ErrorDetails, LifecycleError } from '../errors/lifecycle-error.ts';
import { type KeyStore, listKeyStores } from './key-store.ts';

/** By these KMS says that a key store stands already, over the cluster or under the name. */
const standsAlready = ['CloudHsmClusterInUseException', 'CustomKeyStoreNameInUseException'];

/**
 * The key store that made KMS refuse another: the cluster's own, which no list had shown yet. Undefined where KMS said something else.
 *
 * @throws LifecycleError KeyStoreNameTaken where it is another cluster's; TransientServiceError where it is still not to be seen
 */
export async function inTheWay(
  refusal: unknown,
  wanted: { name: string; clusterId: string },
  describing: Pick<ErrorDetails, 'doing' | 'to'>,
): Promise<KeyStore | undefined> {
  const { name, message } = refusal as Error;
  if (!standsAlready.includes(name)) return undefined;
  const stores = await listKeyStores();
  const own = stores.find(({ clusterId }) => clusterId === wanted.clusterId);
  if (own) return own;
  const named = stores.find((store) => store.name === wanted.name);
  if (!named) {
    const remedy =
      'start the workflow again; if it stays so, a cluster of the same backup history has a key store (`aws kms describe-custom-key-stores`), and KMS takes no second one: leave keyStore out';
    throw lateAnswer({ ...describing, problem: `${name}: ${message}`, remedy }, refusal);
  }
  throw new LifecycleError('KeyStoreNameTaken', {
    ...describing,
    problem: `${named.keyStoreId} has the name already, over ${named.clusterId || 'a key manager outside AWS'}`,
    remedy: 'choose another name in keyStore.name, which is unique in an account and region, and start the workflow again',
  });
}
