import { expect, test } from 'vitest';
import { limitFaults } from '../../../scripts/template-limits.ts';

function template(count: number, resource: object): string {
  const names = Array.from({ length: count }, (_, index) => `Resource${index}`);
  return JSON.stringify({ Resources: Object.fromEntries(names.map((name) => [name, resource])) });
}

const machine = (Resource: string) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: { Definition: { States: { Both: { Branches: [{ States: { CreateHsm: { Resource } } }] } } } },
});

test('a template of 500 resources whose definitions deploy anywhere is let be', () => {
  expect(limitFaults(template(500, machine('arn:${Partition}:states:::lambda:invoke')))).toEqual([]);
});

test('more resources than CloudFormation takes are found', () => {
  expect(limitFaults(template(501, { Type: 'AWS::SNS::Topic' }))).toEqual(['the template has 501 resources; CloudFormation takes 500']);
});

test('more bytes than CloudFormation takes are found', () => {
  const large = template(1, { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x'.repeat(1024 * 1024) } });

  expect(limitFaults(large)).toEqual([`the template has ${large.length} bytes; CloudFormation takes 1048576`]);
});

test('what indents a template is not uploaded, and does not count', () => {
  const text = template(400, { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x'.repeat(2000) } });

  expect(limitFaults(JSON.stringify(JSON.parse(text), null, 100).replaceAll('\n', `\n${' '.repeat(200)}`))).toEqual([]);
});

test('an ARN of one partition is found in a branch of a definition', () => {
  expect(limitFaults(template(1, machine('arn:aws:states:::lambda:invoke')))).toEqual([
    'Resource0: its definition has an ARN that begins with arn:aws: and deploys in one partition only',
  ]);
});
