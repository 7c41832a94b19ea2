import * as fc from 'fast-check';
import { loadModel } from '../../../emulator/models/model.ts';
import { checkedExchange, type Protocol } from '../answers.ts';
import { inputOf } from '../from-model.ts';
import { authorization } from '../headers.ts';
import { hostileText, hostileValue, textOf } from '../hostile-values.ts';
import type { Kind } from './kind.ts';

interface RestRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');

/** Paths of Lambda's operations, the emulator's own, and others; with headers that may not fit. */
export const restPaths: Kind<RestRequest> = {
  name: 'rest-paths',
  share: 12,
  cases: (known) =>
    fc.oneof(
      { weight: 4, arbitrary: lambdaRequest(known) },
      { weight: 3, arbitrary: ownRequest() },
      {
        weight: 2,
        arbitrary: fc.record({
          method: methods,
          path: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`),
          headers: strangeHeaders,
          body: textOf(hostileValue),
        }),
      },
    ),
  async run(subject, request) {
    await checkedExchange(subject, request, protocolOf(request));
    // what a test asked to go wrong is not to go wrong with what comes next
    if (/fa(ul|te)|fail|reset/.test(request.path)) await subject.ask({ kind: 'anew' });
  },
};

const segment = fc.oneof(
  fc.constantFrom(
    '2015-03-31',
    'functions',
    'function',
    'invocations',
    '..',
    '.',
    '',
    '%2e%2e',
    '%2F',
    '%',
    '%E0%A4%A',
    '%00',
    '*',
    '_emulator',
    'service',
    'operation',
  ),
  hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 3_000)),
);

const strangeHeaders: fc.Arbitrary<Record<string, string>> = fc
  .record(
    {
      'content-type': fc.constantFrom(
        '',
        'text/plain',
        'application/json',
        'application/x-www-form-urlencoded',
        'application/x-amz-json-1.0',
        'multipart/form-data; boundary=x',
      ),
      'x-amz-target': fc.constantFrom(
        '.',
        'x',
        'DynamoDB_',
        'DynamoDB_20120810',
        'DynamoDB_20120810.__proto__',
        'TrentService.',
        'TrentService.constructor',
        '__proto__.x',
        'TrentService.ListKeys.x',
      ),
      'smithy-protocol': fc.constantFrom('rpc-v2-cbor', 'x'),
      'content-encoding': fc.constantFrom('gzip', 'x'),
      'x-amz-invocation-type': fc.constantFrom('Event', 'DryRun', 'x', ''),
      'x-amz-log-type': fc.constantFrom('Tail', 'x'),
      authorization: authorization('lambda').map((one) => one ?? ''),
    },
    { requiredKeys: [] },
  )
  .map((headers) => headers as Record<string, string>);

function lambdaRequest(known: string[]): fc.Arbitrary<RestRequest> {
  const model = loadModel('lambda');
  const operations = Object.entries(model.operations).filter(([, { http }]) => http);
  return fc.constantFrom(...operations).chain(([operation, { http }]) =>
    fc
      .record({
        input: inputOf(model, operation, known),
        labels: fc.array(fc.oneof(fc.constant('function'), segment), { minLength: 4, maxLength: 4 }),
        headers: strangeHeaders,
        payload: textOf(hostileValue),
        wrong: fc.option(methods, { freq: 5, nil: undefined }),
      })
      .map(({ input, labels, headers, payload, wrong }) => {
        let next = 0;
        const path = http!.requestUri.replace(/\{[^}]+\}/g, () => labels[next++ % labels.length]!);
        const { 'x-amz-target': _, 'smithy-protocol': __, 'content-type': ___, ...rest } = headers;
        const body = operation === 'Invoke' ? payload : (JSON.stringify(input) ?? '');
        return {
          method: wrong ?? http!.method,
          path: path || '/',
          headers: rest,
          body: ['GET', 'OPTIONS'].includes(wrong ?? http!.method) ? '' : body,
        };
      }),
  );
}

/** Bodies of the emulator's own API. What runs for ever by request (a clock that goes on for years) is not asked for. */
function ownRequest(): fc.Arbitrary<RestRequest> {
  const seconds = fc.constantFrom<unknown>(0, 1, 3_600, -1, 'x', null, 1e18);
  const body = fc.oneof(
    hostileValue,
    fc.record(
      {
        seconds,
        deploy: fc.constantFrom<unknown>(true, false, 1),
        operation: fc.constantFrom<unknown>('kms:CreateKey', 'kms:ListKeys', 'x', '__proto__:x', 'kms:__proto__', 'dynamodb:x', 1),
        nth: fc.constantFrom<unknown>(1, 0, 1.5),
        where: fc.constantFrom<unknown>('before', 'after', 'x'),
        error: fc.constantFrom<unknown>({ code: 'X', message: 'x', status: 400 }, {}, null, { code: 'X', status: 99 }),
        cut: fc.constantFrom<unknown>(true, false),
        stale: fc.constantFrom<unknown>(true, null),
        delaySeconds: seconds,
        clusters: fc.constantFrom<unknown>([{ ends: 'DEGRADED' }], [null], {}),
        hsms: fc.constantFrom<unknown>([{ ends: 'DEGRADED' }], [{ ends: 'x' }]),
        connections: fc.constantFrom<unknown>(['NETWORK_ERRORS'], ['x'], [1]),
        replaceAfterSeconds: seconds,
        command: fc.constantFrom<unknown>('user list', 'user create', 'cluster activate', 'constructor', 1),
        options: fc.constantFrom<unknown>({}, { username: 'a', role: 'admin', password: 'abcdefgh' }, { username: 1 }, null),
        configuration: fc.constantFrom<unknown>({ servers: ['10.0.0.1'] }, { servers: [] }, { servers: [1] }, null, {
          servers: ['10.0.0.1'],
          issuer: 'x',
        }),
        credentials: fc.constantFrom<unknown>({ role: 'admin', username: 'admin', password: 'x' }, {}, null),
      },
      { requiredKeys: [] },
    ),
  );
  const path = fc.constantFrom(
    'health',
    'advance',
    'idle',
    'reset',
    'faults',
    'fates',
    'hsms/hsm-aaaaaaaaaaa/fail',
    'hsms/__proto__/fail',
    'calls',
    'data-plane',
    'constructor',
    '',
    '../x',
    '%',
  );
  return fc.record({
    method: fc.oneof(fc.constantFrom('POST', 'GET', 'DELETE'), methods),
    path: path.map((one) => `/_emulator/${one}`),
    headers: fc.constant({}),
    body: textOf(body),
  });
}

function protocolOf({ path, headers }: RestRequest): Protocol {
  const url = URL.canParse(path, 'http://localhost') ? new URL(path, 'http://localhost') : undefined;
  if (url && `${url.pathname}/`.startsWith('/_emulator/')) return 'own';
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (headers['x-amz-target'] !== undefined) return 'json';
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? 'xml' : 'rest';
}
