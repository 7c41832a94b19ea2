import { expect, test } from 'vitest';
import { workOf } from '../../../../core/stack-resource/request.ts';

const File = JSON.stringify({ name: 'production' });

function deletion(PhysicalResourceId: string | undefined, ResourceProperties: Record<string, string>) {
  const asked = {
    RequestType: 'Delete' as const,
    ResponseURL: 'https://answer',
    StackId: 'stack',
    RequestId: '1',
    LogicalResourceId: 'It',
  };
  return workOf({ ...asked, PhysicalResourceId, ResourceProperties });
}

test('a resource that goes tears down the environment of its file, where it was told to', () => {
  expect(deletion('production', { File, DeleteEnvironment: 'true' })).toEqual({
    action: 'teardown',
    environment: 'production',
    input: { environment: 'production' },
  });
  expect(deletion('production', { File })).toMatchObject({ action: 'leave' });
});

test.each([
  ['an id that CloudFormation made up, since no answer had come', 'payments-Environment-1X2Y3Z'],
  ['no id', undefined],
])('what was never made is left: %s', (_, id) => {
  expect(deletion(id, { File, DeleteEnvironment: 'true' })).toMatchObject({ action: 'leave' });
});

test('a file that is none keeps nothing from going', () => {
  expect(deletion('none', { File: '{', DeleteEnvironment: 'true' })).toEqual({ action: 'leave', environment: 'none' });
});
