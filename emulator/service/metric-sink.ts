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
  /** One value at one time; what CloudWatch takes from nobody, too large or too long ago, is dropped. */
  note(metric: MetricName, at: number, value: number, unit?: string): void;
  /**
   * A value from now on, reported each minute; undefined: nothing any more.
   *
   * @param also metrics that it counts for beside its own
   * @param since where it has been so for longer, in virtual milliseconds
   */
  level(metric: MetricName, value: number | undefined, more?: { also?: MetricName[]; since?: number | undefined }): void;
}

/** What a service needs of CloudWatch. */
export interface Measured {
  readonly cloudwatch: { readonly metrics: MetricSink };
}
