/** What states hold that are written in JSONPath, beside what is the same in both languages. */
export interface DataFlow {
  /** Null stands for an empty object, of ResultPath for no place at all. */
  InputPath?: string | null;
  OutputPath?: string | null;
  ResultPath?: string | null;
  Parameters?: unknown;
  ResultSelector?: unknown;
  Result?: unknown;
  Assign?: Record<string, unknown>;
}

/** Fields in place of which a path may stand, whose name ends in `Path`. */
export type PathFields = Partial<Record<string, unknown>>;

/** A comparison, or several of them. */
export interface Rule extends PathFields {
  Variable?: string;
  And?: Rule[];
  Or?: Rule[];
  Not?: Rule;
}
