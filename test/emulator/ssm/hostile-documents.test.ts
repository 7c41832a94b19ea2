import { expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';

const id = 'i-00000000000000001';
const word = { type: 'String', interpolationType: 'ENV_VAR' };

const step = (inputs: object = {}, more: object = {}) => ({
  ...{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: ['echo {{ Word }}'], ...inputs } },
  ...more,
});

/** A host, and a document of these parameters and this step. */
async function document(parameters: object, mainStep: object) {
  const aws = await localAws({ account: { hosts: [{ id, platform: 'ubuntu 24.04' }] } });
  const ask = (operation: string, input: object) => request(aws, 'ssm', operation, input);
  const Content = JSON.stringify({ schemaVersion: '2.2', parameters, mainSteps: [mainStep] });
  const create = () => ask('CreateDocument', { Name: 'say', Content, DocumentType: 'Command' });
  const run = async (Parameters: Record<string, string[]> = {}) => {
    const { Command } = await ask('SendCommand', { DocumentName: 'say', InstanceIds: [id], Parameters });
    await aws.home.clock.idle();
    return ask('GetCommandInvocation', { CommandId: Command.CommandId, InstanceId: id });
  };
  return { ask, create, run };
}

it.each([
  ['parameters.a: has to be an object', { a: null }, step()],
  ['parameters.(: ', { '(': { type: 'String', default: 'x' } }, step()],
  ['parameters.a.minItems: unknown field', { a: { type: 'StringList', minItems: 1 } }, step()],
  ['mainSteps.0.inputs.workingDirectory: unknown field', {}, step({ workingDirectory: '/tmp' })],
  ['mainSteps.0.onFailure: unknown field', {}, step({}, { onFailure: 'exit' })],
  ['mainSteps.0.precondition.StringEquals.0: ', {}, step({}, { precondition: { StringEquals: ['{{ Word }}', 'x'] } })],
])('is refused, and leaves nothing behind: %s', async (problem, parameters, mainStep) => {
  const { ask, create } = await document(parameters, mainStep);
  await expect(create()).rejects.toMatchObject({ code: 'InvalidDocumentContent', message: expect.stringContaining(problem) });
  await expect(ask('DescribeDocument', { Name: 'say' })).rejects.toMatchObject({ code: 'InvalidDocument' });
});

it.each([
  ['a NUL', 'x\0y'],
  ['more than a process takes', 'x'.repeat(140_000)],
])('fails on the host, where a variable has %s', async (_, value) => {
  const { create, run } = await document({ Word: word }, step());
  await create();
  expect(await run({ Word: [value] })).toMatchObject({ Status: 'Failed', ResponseCode: 1 });
});

it('does not take a parameter whose own pattern is none', async () => {
  const { create, run } = await document({ Word: { type: 'String', allowedPattern: '(' } }, step());
  await create();
  await expect(run({ Word: ['x'] })).rejects.toMatchObject({ code: 'InvalidParameters' });
});

it.each(['constructor', 'toString'])('does not take a parameter that every object has: %s', async (name) => {
  const { create, run } = await document({}, step());
  await create();
  await expect(run({ [name]: ['x'] })).rejects.toMatchObject({ code: 'InvalidParameters' });
});

it('is over by its limit, which a parameter may give; what is no limit counts as none', async () => {
  const took = async (timeoutSeconds?: string, Limit = '') => {
    const { create, run } = await document({ Limit: { type: 'String' } }, step({ timeoutSeconds, runCommand: ['true'] }));
    await create();
    return (await run({ Limit: [Limit] })).ExecutionElapsedTime;
  };
  const usual = await took();
  expect(await took('{{ Limit }}', '5')).toBe('PT5S');
  expect(await took('{{ Limit }}', 'soon')).toBe(usual);
  expect(await took('1')).toBe(usual);
});

it('puts values into its text once: what looks like another parameter in one stays', async () => {
  const { create, run } = await document({ Word: { type: 'String' }, Other: { type: 'String', default: 'x' } }, step());
  await create();
  expect(await run({ Word: ['"{{ Other }}"'] })).toMatchObject({ StandardOutputContent: '{{ Other }}\n' });
});

it('holds each value of a list to what is allowed, and gives it as JSON, its default too', async () => {
  const list = { type: 'StringList', default: ['a', 'b'], allowedValues: ['a', 'b', 'c'] };
  const { create, run } = await document({ Word: list }, step({ runCommand: ["echo '{{ Word }}'"] }));
  await create();
  expect(await run()).toMatchObject({ StandardOutputContent: '["a","b"]\n' });
  expect(await run({ Word: ['c', 'a'] })).toMatchObject({ StandardOutputContent: '["c","a"]\n' });
  await expect(run({ Word: ['a', 'd'] })).rejects.toMatchObject({ code: 'InvalidParameters' });
});
