import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Document } from './programs.ts';

const prompt = 'aws-cloudhsm > ';

/** Somebody at the prompt of the CloudHSM CLI, who types a line when the one before is answered. */
export class Prompt {
  readonly #child: ChildProcessWithoutNullStreams;
  #shown = '';
  #changed: () => void = () => {};

  constructor(aws: Pick<Emulator, 'bin'>) {
    this.#child = spawn(join(aws.bin, 'cloudhsm-cli'), ['interactive'], { env: { PATH: process.env.PATH } });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#shown += chunk.toString();
      this.#changed();
    });
  }

  async type(line: string): Promise<Document> {
    await this.#prompted();
    this.#shown = '';
    this.#child.stdin.write(`${line}\n`);
    await this.#prompted();
    return JSON.parse(this.#shown.slice(0, -prompt.length)) as Document;
  }

  end(): void {
    this.#child.stdin.end();
  }

  async #prompted(): Promise<void> {
    while (!this.#shown.endsWith(prompt)) await new Promise<void>((resolve) => (this.#changed = resolve));
  }
}
