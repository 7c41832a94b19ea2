import { expect, test } from 'vitest';
import { approvalWanted } from '../../../../core/people/approval-wanted.ts';
import '../../aws.ts';

const refusal = (command: string) => `cloudhsm-cli ${command}: Quorum approval is required`;
const create = 'user create --username application --role crypto-user';
const change = 'user change-password --username admin_2 --role admin';
const reading = (user: string, label = '') =>
  `\`aws secretsmanager get-secret-value --secret-id cloudhsm-lifecycle/dev/production/${user}${label} --query SecretString --output text\``;

test('admins make each change that a task was refused, with its password, and have a token signed for each', () => {
  const { what, steps, details } = approvalWanted('production', `${refusal(create)}; ${refusal(change)}`);

  expect(what).toBe(`a quorum of admins (${create}, ${change})`);
  expect(details).toEqual({ command: `${create}, ${change}` });
  expect(steps).toHaveLength(5);
  expect(steps[0]).toContain('Stay logged in until the changes are made');
  expect(steps[1]).toContain('as the quorum asks for, and again before each of the following.');
  expect(steps[2]).toBe(
    `\`${create} --approval production.token\`, with the password that stands in the secret cloudhsm-lifecycle/dev/production/application (${reading('application')}).`,
  );
  expect(steps[3]).toContain(reading('admin_2'));
});

test('a password that is to be set is read where it is staged', () => {
  const { steps } = approvalWanted('production', refusal(change), true);

  expect(steps).toHaveLength(4);
  expect(steps[0]).toContain('Stay logged in until the change is made');
  expect(steps[1]).toMatch(/have as many admins sign it as the quorum asks for\.$/);
  expect(steps[2]).toContain(
    `is staged in the secret cloudhsm-lifecycle/dev/production/admin_2 (${reading('admin_2', ' --version-stage AWSPENDING')})`,
  );
});

test('where no task has named a command, users are to be made', () => {
  const { what, steps } = approvalWanted('production', 'refused');

  expect(what).toBe('a quorum of admins (user create)');
  expect(steps[2]).toContain(reading('admin'));
});

test('a user who leaves is deleted without any password', () => {
  const { steps } = approvalWanted('production', refusal('user delete --username reports --role crypto-user'));

  expect(steps[2]).toBe('`user delete --username reports --role crypto-user --approval production.token`.');
});
