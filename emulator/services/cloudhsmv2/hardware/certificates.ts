import { readFileSync } from 'node:fs';
import type { HardwareFile } from './manufacture.ts';

/** One of the certificates that come with the hardware, as PEM. */
export function hardwareCertificate(file: HardwareFile): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
