import type { AwsPlace } from '../../../emulator/cloud.ts';
import type { AwsError } from '../../../emulator/kernel/aws-error.ts';
import type { room } from '../deployment.ts';

const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;

/** What people do with a command of a service that the local AWS does not have, or has no model of, by `service operation`. */
export const hands: Record<string, (home: AwsPlace, options: Record<string, string>) => void | Promise<void>> = {
  'ec2 authorize-security-group-ingress': (home, options) => allow(home, 'Ingress', options),
  'ec2 authorize-security-group-egress': (home, options) => allow(home, 'Egress', options),
  'dynamodb update-item': async (home, { key = '', 'table-name': TableName, 'update-expression': UpdateExpression }) => {
    const Key = Object.fromEntries([...key.matchAll(/(\w+)=\{S=([^}]+)\}/g)].map(([, name, S]) => [name, { S }]));
    await home.dynamodb.call('UpdateItem', { TableName, Key, UpdateExpression } as object, person);
  },
  'serverless deploy': (home, options) => deploy(home, options.param ?? ''),
  'service-quotas request-service-quota-increase': ({ account }, options) => {
    const name = quotas[`${options['service-code']} ${options['quota-code']}`];
    if (!name) throw new Error(`there is no such quota: ${JSON.stringify(options)}`);
    account.quotas = { ...account.quotas, [name]: Number(options['desired-value']) };
  },
};

/** https://docs.aws.amazon.com/general/latest/gr/cloudhsm.html */
const quotas: Record<string, 'clusters' | 'hsms'> = { 'cloudhsm L-4B16B391': 'clusters', 'cloudhsm L-95BA35D1': 'hsms' };

/** Parameters of the stack, with the quota that each tells functions of. */
const parameters: Record<string, keyof typeof room> = { clusterQuota: 'clusters', hsmQuota: 'hsms', keyStoreQuota: 'customKeyStores' };
const variables = { clusters: 'CLUSTER_QUOTA', hsms: 'HSM_QUOTA', customKeyStores: 'KEY_STORE_QUOTA' };

function deploy(home: AwsPlace, parameter: string): void {
  const [name = '', value = ''] = parameter.split('=');
  const quota = parameters[name];
  if (!quota) throw new Error(`the stack has no parameter ${name}`);
  deployQuotas(home, { [quota]: Number(value) });
}

/** From now on the stack takes these for the quotas of the account. */
export function deployQuotas({ lambda }: AwsPlace, quotas: Partial<typeof room>): void {
  for (const [quota, value] of Object.entries(quotas)) {
    const variable = variables[quota as keyof typeof room];
    for (const { environment = {} } of lambda.functions.values()) if (environment[variable]) environment[variable] = String(value);
  }
}

/** As the AWS CLI asks for it. A rule that is there already is refused, as the remedies say. */
async function allow(home: AwsPlace, direction: 'Ingress' | 'Egress', options: Record<string, string>): Promise<void> {
  const { 'group-id': GroupId = '', 'source-group': source, protocol: IpProtocol = '', port = '' } = options;
  const [FromPort, ToPort] = port.split('-').map(Number);
  const IpPermissions = [{ IpProtocol, FromPort, ToPort, UserIdGroupPairs: [{ GroupId: source }] }];
  try {
    await home.call('ec2', `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions }, person);
  } catch (error) {
    if ((error as AwsError).code !== 'InvalidPermission.Duplicate') throw error;
  }
}

/** Options of a command that each take one word, or what stands between quotes. */
export function singleOptions(command: string): Record<string, string> {
  const words = (command.match(/'[^']*'|\S+/g) ?? []).slice(3).map((word) => word.replace(/^'(.*)'$/, '$1'));
  return Object.fromEntries(words.flatMap((word, at) => (word.startsWith('--') ? [[word.slice(2), words[at + 1] ?? '']] : [])));
}
