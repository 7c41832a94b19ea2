import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { AwsError } from '../kernel/aws-error.ts';
import { ConnectionCut, NoAnswer } from '../kernel/faults.ts';
import type { AnsweringCloud, AnsweringPlace } from './cloud.ts';
import { isEverywhere, OwnHost } from './own-host.ts';
import { type Answer, answered } from './protocols/answer.ts';
import { answerCbor, speaksCbor } from './protocols/cbor.ts';
import { answerDynamoDb } from './protocols/dynamodb.ts';
import { answerJson } from './protocols/json.ts';
import { answerQuery, speaksForms } from './protocols/query.ts';
import { refusal } from './protocols/refusal.ts';
import { answerRest } from './protocols/rest-json.ts';
import { answerRestXml, speaksS3 } from './protocols/rest-xml.ts';
import { received, unpacked } from './received.ts';
import { answerRoute, isOwn, type Route } from './routes.ts';

/** The cloud that answers, and what it serves beside AWS's APIs. */
interface Served<P extends AnsweringPlace = AnsweringPlace> {
  cloud: AnsweringCloud<P>;
  routes: Route<P>[];
}

interface Listening {
  /** On this machine. */
  url: string;
  close(): Promise<void>;
}

/**
 * One port for all services.
 *
 * @param served asked for each request, so that another one may come in its place
 * @param hosts names and addresses that it answers as beside this machine's own; it listens on those that are its addresses
 * @throws Error with `code` EADDRINUSE where the port is taken
 */
export async function listen<P extends AnsweringPlace>(
  served: () => Served<P>,
  port: number,
  hosts: readonly string[] = [],
): Promise<Listening> {
  const own = new OwnHost(hosts);
  const everywhere = hosts.find(isEverywhere);
  const open = (at: number, address: string) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer(limits, (request, response) => void serve(served(), own, request, response));
      server.once('error', reject).listen(at, address, () => resolve(server));
    });
  const first = await open(port, everywhere ?? '127.0.0.1');
  const { port: taken } = first.address() as AddressInfo;
  const servers = [first];
  const close = async () => {
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  try {
    if (!everywhere && hosts.length > 0) for (const address of await addressesHere(hosts)) servers.push(await open(taken, address));
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${taken}`, close };
}

/** Addresses of this machine among those that names lead to; other names are another machine's for this one, as a container has them. */
async function addressesHere(hosts: readonly string[]): Promise<Set<string>> {
  const here = new Set(
    Object.values(networkInterfaces())
      .flat()
      .map((one) => one!.address),
  );
  const found = await Promise.all(hosts.map((host) => lookup(host, { all: true }).catch(() => [])));
  const addresses = found.flat().map(({ address }) => address);
  return new Set(addresses.filter((address) => here.has(address) && address !== '127.0.0.1'));
}

/** A client that sends nothing, or only now and then a little, keeps its connection no longer than this. */
const limits = { keepAliveTimeout: 60_000, headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 };

async function serve<P extends AnsweringPlace>(
  served: Served<P>,
  own: OwnHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const answer = await answerTo(served, own, request);
    if (!answer) return void request.socket.destroy();
    send(response, answer);
  } catch (error) {
    if (error instanceof NoAnswer) return;
    if (error instanceof ConnectionCut || response.headersSent) return void request.socket.destroy();
    await refuse(request, response, answered(error));
  }
}

/** Its length goes before it, as from AWS: `writeHead` would not know it. */
function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.statusCode = status;
  // S3 has another
  if (!('x-amz-request-id' in headers)) response.setHeader('x-amzn-RequestId', randomUUID());
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}

/** Refuses a request as such. What still comes of its body is not kept. */
async function refuse(request: IncomingMessage, response: ServerResponse, error: AwsError): Promise<void> {
  const { status, headers, body } = await refusal(request, error);
  send(response, { status, headers: { ...headers, connection: 'close' }, body });
  request.resume();
}

/** @returns undefined where the sender has gone in the middle of the request */
async function answerTo<P extends AnsweringPlace>(
  { cloud, routes }: Served<P>,
  own: OwnHost,
  request: IncomingMessage,
): Promise<Answer | undefined> {
  own.check(request);
  if (!URL.canParse(request.url ?? '/', cloud.kernel.url)) throw new AwsError('BadRequestException', `${request.url} is no path`);
  const whole = await received(request);
  if (!whole) return undefined;
  // an object is kept as it comes, with its encoding
  const toS3 = speaksS3(request);
  const body = toS3 ? whole : unpacked(request, whole);
  const url = new URL(request.url ?? '/', cloud.kernel.url);
  const target = String(request.headers['x-amz-target'] ?? '');
  if (isOwn(url)) return answerRoute(cloud, routes, url, request, body);
  if (speaksCbor(request)) return answerCbor(cloud, url.pathname, request, body);
  if (target.startsWith('DynamoDB_')) return answerDynamoDb(cloud, request, body);
  if (target) return answerJson(cloud, target, request, body);
  if (toS3) return answerRestXml(cloud, url, request, body);
  return speaksForms(request) ? answerQuery(cloud, url, request, body) : answerRest(cloud, url, request, body);
}
