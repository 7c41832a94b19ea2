import { severityNames } from '../../severities.ts';
import type { TrendPoint } from '../report.ts';
import { type Html, html } from './escape.ts';

const [width, height, bottom] = [720, 120, 100];

/** Findings by severity over the last reports, a bar for each, and the same as a table for whoever does not see it. */
export function trendSection(trend: TrendPoint[]): Html {
  const most = Math.max(1, ...trend.map(({ summary }) => severityNames.reduce((sum, name) => sum + summary[name], 0)));
  const step = width / Math.max(trend.length, 10);
  const first = trend[0]!;
  const last = trend.at(-1)!;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Findings in the last ${trend.length} reports; the table below has the figures">
<line class="axis" x1="0" x2="${width}" y1="${bottom}" y2="${bottom}"/>
${trend.map((point, index) => bar(point, index * step, step * 0.7, most))}
<text x="0" y="116">${first.at.slice(0, 10)}</text>${trend.length > 1 && html`<text x="${((trend.length - 0.65) * step).toFixed(1)}" y="116" text-anchor="middle">${last.at.slice(0, 10)}</text>`}</svg>
<details><summary>The figures</summary><div class="wide"><table><thead><tr><th scope="col">report</th>${severityNames.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">USD an hour</th></tr></thead><tbody>
${trend.map(({ at, summary, perHour }) => html`<tr><th scope="row">${at.slice(0, 16).replace('T', ' ')}</th>${severityNames.map((name) => html`<td>${summary[name]}</td>`)}<td>${perHour.toFixed(2)}</td></tr>`)}
</tbody></table></div></details>`;
}

/** The worst stands at the bottom. */
function bar({ summary }: TrendPoint, left: number, wide: number, most: number): Html[] {
  let top = bottom;
  return severityNames
    .filter((name) => summary[name] > 0)
    .map((name) => {
      const tall = (summary[name] / most) * (bottom - 10);
      top -= tall;
      return html`<rect class="bar ${name}" x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${wide.toFixed(1)}" height="${tall.toFixed(1)}"/>`;
    });
}
