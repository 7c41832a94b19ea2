import { startEmulator } from '../../emulator/emulator.ts';
import type { Caller } from '../../emulator/kernel/caller.ts';

const person: Caller = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' };
const rounds = 400;
const executions = 25;

/** State transitions a second of the interpreter: Pass and Choice, counting. */
export async function transitionsPerSecond(): Promise<number> {
  const emulator = await startEmulator();
  try {
    const { home } = emulator;
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Count',
      States: {
        Count: { Type: 'Pass', Output: '{% {"n": $states.input.n + 1} %}', Next: 'Enough?' },
        'Enough?': { Type: 'Choice', Choices: [{ Condition: `{% $states.input.n < ${rounds} %}`, Next: 'Count' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      },
    });
    const wanted = { name: 'counting', definition, roleArn: 'arn:aws:iam::123456789012:role/any' };
    const { stateMachineArn } = (await home.call('stepfunctions', 'CreateStateMachine', wanted, person)) as { stateMachineArn: string };
    const begun = performance.now();
    for (let index = 0; index < executions; index++)
      await home.call('stepfunctions', 'StartExecution', { stateMachineArn, input: '{"n": 0}' }, person);
    await home.clock.idle();
    return (executions * (2 * rounds + 1)) / ((performance.now() - begun) / 1000);
  } finally {
    await emulator.stop();
  }
}
