import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { page } from '../../core/audit/html/page.ts';
import { chromium, opened } from '../foreign-tools/chromium.ts';
import { needs } from '../foreign-tools/tool.ts';
import { variedReport } from '../unit/core/audit/report-fixture.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The page with a script more, which its own policy would not let run. */
function withScript(script: string, text = page(variedReport())): string {
  return text.replace(/<meta http-equiv[^>]*>/, '').replace('</body>', () => `<pre id="answer"></pre><script>${script}</script></body>`);
}

async function answerOf(script: string, options?: { width?: number; dark?: boolean }): Promise<any> {
  const dom = await opened(withScript(script), options);
  const [, text = ''] = /<pre id="answer">(.*?)<\/pre>/s.exec(dom) ?? [];
  return JSON.parse(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') || 'null');
}

describe('the page of a report, in Chromium', () => {
  test.for([['a wide screen', { width: 1280 }] as const, ['a telephone', { width: 390 }] as const, ['the dark', { dark: true }] as const])(
    'has nothing that axe-core finds, on %s',
    { timeout: 120_000 },
    async ([, options], context) => {
      needs(context, chromium);
      const script = `${axe};axe.run().then(({ violations, passes }) => { answer.textContent = JSON.stringify({ passes: passes.length,
      violations: violations.map(({ id, nodes }) => id + ' ' + nodes.map((node) => node.html).join(' ')) }) })`;
      const { violations, passes } = await answerOf(script, options);
      expect(violations).toEqual([]);
      expect(passes).toBeGreaterThan(20);
    },
  );
});
