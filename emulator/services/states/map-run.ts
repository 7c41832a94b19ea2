/** As much of an execution as is asked here. */
interface Run {
  readonly arn: string;
  readonly machine: { readonly arn: string };
  readonly status: string;
  readonly output: string | undefined;
  stop(error: string | undefined, cause: string | undefined): void;
  redrive(token: string | undefined): void;
  awaitRedrive(): void;
}

/** What a distributed Map state has run: an execution for each of its items. */
export interface MapRun {
  readonly arn: string;
  /** Of the Map state, or made up for it: what it runs is of the machine with this behind its name. */
  readonly label: string;
  /** The execution whose state it is. */
  readonly parent: Run;
  readonly startDate: Date;
  stopDate: Date | undefined;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  /** How many items it was given. */
  readonly total: number;
  /** By the item's place, as far as they were begun. */
  readonly children: (Run | undefined)[];
  redriveCount: number;
  redriveDate: Date | undefined;
}

/** How its children stand, by the names of DescribeMapRun. */
export function countsOf({ children, total }: MapRun) {
  const count = (wanted: string) => children.filter((child) => child?.status === wanted).length;
  const begun = children.filter((child) => child !== undefined).length;
  const pendingRedrive = count('PENDING_REDRIVE');
  const [succeeded, failed] = [count('SUCCEEDED'), count('FAILED')];
  return {
    ...{ pending: total - begun, running: count('RUNNING'), succeeded, failed },
    ...{ timedOut: count('TIMED_OUT'), aborted: count('ABORTED'), total, resultsWritten: 0, pendingRedrive },
  };
}
