/**
 * Resolves when the command is told to end. npx hands signals no further than its shell: below it, the command also ends when its
 * parent is gone. Started by anything else, such as a step of a CI, it outlives who started it, as servers do.
 */
export function toldToEnd(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    setInterval(() => process.ppid !== parent && resolve(), 500).unref();
  });
}
