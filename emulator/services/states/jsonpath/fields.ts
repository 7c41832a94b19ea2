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

/** Fields by their names: in place of a number, a text or a time, a path may stand in the field of the same name with `Path` behind it. */
export type PathFields = Partial<Record<string, unknown>>;

/** A comparison, or several of them. */
export interface Rule extends PathFields {
  Variable?: string;
  And?: Rule[];
  Or?: Rule[];
  Not?: Rule;
}
