import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionCut, NoAnswer } from '../faults.ts';
import type { Caller } from '../iam/caller.ts';
import { services } from '../services.ts';
import type { World } from '../world.ts';
import { dispatch } from './dispatch.ts';
import { AwsError } from './error.ts';
import { decodeJson, encodeJson, parseJson } from './json-codec.ts';
import { loadModel, type Model } from './model.ts';
import { decodeQuery, encodeXml, encodeXmlError } from './query-codec.ts';
import { decodeRest, encodeRest, matchRest } from './rest-json-codec.ts';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** What the emulator serves beside AWS's APIs, under `/_emulator/<name>`: JSON in, JSON out. */
export type Route = (body: unknown, request: { caller: Caller }) => Promise<unknown>;

/** The world that answers, and what it serves beside AWS's APIs. */
export interface Served {
  world: World;
  routes: Record<string, Route>;
}

/**
 * One port for all services, on 127.0.0.1 only.
 *
 * @param served asked for each request, so that another world may come in its place
 * @returns the server and its URL
 * @throws Error with `code` EADDRINUSE where the port is taken
 */
export async function listen(served: () => Served, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const { world, routes } = served();
    void serve(world, routes, request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function serve(world: World, routes: Record<string, Route>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await received(request);
  if (!body) return void request.socket.destroy();
  try {
    const answer = await answerTo(world, routes, request, body);
    response.writeHead(answer.status, { 'x-amzn-requestid': randomUUID(), ...answer.headers });
    response.end(answer.body);
  } catch (error) {
    if (!(error instanceof ConnectionCut)) {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ __type: 'InternalFailure', message: String((error as Error).stack ?? error) }));
      return;
    }
    if (!(error instanceof NoAnswer)) request.socket.destroy();
  }
}

/** The body of a request; undefined where its sender has gone before it was complete. */
async function received(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}

