import { expect, test } from 'vitest';
import type { Parameter } from '../../../infrastructure/cloudformation.ts';
import { keepDeployed } from '../../../infrastructure/keep-deployed.ts';

/** What a deployment makes of parameters of these defaults, where the stack has those values. */
function deploying(defaults: Record<string, string | number>, deployed: Record<string, string>, given: string[] = []) {
  const parameters = Object.fromEntries(Object.entries(defaults).map(([name, Default]) => [name, { Default } as Parameter]));
  const kept = keepDeployed(parameters, deployed, given);
  return { kept, values: Object.fromEntries(Object.entries(parameters).map(([name, { Default }]) => [name, Default])) };
}

test.each([
  ['the image, where no note of it is here', { HsmUsersImage: 'hsm-users:unpublished' }, { HsmUsersImage: 'repository/hsm-users:1' }],
  ['a root, where it is not here', { AwsHardwareRoot: 'missing' }, { AwsHardwareRoot: '-----BEGIN' }],
  ['a quota that was given once', { HsmQuota: 6 }, { HsmQuota: '8' }],
  ['what to audit', { AuditTargets: '{}' }, { AuditTargets: '{"regions":["eu-west-1"]}' }],
])('%s stays as the stack has it', (_, defaults, deployed) => {
  expect(deploying(defaults, deployed)).toEqual({ kept: Object.keys(deployed), values: deployed });
});

test.each([
  ['an image that was published here', { HsmUsersImage: 'hsm-users:2' }, { HsmUsersImage: 'hsm-users:1' }, []],
  ['a root that is here', { AwsHardwareRoot: '-----NEW' }, { AwsHardwareRoot: '-----OLD' }, []],
  ['a quota that is given', { HsmQuota: 10 }, { HsmQuota: '8' }, ['hsmQuota=10']],
  ['a quota that is given, though it is the usual one', { HsmQuota: 6 }, { HsmQuota: '8' }, ['stage=x', 'hsmQuota=6']],
  ['a quota of the file of the service', { HsmQuota: 12 }, { HsmQuota: '8' }, []],
])('%s counts', (_, defaults, deployed, given) => {
  expect(deploying(defaults, deployed, given)).toEqual({ kept: [], values: defaults });
});

test('a stack that is new, or that says the same, changes nothing', () => {
  const defaults = { HsmUsersImage: 'hsm-users:unpublished', HsmQuota: 6, AuditTargets: '{}' };
  expect(deploying(defaults, {})).toEqual({ kept: [], values: defaults });
  expect(deploying(defaults, { HsmUsersImage: 'hsm-users:unpublished', HsmQuota: '6', Gone: 'before' })).toEqual({
    kept: [],
    values: defaults,
  });
});
