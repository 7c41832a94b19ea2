import type { Emulator } from '../../../emulator/emulator.ts';
import type { NewFunction } from '../../../emulator/services/lambda/function.ts';
import { pythonWith } from '../../foreign-tools/python.ts';
import { createFunction, zip } from './functions.ts';

/** The emulator takes this machine's, as this test process finds it. */
export const python = pythonWith('Python 3.9 or later', 'import sys; assert sys.version_info >= (3, 9)');

/** Creates a function whose `index.py` is this text. */
export function createPython(emulator: Emulator, name: string, source: string, rest: Partial<NewFunction> = {}): void {
  createFunction(emulator, name, '', { code: zip({ 'index.py': source }), runtime: 'python3.13', ...rest });
}
