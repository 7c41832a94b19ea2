import { deployLocally } from '../../cli/local/deploy.ts';
import { packagedTemplate } from '../../cli/local/packaged.ts';
import { Deployment } from './deployment.ts';
import { type EnvironmentFile, environmentNamed } from './environment-file.ts';

export const recoveryRegion = 'us-west-2';

const subnetIds = ['subnet-0aaa9999aaa9999aa', 'subnet-0bbb9999bbb9999bb'];

/** An environment with a key store that is brought to the recovery region. */
export function recoverable(name: string, changes: Partial<EnvironmentFile> = {}): EnvironmentFile {
  const recovery = { region: recoveryRegion, subnetIds, securityGroupIds: ['sg-0e6e55e6e55e6e55e'] };
  return { ...environmentNamed(name), hsmCount: 2, recovery, ...changes };
}

/** The same stage in the recovery region. */
export async function deployedThere({ emulator, home }: Deployment): Promise<Deployment> {
  const there = emulator.cloud.at(home.accountId, recoveryRegion);
  return new Deployment(emulator, await deployLocally(emulator, await packagedTemplate(), 'dev', {}, there), there);
}

/** What of that stack is written to from here, and nothing that works by itself. */
export async function recordThere({ emulator, home }: Deployment): Promise<void> {
  const there = emulator.cloud.at(home.accountId, recoveryRegion);
  const TableName = 'cloudhsm-lifecycle-dev-EnvironmentsTable-elsewhere';
  const names = ['environment', 'item'];
  await there.dynamodb.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
  });
  const person = { kind: 'person', arn: `arn:aws:iam::${home.accountId}:root`, accessKeyId: 'person' } as const;
  const parameter = { Name: '/cloudhsm-lifecycle/dev/environments-table', Type: 'String', Value: TableName };
  await there.call('ssm', 'PutParameter', parameter, person);
}
