import type { Target } from '../hosts/managed-hosts.ts';

export type InvocationStatus = 'Pending' | 'InProgress' | 'Delayed' | 'Success' | 'Cancelled' | 'TimedOut' | 'Failed' | 'Cancelling';

/** A step of a command's document on one host. */
export interface StepResult {
  readonly name: string;
  /** Once it has ended; until then it stands as the command does on this host. */
  end?: { status: InvocationStatus; statusDetails: string };
  startedAt?: Date;
  endedAt?: Date;
  /** -1 until it has ended. */
  responseCode: number;
  stdout: string;
  stderr: string;
}

/** A command on one host. */
export interface Invocation {
  instanceId: string;
  status: InvocationStatus;
  statusDetails: string;
  /** Whether requests see it: a while after the command was sent. */
  shown: boolean;
  startedAt?: Date;
  /** All of its document, as that was when the command was sent. */
  steps: StepResult[];
}

export interface Command {
  commandId: string;
  documentName: string;
  documentVersion: string;
  comment: string;
  parameters: Record<string, string[]>;
  /** Where it was sent by ids, or by targets. */
  instanceIds: string[];
  targets: Target[];
  requestedAt: Date;
  expiresAfter: Date;
  /** Seconds until a host has to begin. */
  timeoutSeconds: number;
  maxConcurrency: string;
  maxErrors: string;
  invocations: Invocation[];
  cancelled: boolean;
}

export function hasEnded({ status }: Pick<Invocation, 'status'>): boolean {
  return ['Success', 'Cancelled', 'TimedOut', 'Failed'].includes(status);
}

/** How a step stands. */
export function standingOfStep(
  { status, statusDetails }: Invocation,
  step: StepResult,
): { Status: InvocationStatus; StatusDetails: string } {
  return { Status: step.end?.status ?? status, StatusDetails: step.end?.statusDetails ?? statusDetails };
}

/** How a command stands: as its invocations do. One without any is a success; time-outs beside a success do not fail it. */
export function standingOf({ invocations, maxErrors, cancelled }: Command): { Status: InvocationStatus; StatusDetails: string } {
  const told = (Status: InvocationStatus, StatusDetails: string = Status) => ({ Status, StatusDetails });
  if (invocations.some((one) => !hasEnded(one))) {
    if (cancelled) return told('Cancelling');
    return told(invocations.some(({ shown }) => shown) ? 'InProgress' : 'Pending');
  }
  if (cancelled) return told('Cancelled');
  const of = (status: InvocationStatus) => invocations.filter((one) => one.status === status).length;
  const failed = of('Failed');
  if (failed > asCount(maxErrors, invocations.length)) return told('Failed');
  if (failed > 0) return told('Failed', 'Incomplete');
  return told(of('TimedOut') > 0 && of('Success') === 0 ? 'TimedOut' : 'Success');
}

/** `10` or `25%` of all. */
export function asCount(text: string, all: number): number {
  return text.endsWith('%') ? Math.floor((Number(text.slice(0, -1)) / 100) * all) : Number(text);
}
