/** How the asynchronous invocations of a function, version or alias are treated. */
export interface EventInvokeConfig {
  /** The function's, with the qualifier. */
  arn: string;
  changedAt: Date;
  /** 0 to 2. */
  retries?: number | undefined;
  /** 60 to 21,600. */
  ageSeconds?: number | undefined;
}

/** What Lambda does where nobody says otherwise. */
export const usualRetries = 2;
export const usualAgeSeconds = 21_600;

/** The FunctionEventInvokeConfig shape. */
export function shownConfig({ arn, changedAt, retries, ageSeconds }: EventInvokeConfig): object {
  return {
    LastModified: changedAt,
    FunctionArn: arn,
    MaximumRetryAttempts: retries,
    MaximumEventAgeInSeconds: ageSeconds,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  };
}
