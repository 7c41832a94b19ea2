/** What an iteration of a Map is for; the key where the Map goes over an object. */
export interface MapItem {
  index: number;
  key?: string;
  value: unknown;
  /** The address in S3 that it was read from. */
  source?: string;
}

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
  /** By place, as far as they were begun. */
  children: (Run | undefined)[];
  /** How many items each child has. */
  sizes: number[];
  /** What was read for it. */
  read?: MapItem[];
  /** Where its results are; undefined where they are told as the state's. */
  files: 'awaited' | 'written' | undefined;
  redriveCount: number;
  redriveDate: Date | undefined;
}

const endsWithout = ['FAILED', 'TIMED_OUT', 'ABORTED'];

/**
 * How its children stand, or their items, by the names of DescribeMapRun. Results that no file takes count as written, too, those of
 * children that succeeded (localstack's test_list_map_runs_and_describe_map_run).
 */
export function countsOf({ children, sizes, files }: MapRun, what: 'executions' | 'items') {
  const sum = (counts: (child: Run | undefined) => boolean) =>
    children.reduce((total, child, index) => total + (counts(child) ? (what === 'items' ? sizes[index]! : 1) : 0), 0);
  const count = (wanted: string) => sum((child) => child?.status === wanted);
  const isWritten = (status = '') =>
    files !== 'awaited' && (status === 'SUCCEEDED' || (files === 'written' && endsWithout.includes(status)));
  const resultsWritten = sum((child) => isWritten(child?.status));
  const [succeeded, failed, pendingRedrive] = [count('SUCCEEDED'), count('FAILED'), count('PENDING_REDRIVE')];
  return {
    ...{ pending: sum((child) => child === undefined), running: count('RUNNING'), succeeded, failed },
    ...{ timedOut: count('TIMED_OUT'), aborted: count('ABORTED'), total: sum(() => true), resultsWritten, pendingRedrive },
  };
}
