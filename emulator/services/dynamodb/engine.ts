import { createRequire } from 'node:module';
import { Readable } from 'node:stream';

/** What dynalite answers to one request. */
export interface EngineAnswer {
  status: number;
  body: Record<string, unknown>;
}

export type Engine = (operation: string, input: unknown) => Promise<EngineAnswer>;

/** The two halves of an HTTP exchange, as far as dynalite looks at them. */
type Listener = (request: Readable, response: ResponseHalf) => void;

interface ResponseHalf {
  statusCode: number;
  setHeader(name: string, value: unknown): void;
  end(body?: string): void;
}

/**
 * Starts dynalite in memory, without a port: requests go straight to its listener. It is loaded only here, because loading it
 * takes longer than starting all other services.
 */
export function startEngine(account: { accountId: string; region: string }): Engine {
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => { listeners(event: 'request'): Listener[] };
  const [listener] = inAccount(account, () => dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })).listeners('request');
  return (operation, input) =>
    new Promise((resolve) => {
      const response: ResponseHalf = {
        statusCode: 200,
        setHeader: () => {},
        end: (body) => resolve({ status: response.statusCode, body: JSON.parse(body || '{}') as Record<string, unknown> }),
      };
      listener!(signedRequest(operation, input), response);
    });
}

/** dynalite reads the account and region of its ARNs from the environment, once, as it starts. */
function inAccount<T>({ accountId, region }: { accountId: string; region: string }, start: () => T): T {
  const { AWS_ACCOUNT_ID, AWS_REGION } = process.env;
  Object.assign(process.env, { AWS_ACCOUNT_ID: accountId, AWS_REGION: region });
  try {
    return start();
  } finally {
    for (const [name, value] of Object.entries({ AWS_ACCOUNT_ID, AWS_REGION })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** dynalite wants to see a signature's parts, and checks none of them. */
function signedRequest(operation: string, input: unknown): Readable {
  return Object.assign(Readable.from([Buffer.from(JSON.stringify(input))]), {
    method: 'POST',
    url: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': 'checked-before',
      authorization: 'AWS4-HMAC-SHA256 Credential=checked-before, SignedHeaders=host, Signature=checked-before',
    },
  });
}
