import type { ExecutionEnvironments } from './execution-environments.ts';

/** What a function is created with. */
export interface NewFunction {
  name: string;
  roleArn: string;
  /** `file.export`. */
  handler: string;
  /** A zip. */
  code: Uint8Array;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** Told as it was given, an empty one, too. */
  environment?: Record<string, string>;
  /** `/aws/lambda/<name>` by default. */
  logGroup?: string;
  description?: string;
  /** `nodejs24.x` by default; a runtime before it takes callbacks. */
  runtime?: string;
  /** `PassThrough` by default. Nothing is traced: it is told alone. */
  tracing?: string;
  /** Of the lines that AWS itself writes, which are texts here: it is told alone. */
  logFormat?: LogFormat;
  tags?: Record<string, string>;
  /** It is told alone: functions run on the architecture of this machine. */
  architectures?: string[];
}

/** The members of LoggingConfig beside the group. */
export interface LogFormat {
  LogFormat?: string;
  ApplicationLogLevel?: string;
  SystemLogLevel?: string;
}

export interface LambdaFunction extends Required<Omit<NewFunction, 'code' | 'description' | 'environment'>> {
  environment?: Record<string, string>;
  arn: string;
  /** `$LATEST`, or the number of a published version, which stays as the function was. */
  version: string;
  description: string;
  /** Folder of the unpacked zip. */
  root: string;
  codeSize: number;
  codeSha256: string;
  createdAt: Date;
  environments: ExecutionEnvironments;
  /** How often it was invoked. */
  invocations: number;
  /** Counts what has changed of it, of its tags or of who may invoke it. */
  revision: number;
}
