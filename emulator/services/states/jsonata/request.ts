/** An evaluation that is asked of the process beside this one. */
export interface Request {
  text: string;
  names: Record<string, unknown>;
  millis: number;
  seed: number;
  purpose: (string | number)[];
}

export type Answer = { value: unknown } | { failure: string };