async function answerTo(world: World, routes: Record<string, Route>, request: IncomingMessage, body: Buffer): Promise<Answer> {
  if (!URL.canParse(request.url ?? '/', world.url)) return jsonAnswer(400, { message: `${request.url} is no path` }, '1.1');
  const url = new URL(request.url ?? '/', world.url);
  const target = String(request.headers['x-amz-target'] ?? '');
  if (url.pathname.startsWith('/_emulator/')) return answerRoute(world, routes, url, request, body);
  if (target.startsWith('DynamoDB_')) return answerDynamoDb(world, request, body);
  if (target) return answerJson(world, target, request, body);
  if (String(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    return answerQuery(world, request, body);
  return answerRest(world, url, request, body);
}

/** Known by the SigV4 credential of its signature; the signature itself is not checked. */
export function callerOf(world: World, request: IncomingMessage): Caller {
  const scope = /Credential=([^/]+)\/(?:\d+\/([^/]+)\/)?/.exec(String(request.headers.authorization ?? ''));
  const accessKeyId = scope?.[1] ?? 'anonymous';
  const region = scope?.[2] ?? world.region;
  const activity = world.activities.find(accessKeyId);
  if (activity) {
    const roleName = activity.roleArn.split('/').at(-1);
    const arn = `arn:aws:sts::${world.accountId}:assumed-role/${roleName}/${activity.sessionName}`;
    return { kind: 'role', arn, roleArn: activity.roleArn, accessKeyId, activity, region };
  }
  if (world.activities.expired(accessKeyId)) {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  return { kind: 'person', arn: `arn:aws:iam::${world.accountId}:root`, accessKeyId, region };
}

function jsonAnswer(status: number, value: unknown, version: string): Answer {
  return { status, headers: { 'content-type': `application/x-amz-json-${version}` }, body: JSON.stringify(value ?? {}) };
}

async function answerJson(world: World, target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const [prefix, operation] = [target.slice(0, target.lastIndexOf('.')), target.slice(target.lastIndexOf('.') + 1)];
  const service = services.find(({ model }) => loadModel(model).metadata.targetPrefix === prefix);
  const version = service ? (loadModel(service.model).metadata.jsonVersion ?? '1.1') : '1.1';
  try {
    if (!service) throw new AwsError('UnknownOperationException', `no emulated service has the target ${prefix}`);
    const model = loadModel(service.model);
    const { input: inputShape, output: outputShape } = operationModel(model, operation);
    const wire = body.length > 0 ? parseJson(body) : {};
    const input = inputShape ? decodeJson(model, inputShape, wire) : {};
    const output = await dispatch(world, service.model, operation, input, callerOf(world, request));
    return jsonAnswer(200, outputShape ? encodeJson(model, outputShape, output ?? {}) : {}, version);
  } catch (error) {
    if (!(error instanceof AwsError) || error instanceof ConnectionCut) throw error;
    // both spellings: CloudHSM's models say Message, most say message, and every SDK reads either
    const text =
      service && loadModel(service.model).shapes[error.code]?.members?.Message ? { Message: error.message } : { message: error.message };
    const answer = jsonAnswer(error.status, { __type: error.code, ...text, ...error.fields }, version);
    // SDKs go on giving the error code that the service had before its JSON protocol
    const queryCode = service?.queryModel?.().shapes[error.code]?.error?.code;
    if (queryCode) answer.headers['x-amzn-query-error'] = `${queryCode};Sender`;
    return answer;
  }
}

async function answerDynamoDb(world: World, request: IncomingMessage, body: Buffer): Promise<Answer> {
  try {
    return await world.dynamodb.answer(request, body, callerOf(world, request));
  } catch (error) {
    if (!(error instanceof AwsError) || error instanceof ConnectionCut) throw error;
    return jsonAnswer(error.status, { __type: error.code, message: error.message, ...error.fields }, '1.0');
  }
}

function operationModel(model: Model, operation: string) {
  if (!Object.hasOwn(model.operations, operation))
    throw new AwsError(
      'UnknownOperationException',
      `${model.metadata.serviceId} ${operation} is not emulated; docs/api-coverage.md lists what is`,
    );
  return model.operations[operation]!;
}

async function answerQuery(world: World, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const fields = new Map(new URLSearchParams(body.toString()));
  const operation = fields.get('Action') ?? '';
  const version = fields.get('Version');
  const service = services.find(
    ({ model }) => loadModel(model).metadata.apiVersion === version && Object.hasOwn(loadModel(model).operations, operation),
  );
  if (!service) {
    const error = new AwsError('InvalidAction', `The action ${operation} of version ${version} is not emulated`);
    return { status: 400, headers: { 'content-type': 'text/xml' }, body: encodeXmlError(loadModel('sts'), error, randomUUID()) };
  }
  const model = service.queryModel?.() ?? loadModel(service.model);
  try {
    const inputShape = model.operations[operation]!.input;
    const input = inputShape ? decodeQuery(model, inputShape, fields) : {};
    const output = await dispatch(world, service.model, operation, input, callerOf(world, request));
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: encodeXml(model, operation, output, randomUUID()) };
  } catch (error) {
    if (!(error instanceof AwsError) || error instanceof ConnectionCut) throw error;
    return { status: error.status, headers: { 'content-type': 'text/xml' }, body: encodeXmlError(model, error, randomUUID()) };
  }
}

async function answerRest(world: World, url: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  try {
    for (const service of services) {
      const model = loadModel(service.model);
      if (model.metadata.protocol !== 'rest-json') continue;
      const matched = matchRest(model, request.method ?? 'GET', url.pathname);
      if (!matched) continue;
      const rest = { method: request.method ?? 'GET', url, headers: request.headers, body };
      const input = decodeRest(model, matched.operation, matched.labels, rest);
      const output = await dispatch(world, service.model, matched.operation, input, callerOf(world, request));
      return encodeRest(model, matched.operation, output);
    }
    throw new AwsError(
      'UnknownOperationException',
      `${request.method} ${url.pathname} is not emulated; docs/api-coverage.md lists what is`,
      { status: 404 },
    );
  } catch (error) {
    if (!(error instanceof AwsError) || error instanceof ConnectionCut) throw error;
    const headers = { 'content-type': 'application/json', 'x-amzn-errortype': error.code };
    return { status: error.status, headers, body: JSON.stringify({ message: error.message, Message: error.message, ...error.fields }) };
  }
}

async function answerRoute(world: World, routes: Record<string, Route>, url: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const name = url.pathname.slice('/_emulator/'.length);
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (!route) return jsonAnswer(404, { message: `no route ${url.pathname}` }, '1.1');
  try {
    return jsonAnswer(200, await route(body.length > 0 ? parseJson(body) : {}, { caller: callerOf(world, request) }), '1.1');
  } catch (error) {
    if (!(error instanceof AwsError) || error instanceof ConnectionCut) throw error;
    return jsonAnswer(error.status, { __type: error.code, message: error.message }, '1.1');
  }
}
