/** What AWS lets an evaluation take. Sources are in docs/api-coverage.md. */
export const limits = {
  /** Steps that are open at a time, one inside the other. */
  depth: 100,
  /** Of one value: a number takes eight, a character one. */
  bytes: 6_990_256,
  milliseconds: 1_000,
};

/** The limit that each number of an array takes its share of. */
export const longestArray = Math.floor(limits.bytes / 8);

/** How deep a value may be nested. */
export const deepestValue = 1_000;

export const tooDeep = () =>
  new Error('Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.');
export const tooLong = () => new Error('Expression evaluation timeout: Check for infinite loop');
export const tooMuchMemory = () => new Error('Expression evaluation memory limit exceeded: Check for excessive memory usage');
