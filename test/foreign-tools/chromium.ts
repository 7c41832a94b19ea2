import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tool } from './tool.ts';

export const chromium = tool('Chromium', 'chromium', 'chromium', '--version');

/** Opens a page in Chromium, lets its scripts run, and gives the document as it is then. */
export async function opened(page: string, options: { width?: number; dark?: boolean } = {}): Promise<string> {
  const { width = 1280, dark = false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, page);
    const browser = spawn(
      'chromium',
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`, `--window-size=${width},2000`],
        ...[`--blink-settings=preferredColorScheme=${dark ? 0 : 1}`, '--virtual-time-budget=20000', '--dump-dom', `file://${file}`],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let text = '';
    browser.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    await once(browser, 'close');
    return text;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
