export interface Dimension {
  Name: string;
  Value: string;
}

/** A metric, as requests name it. */
export interface MetricName {
  Namespace: string;
  MetricName: string;
  Dimensions?: Dimension[];
}

/** Where services report what they measure. */
export interface MetricSink {
  /** One value at one time. */
  note(metric: MetricName, at: number, value: number, unit?: string): void;
  /**
   * A value from now on, reported each minute; undefined: nothing any more.
   *
   * @param also metrics that it counts for beside its own
   */
  level(metric: MetricName, value: number | undefined, also?: MetricName[], unit?: string): void;
}

/** What a service needs of CloudWatch. */
export interface Measured {
  readonly cloudwatch: { readonly metrics: MetricSink };
}
