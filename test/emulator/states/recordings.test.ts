import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { request, ServiceError } from '../../local-aws.ts';
import { echo, installFunctions, raise } from './functions.ts';
import { caseDifference, type Observed, type Recorded } from './recording-matcher.ts';

interface RecordedCase {
  name: string;
  group: string;
  definition: unknown;
  input: unknown;
  needsLambda: boolean;
  lambda: { behaviour: 'echo' | 'raise' } | null;
  expected: Recorded;
}

const file = new URL('../recordings/step-functions.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as RecordedCase[];

describe('Step Functions as AWS recorded it', () => {
  let aws: Emulator;
  let functions: Record<'echo' | 'raise', string>;

  beforeAll(async () => {
    aws = await startEmulator();
    functions = installFunctions(aws, { echo, raise });
  });
  afterAll(() => aws.stop());

  for (const [index, recorded] of cases.entries()) {
    it(`${recorded.group}: ${recorded.name}`, async () => {
      const observed = await observe(aws, recorded, index, functions);
      expect(caseDifference(recorded.expected, observed)).toBeUndefined();
      for (const [at, { id, previousEventId }] of recorded.expected.events.entries()) {
        // events whose order was not kept have no ids
        if (previousEventId !== undefined) expect(observed.events[at]).toMatchObject({ id, previousEventId });
      }
    });
  }
});

async function observe(aws: Emulator, recorded: RecordedCase, index: number, functions: Record<string, string>): Promise<Observed> {
  const fill = (value: unknown) => {
    const behaviour = recorded.lambda?.behaviour;
    return behaviour ? JSON.stringify(value).replaceAll(`<lambda:${behaviour}>`, functions[behaviour]!) : JSON.stringify(value);
  };
  const roleArn = 'arn:aws:iam::123456789012:role/recording';
  const machine = { name: `recording-${index}`, definition: fill(recorded.definition), roleArn };
  let stateMachineArn: string;
  try {
    ({ stateMachineArn } = await request(aws, 'stepfunctions', 'CreateStateMachine', machine));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { status: 'REJECTED', error: error.code, cause: error.message, events: [] };
  }
  const { executionArn } = await request(aws, 'stepfunctions', 'StartExecution', { stateMachineArn, input: fill(recorded.input) });
  await aws.home.states.execution(executionArn).ended;
  const described = await request(aws, 'stepfunctions', 'DescribeExecution', { executionArn });
  const { events } = await request(aws, 'stepfunctions', 'GetExecutionHistory', { executionArn, maxResults: 1000 });
  return { ...described, events };
}
