import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';

export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs one of the emulator's programs the way people and tasks do. */
export function program(
  aws: Pick<Emulator, 'bin'>,
  name: string,
  words: string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, ...environment };
    execFile(join(aws.bin, name), words, { env }, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** Runs `cloudhsm-cli` and reads its JSON, which must agree with the exit code. */
export async function cliWords(aws: Pick<Emulator, 'bin'>, words: string[], environment: Record<string, string> = {}): Promise<Document> {
  const { exitCode, stdout, stderr } = await program(aws, 'cloudhsm-cli', words, environment);
  if (stderr || exitCode !== JSON.parse(stdout).error_code) throw new Error(`exit ${exitCode}: ${stdout}${stderr}`);
  return JSON.parse(stdout);
}

export interface Document {
  error_code: number;
  data: any;
}

export function cli(aws: Pick<Emulator, 'bin'>, line: string, environment: Record<string, string> = {}): Promise<Document> {
  return cliWords(aws, line.split(' '), environment);
}

export const admin = (password: string) => ({ CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: `admin:${password}` });

/** What the CLI prints where it comes to no session with an HSM, and the reason that it keeps for its log. */
export async function noContext(aws: Emulator, line: string, environment: Record<string, string> = {}): Promise<string> {
  const printed = await program(aws, 'cloudhsm-cli', line.split(' '), environment);
  expect(printed).toEqual({ exitCode: 1, stdout: '', stderr: 'Error: Failed to initialize hsm1 context\n' });
  return readFileSync(join(aws.bin, '../run/cloudhsm-cli.log'), 'utf8').trimEnd().split('\n').at(-1)!;
}
