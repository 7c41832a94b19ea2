import type { IncomingMessage } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import { readJson } from '../kernel/read-json.ts';
import { callerOf, isSigned } from './caller-of.ts';
import type { AnsweringCloud, AnsweringPlace } from './cloud.ts';
import { type Answer, answered } from './protocols/answer.ts';

/** What the emulator serves beside AWS's APIs, under `/_emulator/`: JSON in, JSON out, where a route does not say otherwise. */
export interface Route<P extends AnsweringPlace = AnsweringPlace> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/_emulator/`; `{name}` stands for a segment of any text. */
  path: string;
  /** Reads a body that is no JSON. @throws AwsError */
  read?(body: Buffer): unknown;
  /** What goes out as JSON; a string as the text that it is. */
  answer(asked: Asked<P>): unknown;
}

/** A request to a route. */
export interface Asked<P extends AnsweringPlace = AnsweringPlace> {
  /** An empty object where the request has none. */
  body: unknown;
  /** The segments that the route's path names. */
  parameters: Record<string, string>;
  caller: Caller;
  /** Where its signature says; home without one. */
  place: P;
  signed: boolean;
}

const prefix = '/_emulator/';

export function isOwn({ pathname }: Pick<URL, 'pathname'>): boolean {
  return pathname.startsWith(prefix) || `${pathname}/` === prefix;
}

export async function answerRoute<P extends AnsweringPlace>(
  cloud: AnsweringCloud<P>,
  routes: Route<P>[],
  url: URL,
  request: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const method = request.method ?? 'GET';
  const path = url.pathname.slice(prefix.length);
  const there = routes.flatMap((route) => {
    const parameters = matched(route.path, path);
    return parameters ? [{ route, parameters }] : [];
  });
  const found = there.find(({ route }) => route.method === method);
  if (!found) return there.length > 0 ? wrongMethod(method, url, there) : noRoute(url, routes);
  try {
    const { place, caller } = callerOf(cloud, request);
    const read = found.route.read ?? parsed;
    const asked = { body: read(body), parameters: found.parameters, caller, place, signed: isSigned(request) };
    const value = (await found.route.answer(asked)) ?? {};
    return typeof value === 'string' ? { status: 200, headers: { 'content-type': 'text/plain' }, body: value } : answer(200, value);
  } catch (error) {
    return ownRefusal(answered(error));
  }
}

export function ownRefusal({ code, message, status }: AwsError): Answer {
  return answer(status, { code, message });
}

/** The parameters of a path that a route's fits; undefined where it does not. */
function matched(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name) parameters[name] = given[index]!;
    else if (segment !== given[index]) return undefined;
  }
  return parameters;
}

function wrongMethod(method: string, { pathname }: URL, there: { route: { method: string } }[]): Answer {
  const methods = there.map(({ route }) => route.method);
  const refusal = answer(405, { code: 'WrongMethod', message: `${pathname} takes ${methods.join(' or ')}, not ${method}` });
  return { ...refusal, headers: { ...refusal.headers, allow: methods.join(', ') } };
}

function noRoute<P extends AnsweringPlace>({ pathname }: URL, routes: Route<P>[]): Answer {
  const all = routes.map(({ method, path }) => `${method} ${prefix}${path}`).join(', ');
  return answer(404, { code: 'NoRoute', message: `there is no ${pathname}; there are ${all}` });
}

/** @throws AwsError where it is not JSON */
function parsed(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return readJson(body.toString());
  } catch (error) {
    throw new AwsError('ValidationException', `the body: is not JSON (${(error as Error).message})`);
  }
}

function answer(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
