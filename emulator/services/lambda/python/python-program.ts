import { execFileSync } from 'node:child_process';

interface PythonProgram {
  path: string;
}

/** The oldest that Lambda has and that this one's functions are written for. */
const oldest = [3, 9] as const;

const remedy = `Install Python ${oldest.join('.')} or later, with boto3 where functions import it, so that python3 is on the PATH, or name another one by the variable PYTHON, and start the local AWS again.`;
const tell = 'import sys; print(sys.executable); print(*sys.version_info[:2])';

/** By what was looked for: a process asks once. */
const found = new Map<string, PythonProgram | Error>();

/**
 * The Python that runs functions: the one that PYTHON names, or `python3`. What stands for it on the PATH, such as a shim, is asked once
 * for the program itself, since functions have a PATH of their own.
 *
 * @throws Error where there is none, with the remedy
 */
export function pythonProgram(): PythonProgram {
  const { PYTHON: name = 'python3', PATH = '' } = process.env;
  const key = JSON.stringify([name, PATH]);
  const known = found.get(key) ?? lookFor(name);
  found.set(key, known);
  if (known instanceof Error) throw known;
  return known;
}

function lookFor(name: string): PythonProgram | Error {
  let said: string;
  try {
    said = execFileSync(name, ['-c', tell], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
  } catch (error) {
    const why =
      (error as { code?: string }).code === 'ENOENT' ? 'is not there' : `does not run (${String((error as Error).message).trim()})`;
    return new Error(`functions of Python are run by this machine's ${name}, which ${why}. ${remedy}`);
  }
  const [path = '', version = ''] = said.trim().split('\n');
  const [major = 0, minor = 0] = version.split(' ').map(Number);
  if (major === oldest[0] && minor >= oldest[1]) return { path };
  return new Error(`functions of Python are run by this machine's ${name}, which is Python ${major}.${minor}. ${remedy}`);
}
