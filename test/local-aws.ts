import { onTestFinished } from 'vitest';
import type { AwsPlace } from '../emulator/cloud.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';
import { loadModel } from '../emulator/models/model.ts';
import { withToken } from './client-request-token.ts';

/** A local AWS for one test, at full speed unless told; it stops with the test. */
export async function localAws(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

/** What an SDK client needs to talk to a region of an account, as a person of it. */
export function connectionTo({ url, accountId, region }: AwsPlace) {
  return { endpoint: url, region, credentials: { accessKeyId: accountId, secretAccessKey: 'secret' }, maxAttempts: 1 };
}

/** What an SDK client needs to talk to the emulator, as a person unless credentials are given. */
export function connection(emulator: Emulator, credentials = { accessKeyId: 'person', secretAccessKey: 'secret' }) {
  return { endpoint: emulator.url, region: emulator.home.region, credentials, maxAttempts: 1 };
}

export class ServiceError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
  }
}

/** Sends one request over HTTP in the AWS JSON protocol, for services whose SDK client the product does not use. */
export async function request(
  emulator: { url: string; home: { region: string } },
  model: string,
  operation: string,
  input: object = {},
  accessKeyId = 'person',
): Promise<any> {
  const { targetPrefix, jsonVersion, signingName, endpointPrefix } = loadModel(model).metadata;
  const response = await fetch(emulator.url, {
    method: 'POST',
    headers: {
      'x-amz-target': `${targetPrefix}.${operation}`,
      'content-type': `application/x-amz-json-${jsonVersion}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${emulator.home.region}/${signingName ?? endpointPrefix}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(withToken(loadModel(model), operation, input)),
  });
  const body = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new ServiceError(body.__type!, body.message ?? body.Message ?? '');
  return body;
}
