import { execFile } from 'node:child_process';

interface Execution {
  env: NodeJS.ProcessEnv;
  limitSeconds: number;
}

/** How a program ended. */
export interface Ended {
  stdout: string;
  stderr: string;
  /** Its exit status; `time limit` where it was killed for want of an end; `not found` where there is no such program. */
  status: number | 'time limit' | 'not found';
}

/** Runs a program to its end, or to its time limit. */
export type Execute = (program: string, args: string[], execution: Execution) => Promise<Ended>;

export const execute: Execute = (program, args, { env, limitSeconds }) =>
  new Promise((resolve) => {
    const options = { env, timeout: limitSeconds * 1000, killSignal: 'SIGKILL' as const, maxBuffer: 16 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') return resolve({ stdout, stderr, status: 'not found' });
      if (error?.killed) return resolve({ stdout, stderr, status: 'time limit' });
      resolve({ stdout, stderr, status: typeof error?.code === 'number' ? error.code : error ? 1 : 0 });
    });
  });
