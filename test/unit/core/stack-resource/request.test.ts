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

test('backups go along where the resource was told so', () => {
  expect(deletion('production', { File, DeleteEnvironment: 'true', DeleteBackups: 'true' })).toMatchObject({
    input: { environment: 'production', deleteBackups: true },
  });
});

test('a resource that was told to go, and whose file names another environment than its id, leaves both', () => {
  expect(deletion('testing', { File, DeleteEnvironment: 'true' })).toEqual({ action: 'leave', environment: 'testing' });
});

const asking = (RequestType: 'Create' | 'Update', given?: string) => () =>
  workOf({
    RequestType,
    ResponseURL: 'https://answer',
    StackId: 'stack',
    RequestId: '1',
    LogicalResourceId: 'It',
    ResourceProperties: { ...(given !== undefined && { File: given }) },
  });

test.each(['Create', 'Update'] as const)('%s provisions the environment of its file', (type) => {
  expect(asking(type, File)()).toEqual({ action: 'provision', environment: 'production', input: { name: 'production' } });
});

test.each([
  ['none', undefined, /^it is no JSON/],
  ['no JSON', '{', /^it is no JSON/],
  ['null', 'null', /^it names no environment$/],
  ['a file without a name', '{"version":1}', /^it names no environment$/],
  ['a file whose name is no text', '{"name":1}', /^it names no environment$/],
])('a file that is %s is refused, and nothing was created', (_, given, problem) => {
  expect(asking('Create', given)).toThrow(
    expect.objectContaining({
      name: 'InvalidEnvironment',
      details: expect.objectContaining({
        problem: expect.stringMatching(problem),
        remedy: expect.stringContaining('nothing was created'),
      }),
    }),
  );
});
