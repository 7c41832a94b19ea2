import { AwsError } from '../../../kernel/aws-error.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Cluster } from '../../cloudhsmv2/cluster.ts';
import { Configuration } from '../client/configuration.ts';
import { type Connection, connect } from '../connection.ts';
import { CliError, NoContext } from '../error.ts';
import { login } from '../login.ts';
import type { DataPlanePlace } from '../needs.ts';
import { storePin, tokenStore } from './token-store.ts';

// What the HSMs answer to the local PKCS #11 library. It reads texts only.

/** Why not: the library has a code of PKCS #11 for each, and writes `why` into its log. */
export interface Refusal {
  refusal: 'no hsm' | 'wrong' | 'locked';
  why: string;
}

type Answered<Answer> = Promise<Answer | Refusal>;

/** What the library is configured for: a configuration and the issuing certificate. */
export async function connectLibrary(
  sent: { configuration: string; issuer: string },
  { place, caller }: { place: DataPlanePlace; caller: Caller },
): Answered<{
  cluster: string;
  softhsm: string;
  store: string;
  availabilityCheck: 'on' | 'off';
  certificates: 'on' | 'off';
  mode: Cluster['mode'];
}> {
  const configuration = Configuration.safeParse(parsed(sent.configuration));
  if (!configuration.success) return noHsm('cloudhsm-pkcs11.cfg is not a configuration: remove it, and run configure-pkcs11');
  const [{ cluster, cluster_id }] = configuration.data.clusters;
  const servers = cluster.servers.filter(({ enable }) => enable).map(({ hostname }) => hostname);
  try {
    const found = connect(place, { servers, ...(sent.issuer && { issuer: sent.issuer }), checksKeyAvailability: true }, caller);
    const { clusterId } = found.cluster;
    if (cluster_id && cluster_id !== clusterId) return noHsm(`${servers.join(', ')} is no HSM of ${cluster_id}`);
    const { softhsm, configuration: store } = await tokenStore(place.folder, found.cluster);
    const options = (cluster.options ?? {}) as { disable_key_availability_check?: boolean; enable_certificate_storage?: boolean };
    // hsm1.medium has no room for them
    const kept = options.enable_certificate_storage && found.cluster.hsmType === 'hsm2m.medium';
    return {
      cluster: clusterId,
      softhsm,
      store,
      availabilityCheck: options.disable_key_availability_check ? 'off' : 'on',
      certificates: kept ? 'on' : 'off',
      mode: found.cluster.mode,
    };
  } catch (error) {
    if (error instanceof NoContext || error instanceof AwsError) return noHsm(error.message);
    throw error;
  }
}

/** Whether an HSM is there, and whether there are several, so that a key survives one. */
export function countHsms({ cluster }: { cluster: string }, place: DataPlanePlace): { several: 'yes' | 'no' } | Refusal {
  const connection = connectionTo(place, cluster);
  return 'refusal' in connection ? connection : { several: connection.hsms.length > 1 ? 'yes' : 'no' };
}

/** Checks a PIN, `user:password`, as the HSMs check it. */
export function loginLibrary(
  { cluster, pin }: { cluster: string; pin: string },
  place: DataPlanePlace,
): { owner: string; pin: string } | Refusal {
  const connection = connectionTo(place, cluster);
  if ('refusal' in connection) return connection;
  const { store } = connection.cluster.keys;
  if (!store) return noHsm(`the emulator was reset, and ${cluster} is another now: start the program again`);
  const colon = pin.indexOf(':');
  if (colon === -1) return { refusal: 'wrong', why: 'the PIN has to be <crypto user>:<password>' };
  try {
    const { username } = login(connection, { role: 'crypto-user', username: pin.slice(0, colon), password: pin.slice(colon + 1) });
    return { owner: store.markOf(username), pin: storePin };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { refusal: error.message.startsWith('User is locked') ? 'locked' : 'wrong', why: error.message };
  }
}

/** A library that was once connected knows all HSMs of its cluster. */
function connectionTo(place: DataPlanePlace, clusterId: string): Connection | Refusal {
  const cluster = place.cloudhsmv2.clusters.get(clusterId);
  const hsms = cluster?.hsms.filter(({ state }) => state === 'ACTIVE') ?? [];
  return cluster && hsms.length > 0 ? { place, cluster, hsms, checksKeyAvailability: true } : noHsm(`no HSM of ${clusterId} is ACTIVE`);
}

function noHsm(why: string): Refusal {
  return { refusal: 'no hsm', why };
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
