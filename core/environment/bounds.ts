import type { Problem } from './problem.ts';

/** Every workflow carries the file, and Step Functions carries 256 KiB in all. */
const mostBytes = 24 * 1024;
/** Far above what a file needs: what walks through it may do so by calling itself. */
export const mostLevels = 16;

const seeSchema = 'write it as schema/environment.json says';

/** Why a value cannot even be looked at as an environment: it is too deep, too large, or has a member that a program would lose. */
export function boundsProblems(value: unknown): Problem[] {
  const { tooDeep, lost } = walked(value);
  if (tooDeep !== undefined) return [{ path: tooDeep, problem: `is nested deeper than ${mostLevels} levels`, remedy: seeSchema }];
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes > mostBytes) return [sizeProblem(bytes)];
  const remedy = 'choose another name: programs take __proto__ for something else';
  return lost.map((path) => ({ path, problem: 'its name is not accepted', remedy }));
}

export function sizeProblem(bytes: number): Problem {
  const remedy = 'shorten its descriptions and tags, or bring up a part of it as an environment of its own';
  return { path: '', problem: `has ${bytes} bytes, and ${mostBytes} are the most`, remedy };
}

/** Without calling itself: a value may be nested deeper than the stack is. */
function walked(value: unknown): { tooDeep?: string; lost: string[] } {
  const lost: string[] = [];
  const ahead: { value: unknown; path: string[] }[] = [{ value, path: [] }];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { value: here, path } = next;
    if (typeof here !== 'object' || here === null) continue;
    if (path.length >= mostLevels) return { tooDeep: Array.isArray(value) ? '' : path[0], lost };
    for (const [key, member] of Object.entries(here)) {
      if (key === '__proto__') lost.push([...path, key].join('.'));
      ahead.push({ value: member, path: [...path, key] });
    }
  }
  return { lost };
}
