import { LifecycleError } from '../errors/lifecycle-error.ts';
import { elapsedSeconds, progress } from '../waiting/progress.ts';
import type { Progress, Waiting } from '../waiting/waiting-shape.ts';
import { anotherTry, isMended } from './connection-failure.ts';
import type { KeyStore } from './key-store.ts';

/** What KMS was asked to do with a key store last, in this run. */
export type Asked = 'nothing' | 'connect' | 'disconnect';

/**
 * What a state means: `ready` · `pending` KMS is at work · `act` KMS is to be asked for something · `failed` the connection has
 * ended so · `late` the state of before the request, which KMS may show for minutes.
 */
type Meaning = 'ready' | 'pending' | 'act' | 'failed' | 'late';

const meanings: Record<string, Record<Asked, Meaning>> = {
  CONNECTED: { nothing: 'ready', connect: 'ready', disconnect: 'ready' },
  CONNECTING: { nothing: 'pending', connect: 'pending', disconnect: 'pending' },
  DISCONNECTING: { nothing: 'pending', connect: 'late', disconnect: 'pending' },
  DISCONNECTED: { nothing: 'act', connect: 'late', disconnect: 'act' },
  FAILED: { nothing: 'failed', connect: 'failed', disconnect: 'late' },
};

/** Reads of KMS are consistent after seconds usually, after minutes at the latest. */
const lateSeconds = 600;

/** A look at the connection: ready, pending, or neither, when something is to be done. */
interface ConnectionProgress extends Progress {
  /** The codes with which connections have failed in this run. */
  failures: string[];
  /** The key store is DISCONNECTED, and what it has failed of is to be mended before KMS is asked again. */
  mend?: true;
}

/**
 * How far a key store is on its way to CONNECTED.
 *
 * @param waiting since KMS was asked last
 * @param failures the codes that the looks before have seen
 * @throws LifecycleError WaitDeadlineExceeded; KeyStoreConnectionFailed where somebody has disconnected it meanwhile
 */
export function connectionProgress(
  keyStore: KeyStore,
  asked: Asked,
  failures: string[],
  waiting: Omit<Waiting, 'awaited'>,
): ConnectionProgress {
  const { keyStoreId, state, errorCode = 'no code' } = keyStore;
  const elapsed = elapsedSeconds(waiting);
  const meaning = meanings[state]?.[asked];
  const act = { ready: false, pending: false, waitSeconds: 0, pace: waiting.pace ?? 1, failures };
  if (meaning === 'failed') return { ...act, failures: [...failures, errorCode] };
  if (meaning === undefined || (meaning === 'late' && asked === 'connect' && elapsed > lateSeconds)) throw changedMeanwhile(keyStore);
  if (meaning === 'late' && elapsed > lateSeconds) return act;
  if (meaning !== 'act') {
    const awaited = asked === 'disconnect' || state === 'DISCONNECTING' ? 'disconnectKeyStore' : 'connectKeyStore';
    return { ...progress({ ...waiting, awaited }, meaning === 'ready', keyStoreId), awaited, failures };
  }
  if (anotherTry(failures) === undefined && isMended(failures)) return { ...act, mend: true };
  const pause = Math.ceil((anotherTry(failures) ?? 0) - elapsed);
  return pause > 0 ? { ...act, pending: true, waitSeconds: pause } : act;
}

function changedMeanwhile({ keyStoreId, state }: KeyStore): LifecycleError {
  return new LifecycleError('KeyStoreConnectionFailed', {
    doing: 'connecting the key store',
    to: keyStoreId,
    problem: `it is ${state}, though this run has asked KMS to connect it`,
    remedy: 'see in CloudTrail who called DisconnectCustomKeyStore; provision the environment again when the key store is to be connected',
  });
}
