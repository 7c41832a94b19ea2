import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, run } from '../e2e/command.ts';
import { tool } from '../foreign-tools/tool.ts';

/** The AWS CLI of the PATH, of whatever version; AWS_CLI names another one. */
const program = process.env.AWS_CLI ?? 'aws';

export const awsCli = tool('the AWS CLI', 'awscli', program, '--version');

/**
 * An `aws` for scripts that call it by name, against one endpoint.
 *
 * @returns the folder that it stands in, for the PATH
 */
export function awsOfPath(url: string, folder: string): string {
  const found = execFileSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' }).trim();
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec '${found}' "$@" --endpoint-url '${url}'\n`, { mode: 0o755 });
  return bin;
}

/** The AWS CLI against one endpoint, with one working folder. */
export class AwsCli {
  readonly #url: string;
  readonly #folder: string;

  constructor(url: string, folder: string) {
    this.#url = url;
    this.#folder = folder;
  }

  /** Runs a command to its end. Versions before 2.13 know no AWS_ENDPOINT_URL, hence the option. */
  run(...parameters: string[]): Promise<Ended> {
    return run(program, [...parameters, '--endpoint-url', this.#url], { folder: this.#folder });
  }

  /**
   * What a command that succeeds prints as text, without the last line break.
   *
   * @throws Error with what it says on stderr
   */
  async text(...parameters: string[]): Promise<string> {
    return (await this.#success(...parameters, '--output', 'text')).trimEnd();
  }

  /** The JSON that a command that succeeds prints. */
  async json(...parameters: string[]): Promise<unknown> {
    return JSON.parse(await this.#success(...parameters, '--output', 'json'));
  }

  /** What a command that is refused says. */
  async refusal(...parameters: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(...parameters);
    if (exitCode === 0) throw new Error(`aws ${parameters.join(' ')} was accepted: ${stdout.trim()}`);
    return stderr.trim();
  }

  /** Repeats a question, from when nothing goes on any more, until its answer is the expected one. */
  async until(expected: string, ...question: string[]): Promise<void> {
    let answer = '';
    await fetch(`${this.#url}/_emulator/idle`, { method: 'POST' });
    for (let asked = 0; asked < 10; asked++) {
      answer = await this.text(...question);
      if (answer === expected) return;
    }
    throw new Error(`aws ${question.join(' ')}: ${answer} after ten questions, not ${expected}`);
  }

  async #success(...parameters: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(...parameters);
    if (exitCode === 0) return stdout;
    throw new Error(`aws ${parameters.join(' ')}: exit code ${exitCode}: ${stderr.trim()}`);
  }
}
