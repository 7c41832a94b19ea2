import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../core/environment/problem.ts';
import { placeOf } from './place-in-text.ts';

type Fault = Omit<Problem, 'path'>;

/** Far more than anybody writes: twice as much is no text any more to Node. */
const mostBytes = 256 * 1024 * 1024;

/**
 * The text of a file, `-` for standard input, without the mark that Windows puts before it; or why it has none.
 *
 * @param example a file of its kind
 */
export function textOf(file: string, example?: string): { text: string } | { fault: Fault } {
  const read = bytesOf(file, example);
  if ('fault' in read) return read;
  if (read.bytes.length > mostBytes) return tooLong(read.bytes.length);
  if (isUtf16(read.bytes)) {
    const remedy = "save it as UTF-8; in PowerShell write it with Set-Content -Encoding utf8, not with '>'";
    return { fault: { problem: 'is UTF-16 text', remedy } };
  }
  const text = new TextDecoder('utf-8').decode(read.bytes);
  if (isUtf8(read.bytes)) return { text };
  return { fault: { problem: `${placeOf(text, text.indexOf('\ufffd'))}: this is not UTF-8`, remedy: 'save it as UTF-8' } };
}

function bytesOf(file: string, example: string | undefined): { bytes: Buffer } | { fault: Fault } {
  try {
    // a pipe tells its length only by its end
    const length = file === '-' ? 0 : statSync(file).size;
    if (length > mostBytes) return tooLong(length);
    return { bytes: readFileSync(file === '-' ? 0 : file) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') return { fault: { problem: 'is a folder', remedy: 'name the file in it' } };
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { fault: { problem: 'does not exist', remedy: `name one that does${example ? `, such as ${example}` : ''}` } };
    }
    return { fault: { problem: `cannot be read (${message})`, remedy: 'make it readable for yourself, or name another' } };
  }
}

function tooLong(length: number): { fault: Fault } {
  return { fault: { problem: `has ${length} bytes, and ${mostBytes} are the most`, remedy: 'name another' } };
}

/** By its mark, or by the zero bytes that stand beside ASCII characters. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}
