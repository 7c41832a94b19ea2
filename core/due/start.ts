import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { setting } from '../aws/setting.ts';
import { sfn } from '../aws/sfn.ts';
import type { Start } from './due.ts';

/** Starts what is due. Its name says what it is for, so that the same is never started twice. */
export async function startDue(environment: string, { intent, changes, schedule, dueAt }: Start): Promise<void> {
  const stateMachineArn = `${setting('ENTRY_PREFIX').replace(':execution:', ':stateMachine:')}${intent}`;
  const name = `due-${environment}-${schedule}-${dueAt.replaceAll(/[^0-9TZ]/g, '')}`;
  try {
    await sfn().send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ environment, ...changes }) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
