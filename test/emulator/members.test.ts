import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { services } from '../../emulator/cloud.ts';
import { loadModel } from '../../emulator/models/model.ts';
import { localAws, request } from '../local-aws.ts';

/** The folders of services that are not called as their models are. */
const folders: Record<string, string> = { stepfunctions: 'states' };

describe.each([...services.values()])('$model', ({ model, operations }) => {
  const folder = `emulator/services/${folders[model] ?? model}`;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const words = new Set(files.flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/\w+/g) ?? []));

  it('drops no member of a request silently: each is read, refused by name, or known to change nothing', () => {
    const { shapes, operations: modelled } = loadModel(model);
    const dropped = Object.entries(operations).flatMap(([name, { refuses = [], ignores = [] }]) => {
      const input = modelled[name]!.input;
      const members = Object.keys((input && shapes[input]!.members) || {});
      expect(members, `refuses and ignores of ${name}`).toEqual(expect.arrayContaining([...refuses, ...ignores]));
      return members.filter((member) => !words.has(member)).map((member) => `${name}.${member}`);
    });
    expect(dropped).toEqual([]);
  });
});

it('is refused by name in the words of the service', async () => {
  const aws = await localAws();
  const withKey = request(aws, 'logs', 'CreateLogGroup', { logGroupName: 'mine', kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/x' });
  await expect(withKey).rejects.toThrow('kmsKeyId of CreateLogGroup: not emulated');
  expect(aws.home.logs.groups.size).toBe(0);
});
