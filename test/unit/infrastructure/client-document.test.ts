import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { clientDocumentContent } from '../../../infrastructure/client-document.ts';
import { needs, tool } from '../../foreign-tools/tool.ts';

const shellcheck = tool('shellcheck', 'shellcheck', 'shellcheck', '--version');
const content = clientDocumentContent() as {
  schemaVersion: string;
  parameters: Record<string, { interpolationType: string }>;
  mainSteps: { inputs: { runCommand: string[] } }[];
};
const script = content.mainSteps[0]!.inputs.runCommand.join('\n');

it('hands every parameter over as a variable, never in the text of the script, and none is a secret', () => {
  expect(content.schemaVersion).toBe('2.2');
  expect(Object.values(content.parameters).map(({ interpolationType }) => interpolationType)).toEqual(Array(7).fill('ENV_VAR'));
  expect(script).not.toContain('{{');
  expect(Object.keys(content.parameters).join(' ')).not.toMatch(/password|pin|secret/i);
});

it('is of the size that Systems Manager takes', () => {
  expect(Buffer.byteLength(JSON.stringify(content))).toBeLessThan(65_536);
});

it('has nothing that shellcheck finds', (context) => {
  needs(context, shellcheck);
  const { status, stdout } = spawnSync('shellcheck', ['-'], { encoding: 'utf8', input: script });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
