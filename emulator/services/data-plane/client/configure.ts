import { AwsError } from '../../../kernel/aws-error.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { NoAnswer } from '../../../kernel/faults.ts';
import { partitionOf } from '../../../models/regions.ts';
import { CliError } from '../error.ts';
import type { DataPlanePlace } from '../needs.ts';
import type { Answer } from './answer.ts';
import { readCommandLine } from './command-line.ts';
import { configurationOf, written } from './configuration.ts';
import type { Sent } from './sent.ts';

export const usualOptions = [
  '-a?+',
  '--cluster-id?',
  '--region?',
  '--endpoint?',
  '--hsm-ca-cert?',
  '--disable-key-availability-check!',
  '--enable-key-availability-check!',
  '--log-type?',
];

interface Options {
  a?: string[];
  'cluster-id'?: string;
  region?: string;
  endpoint?: string;
  'hsm-ca-cert'?: string;
  'log-type'?: string;
}

/**
 * What `configure-cli` and `configure-pkcs11` do: answers the new configuration.
 *
 * @param accepted options, as readCommandLine takes them
 * @throws CliError what it refuses to do, and why
 */
export async function configure(
  sent: Sent,
  accepted: readonly string[],
  { place, caller }: { place: DataPlanePlace; caller: Caller },
): Promise<Answer> {
  const line = readCommandLine(sent.program, sent.word, { '': accepted });
  const options = line.options as Options;
  const configuration = configurationOf(sent);
  if (sent.word.length === 0)
    throw new CliError('nothing to configure: give -a, --cluster-id, --hsm-ca-cert, --log-type or a key availability option');
  const clusterId = options['cluster-id'];
  if (options.a && clusterId) throw new CliError("the argument '-a' cannot be used with '--cluster-id'");
  const [first] = configuration.clusters;
  const addresses = options.a ?? (clusterId && (await addressesOf(clusterId, options, place, caller)));
  if (addresses) {
    first.cluster_id = clusterId;
    first.cluster.servers = addresses.map((hostname) => ({ hostname, port: 2223, enable: true }));
  }
  if (options['hsm-ca-cert']) first.cluster.hsm_ca_file = options['hsm-ca-cert'];
  const availability = Object.keys(line.options).findLast((name) => name.endsWith('key-availability-check'));
  if (availability)
    first.cluster.options = { ...first.cluster.options, disable_key_availability_check: availability.startsWith('disable') };
  const storage = Object.keys(line.options).findLast((name) => name.endsWith('certificate-storage'));
  if (storage) first.cluster.options = { ...first.cluster.options, enable_certificate_storage: storage.startsWith('enable') };
  const logType = options['log-type'];
  if (logType !== undefined && logType !== 'term' && logType !== 'file')
    throw new CliError(`invalid value '${logType}' for '--log-type': term and file are allowed`);
  if (logType) configuration.logging.log_type = logType;
  return { stdout: '', stderr: '', exitCode: 0, log: [], configuration: written(configuration) };
}

/** Asks CloudHSM, as whoever runs the program. */
async function addressesOf(clusterId: string, { region, endpoint }: Options, here: DataPlanePlace, caller: Caller): Promise<string[]> {
  if (endpoint && !isHere(endpoint, here.url))
    throw new CliError(`--endpoint ${endpoint} is not the local AWS, which alone is asked here: leave it out, or give ${here.url}`);
  if (region && !partitionOf(region)) throw new CliError(`--region ${region} is no region of AWS`);
  const place = region ? here.elsewhere(region) : here;
  const { Clusters } = (await place
    .call('cloudhsmv2', 'DescribeClusters', { Filters: { clusterIds: [clusterId] } }, caller)
    .catch((error: unknown) => {
      if (error instanceof NoAnswer || !(error instanceof AwsError)) throw error;
      throw new CliError(`DescribeClusters: ${error.code}: ${error.message}`);
    })) as { Clusters: { Hsms: { State: string; EniIp?: string }[] }[] };
  const [cluster] = Clusters;
  if (!cluster) throw new CliError(`no cluster ${clusterId} in this account and region`);
  const found = cluster.Hsms.flatMap(({ State, EniIp }) => (State === 'ACTIVE' && EniIp ? [EniIp] : []));
  if (found.length === 0) throw new CliError(`cluster ${clusterId} has no ACTIVE HSM`);
  return found;
}

function isHere(endpoint: string, here: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port } = new URL(endpoint);
  const own = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
  return protocol === 'http:' && own && port === new URL(here).port;
}
