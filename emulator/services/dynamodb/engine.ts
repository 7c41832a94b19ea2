import { AwsError } from '../../kernel/aws-error.ts';
import { dynaliteModule } from './dynalite.ts';
import { checkIndexKeys } from './index-keys.ts';
import { checkKeyTypes } from './key-types.ts';
import { requestProblem } from './request-problem.ts';
import { type Store, watched } from './watched-store.ts';

/** What dynalite answers to one request. */
interface EngineAnswer {
  status: number;
  body: Record<string, unknown>;
}

export type Engine = (operation: string, input: object) => Promise<EngineAnswer>;

/** An error as dynalite gives it: with the answer that it makes, unless nobody expected it. */
interface Failure extends Error {
  statusCode?: number;
  body?: Record<string, unknown>;
}

type Check = (input: object, store: Store) => string | undefined;

interface Validation {
  types: object;
  custom?: Check;
}

interface Validations {
  toLowerFirst(text: string): string;
  checkTypes(input: object, types: object): object;
  checkValidations(input: object, types: object, custom: Check, store: Store): void;
}

type Action = (store: Store, input: object, done: (failure: Failure | null, output?: Record<string, unknown>) => void) => void;

/** What dynalite answers. */
export const operations: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'ListTagsOfResource',
  'UpdateItem',
  'UpdateTable',
]);

/**
 * Starts dynalite in memory, without its HTTP server, for which an error that it did not expect ends the process: here it is the answer to
 * the one request that is under way.
 */
export function startEngine(account: { accountId: string; region: string }): Engine {
  const validations = dynaliteModule('validations') as Validations;
  const db = dynaliteModule('db') as { create(options: object): Store } & Parameters<typeof checkIndexKeys>[0];
  checkIndexKeys(db);
  let failed: (error: Error) => void = () => {};
  const made = inAccount(account, () => db.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }));
  const store = watched(made, (error) => failed(error));

  const run = (operation: string, input: object) => {
    const name = validations.toLowerFirst(operation);
    const { types, custom } = dynaliteModule(`validations/${name}`) as Validation;
    if (operation === 'CreateTable') checkKeyTypes(types);
    const check: Check = (asked) => requestProblem(operation, asked, () => custom?.(asked, store));
    const action = dynaliteModule(`actions/${name}`) as Action;
    return new Promise<Record<string, unknown>>((resolve, reject) => {
      failed = reject;
      const checked = validations.checkTypes(input, types);
      validations.checkValidations(checked, types, check, store);
      action(store, checked, (failure, output) => (failure ? reject(failure) : resolve(written(output || {}))));
    });
  };

  let before: Promise<unknown> = Promise.resolve();
  return async (operation, input) => {
    if (!operations.has(operation)) return answer({ __type: 'service#UnknownOperationException' });
    // one at a time, so that it is known whose an error is
    const output = before.then(() => run(operation, structuredClone(input)));
    before = output.catch(() => {});
    try {
      return { status: 200, body: await output };
    } catch (error) {
      const { body, statusCode } = error as Failure;
      if (body) return answer(body, statusCode);
      // what dynalite did not expect of a request is no request that DynamoDB takes
      throw new AwsError('ValidationException', `The request is malformed (${(error as Error).message})`);
    }
  };
}

/** As it goes out now: dynalite goes on changing what it answers with. */
function written(output: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(output)) as Record<string, unknown>;
}

function answer(body: Record<string, unknown>, status = 400): EngineAnswer {
  return { status, body };
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
