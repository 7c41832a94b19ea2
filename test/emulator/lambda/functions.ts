import { strToU8, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../../emulator/emulator.ts';
import type { NewFunction } from '../../../emulator/services/lambda/function.ts';
import { localAws } from '../../local-aws.ts';

export const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;

/** A local AWS whose workers end with the test. */
export async function lambdaAws(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await localAws(options);
  onTestFinished(() => emulator.home.lambda.close());
  return emulator;
}

export function zip(files: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])),
    // the same code is the same bundle, whenever it is zipped
    { mtime: '2026-01-01' },
  );
}

/** Creates a function whose `index.mjs` is this text. */
export function createFunction(emulator: Emulator, name: string, source: string, rest: Partial<NewFunction> = {}): string {
  return emulator.home.lambda.create({
    name,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    handler: 'index.handler',
    code: zip({ 'index.mjs': source }),
    timeoutSeconds: 30,
    memoryMegabytes: 256,
    environment: {},
    ...rest,
  });
}

export interface Invoked {
  status: number;
  error: string | undefined;
  payload: any;
  log: string;
}

export async function invoke(emulator: Emulator, name: string, event: unknown = {}, rest: object = {}): Promise<Invoked> {
  const input = { FunctionName: name, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail', ...rest };
  const output = (await emulator.home.call('lambda', 'Invoke', input, person)) as any;
  return {
    status: output.StatusCode,
    error: output.FunctionError,
    payload: output.Payload?.length ? JSON.parse(output.Payload.toString()) : undefined,
    log: Buffer.from(output.LogResult ?? '', 'base64').toString(),
  };
}

/** Messages in the function's log group, oldest first. */
export function logged(emulator: Emulator, name: string): string[] {
  const streams = [...(emulator.home.logs.groups.get(`/aws/lambda/${name}`)?.streams.values() ?? [])];
  return streams.flatMap(({ events }) => events.map(({ message }) => message));
}
