/**
 * Begins to count what this thread computes: a bound for it holds on a busy machine, too.
 *
 * @returns tells the milliseconds of the processor that it has had since
 */
export function processorTime(): () => number {
  const begun = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(begun);
    return (user + system) / 1000;
  };
}
