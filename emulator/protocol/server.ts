import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionCut, NoAnswer } from '../kernel/faults.ts';
import type { AnsweringCloud, AnsweringPlace } from './cloud.ts';
import { type Answer, answered } from './protocols/answer.ts';
import { refuseCbor, speaksCbor } from './protocols/cbor.ts';
import { answerDynamoDb } from './protocols/dynamodb.ts';
import { answerJson, jsonAnswer, jsonRefusal } from './protocols/json.ts';
import { answerQuery } from './protocols/query.ts';
import { answerRest } from './protocols/rest-json.ts';
import { answerRoute, isOwn, type Route } from './routes.ts';

/** The cloud that answers, and what it serves beside AWS's APIs. */
export interface Served<P extends AnsweringPlace = AnsweringPlace> {
  cloud: AnsweringCloud<P>;
  routes: Route<P>[];
}

/**
 * One port for all services, on 127.0.0.1 only.
 *
 * @param served asked for each request, so that another one may come in its place
 * @returns the server and its URL
 * @throws Error with `code` EADDRINUSE where the port is taken
 */
export async function listen<P extends AnsweringPlace>(served: () => Served<P>, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const { cloud, routes } = served();
    void serve(cloud, routes, request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function serve<P extends AnsweringPlace>(
  cloud: AnsweringCloud<P>,
  routes: Route<P>[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await received(request);
  if (!body) return void request.socket.destroy();
  try {
    const answer = await answerTo(cloud, routes, request, body);
    response.writeHead(answer.status, { 'x-amzn-requestid': randomUUID(), ...answer.headers });
    response.end(answer.body);
  } catch (error) {
    if (error instanceof NoAnswer) return;
    // each protocol answers with its own errors: what gets here has none
    if (error instanceof ConnectionCut || response.headersSent) return void request.socket.destroy();
    const answer = jsonRefusal(answered(error));
    response.writeHead(answer.status, answer.headers).end(answer.body);
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

async function answerTo<P extends AnsweringPlace>(
  cloud: AnsweringCloud<P>,
  routes: Route<P>[],
  request: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  if (!URL.canParse(request.url ?? '/', cloud.kernel.url)) return jsonAnswer(400, { message: `${request.url} is no path` });
  const url = new URL(request.url ?? '/', cloud.kernel.url);
  const target = String(request.headers['x-amz-target'] ?? '');
  if (isOwn(url)) return answerRoute(cloud, routes, url, request, body);
  if (speaksCbor(request)) return refuseCbor(request, url.pathname);
  if (target.startsWith('DynamoDB_')) return answerDynamoDb(cloud, request, body);
  if (target) return answerJson(cloud, target, request, body);
  if (String(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    return answerQuery(cloud, request, body);
  return answerRest(cloud, url, request, body);
}
