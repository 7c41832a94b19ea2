import { configurationFolder, emulator, readConfiguration, writeConfiguration } from './client-configuration.mjs';
import { readCommandLine } from './command-line.mjs';
import { post } from './post.mjs';

const [emulatorEtc, ...words] = process.argv.slice(2);
const accepted = [
  '-a+',
  '--cluster-id?',
  '--region?',
  '--endpoint?',
  '--hsm-ca-cert?',
  '--disable-key-availability-check!',
  '--enable-key-availability-check!',
];
const { options, flags, lists } = readCommandLine('configure-cli', words, { '': accepted });
const etc = configurationFolder(emulatorEtc);
const configuration = readConfiguration(etc);
const [{ cluster }] = configuration.clusters;

if (words.length === 0) fail('nothing to configure: give -a, --cluster-id, --hsm-ca-cert or a key availability option');
if (lists['-a'] && options['--cluster-id']) fail("the argument '-a' cannot be used with '--cluster-id'");
const addresses = lists['-a'] ?? (options['--cluster-id'] && (await addressesOf(options['--cluster-id'])));
if (addresses) configuration.clusters[0].cluster_id = options['--cluster-id'];
if (addresses) cluster.servers = addresses.map((hostname) => ({ hostname, port: 2223, enable: true }));
if (options['--hsm-ca-cert']) cluster.hsm_ca_file = options['--hsm-ca-cert'];
if (flags.length > 0) cluster.options = { disable_key_availability_check: flags.at(-1) === '--disable-key-availability-check' };
writeConfiguration(etc, configuration);

async function addressesOf(clusterId) {
  const headers = { 'x-amz-target': 'BaldrApiService.DescribeClusters', 'content-type': 'application/x-amz-json-1.1' };
  const region = options['--region'] ?? process.env.AWS_REGION;
  const url = options['--endpoint'] ?? emulator(emulatorEtc).url;
  const { status, body } = await post(url, { service: 'cloudhsm', region, headers }, { Filters: { clusterIds: [clusterId] } }).catch(
    (error) => fail(error.message || error.code),
  );
  if (status !== 200) fail(`DescribeClusters: ${body.__type}: ${body.message ?? body.Message}`);
  if (body.Clusters.length === 0) fail(`no cluster ${clusterId} in this account and region`);
  const found = body.Clusters[0].Hsms.filter(({ State, EniIp }) => State === 'ACTIVE' && EniIp).map(({ EniIp }) => EniIp);
  if (found.length === 0) fail(`cluster ${clusterId} has no ACTIVE HSM`);
  return found;
}

function fail(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
}
