import { execFileSync } from 'node:child_process';

/** The least that a loop of fixed length takes on this machine, in seconds: other figures are multiples of it. */
export function unitSeconds(): number {
  const loop = 'import time; t=time.perf_counter(); x=0\nfor i in range(12000000): x+=i*i\nprint(time.perf_counter()-t)';
  return Math.min(...Array.from({ length: 5 }, () => Number(execFileSync('python3', ['-c', loop], { encoding: 'utf8' }))));
}

/** The least wall time of some runs of a command, and the most memory that one process of it takes. */
export function runsOf(command: string[], times: number): { seconds: number; megabytes: number } {
  const script = `import json, resource, subprocess, sys, time
best = 1e9
for _ in range(${times}):
    t = time.perf_counter()
    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    best = min(best, time.perf_counter() - t)
print(json.dumps({"seconds": best, "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000}))`;
  return JSON.parse(execFileSync('python3', ['-c', script, ...command], { encoding: 'utf8' })) as { seconds: number; megabytes: number };
}
