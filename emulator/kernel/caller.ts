/**
 * Who sends a request. People (any credentials that the emulator did not issue) may do everything; a role may do what the
 * template's policies allow.
 */
export type Caller =
  | { kind: 'person'; arn: string; accessKeyId: string }
  | { kind: 'role'; arn: string; roleArn: string; accessKeyId: string; activity: Activity | undefined };

export type RoleCaller = Caller & { kind: 'role' };

/** The ARN of whoever acts in a role. */
export function sessionArn(roleArn: string, sessionName: string): string {
  const [, partition, , , accountId, resource = ''] = roleArn.split(':');
  return `arn:${partition}:sts::${accountId}:assumed-role/${resource.split('/').at(-1)}/${sessionName}`;
}

/** Where in a VPC something runs. */
interface NetworkPlace {
  subnetIds: string[];
  securityGroupIds: string[];
  /** Where it has one alone. */
  ip?: string;
}

/** A running invocation or task, known by the access key that it was given. */
export interface Activity {
  readonly accessKeyId: string;
  readonly roleArn: string;
  readonly sessionName: string;
  /** Where it runs; what is in no VPC reaches everything. */
  readonly network: NetworkPlace | undefined;
  /** Virtual seconds after which it gives up a request by a limit of its own, which counts real time; at its end without one. */
  readonly patienceSeconds: number | undefined;
  /** Called as requests of this activity begin, park, unpark and end, so that it can hold the clock by rule R2. */
  requestBegan(): void;
  requestParked(): void;
  requestUnparked(): void;
  requestEnded(): void;
  /** Resolves when it is over. */
  readonly ended: Promise<void>;
  /** Ends it at this moment, as if its sandbox or container had died. */
  kill(): void;
}
