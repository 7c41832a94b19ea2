import { onTestFinished, type TestContext, vi } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { NewFunction } from '../../../emulator/services/lambda/function.ts';
import { pythonWith } from '../../foreign-tools/python.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { createFunction, zip } from './functions.ts';

export const python = pythonWith('Python 3.9 or later', 'import sys; assert sys.version_info >= (3, 9)');

/** Has the functions of a test run by a Python; the test is left out where there is none. */
export function runBy(context: Pick<TestContext, 'skip'>, tool: ReturnType<typeof pythonWith>): void {
  needs(context, tool);
  vi.stubEnv('PYTHON', tool.python);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** Creates a function whose `index.py` is this text. */
export function createPython(emulator: Emulator, name: string, source: string, rest: Partial<NewFunction> = {}): void {
  createFunction(emulator, name, '', { code: zip({ 'index.py': source }), runtime: 'python3.13', ...rest });
}
