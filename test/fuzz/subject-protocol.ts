/** How the process that is fuzzed is. */
export interface State {
  /** Processor time that it took so far. */
  cpuMilliseconds: number;
  /** The most that it ever had. */
  peakMegabytes: number;
  megabytes: number;
  /** What nobody may reach, and was reached since the last look. */
  reached: string[];
}

/** What the process that is fuzzed is asked beside HTTP. */
export type Question = { id: number } & (
  | { kind: 'state' }
  /** Begins anew, with the same resources. */
  | { kind: 'anew' }
  | { kind: 'account file' | 'environment file'; text: string }
);

export interface Reply {
  id: number;
  state: State;
  refused?: string;
  taken?: true;
  /** The trace of an error that nobody expected. */
  failed?: string;
}
