/**
 * AWS's regions by partition. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const regions: Record<string, string[]> = {
  aws: [
    'af-south-1',
    ...['ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
    ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
    ...['ca-central-1', 'ca-west-1'],
    ...['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
    ...['il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1', 'sa-east-1'],
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  ],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
};

const partitions = new Map(Object.entries(regions).flatMap(([partition, names]) => names.map((name) => [name, partition])));

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html: those that an account has to enable. */
const optedIn = new Set([
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ca-west-1', 'eu-central-2', 'eu-south-1', 'eu-south-2'],
  ...['ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
  ...['il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1'],
]);

/** https://docs.aws.amazon.com/general/latest/gr/cloudhsm.html */
const withoutCloudHsm = new Set(['ap-east-2', 'ap-southeast-4', 'eusc-de-east-1', 'cn-north-1', 'cn-northwest-1']);

/** https://docs.aws.amazon.com/kms/latest/developerguide/keystore-cloudhsm.html */
const withoutKeyStores = new Set([...withoutCloudHsm, 'eu-south-2']);

export const regionNames: readonly string[] = [...partitions.keys()];

/** By name. */
export function regionsOf(partition: string): string[] {
  return [...(regions[partition] ?? [])].sort();
}

export function hasToBeOptedIn(region: string): boolean {
  return optedIn.has(region);
}

/** The partition of a region; undefined for what is none. */
export function partitionOf(region: string): string | undefined {
  return partitions.get(region);
}

export function hasCloudHsm(region: string): boolean {
  return !withoutCloudHsm.has(region);
}

/** Whether KMS has key stores over CloudHSM clusters there. */
export function hasKeyStores(region: string): boolean {
  return !withoutKeyStores.has(region);
}
