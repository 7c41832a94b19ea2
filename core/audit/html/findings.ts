import { severityNames } from '../../severities.ts';
import type { Finding } from '../finding.ts';
import type { Report } from '../report.ts';
import { type Html, html } from './escape.ts';

/** Every finding, the worst first, with what filters them. */
export function findingsSection({ findings, known, summary }: Report): Html {
  const before = new Set(known);
  if (findings.length === 0) return html`<p class="good">Every check passed.</p>`;
  return html`
<form hidden aria-label="Filter the findings">
  <fieldset><legend>Severity</legend>
    ${severityNames.map((name) => html`<label><input type="checkbox" name="severity" value="${name}" checked> ${name} (${summary[name]})</label>`)}
  </fieldset>
  <fieldset><legend>Since when</legend><label><input type="checkbox" name="fresh"> new ones only</label></fieldset>
  <label>Words <input type="search" name="words" placeholder="an environment, a check, an id"></label>
</form>
<p class="soft" id="shown" role="status">${findings.length} findings</p>
${findings.map((finding) => article(finding, !before.has(finding.id)))}`;
}

function article(finding: Finding, fresh: boolean): Html {
  const { id, severity, title, check, environment, resource, account, region, evidence, remedy, since } = finding;
  return html`
<article class="finding ${severity}" id="f-${id}" data-severity="${severity}" data-fresh="${fresh ? 'yes' : 'no'}">
  <header><span class="mark ${severity}">${severity}</span><h3>${environment ?? resource}: ${title}</h3>${fresh && html`<span class="mark good">new</span>`}</header>
  <p>${evidence}</p>
  <p><strong>What to do:</strong> ${withCode(remedy)}</p>
  <p class="soft">${check} · ${resource} · ${account}/${region} · since ${since.slice(0, 10)}</p>
</article>`;
}

/** Commands stand between backticks. */
function withCode(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

/** What is new and what is over since the report before. */
export function changesSection({ findings, known, resolved, undecided, trend }: Report): Html {
  if (trend.length < 2) return html`<p>This is the first report of its kind: there is none to compare it with.</p>`;
  const before = new Set(known);
  const fresh = findings.filter(({ id }) => !before.has(id));
  if (fresh.length + resolved.length + undecided.length === 0) return html`<p>Nothing, since ${trend.at(-2)!.at.slice(0, 10)}.</p>`;
  return html`<ul>
${fresh.map((one) => html`<li><span class="mark ${one.severity}">new</span> <a href="#f-${one.id}">${one.environment ?? one.resource}: ${one.title}</a></li>`)}
${resolved.map((one) => html`<li><span class="mark good">resolved</span> ${one.environment ?? one.resource}: ${one.title} (${one.evidence})</li>`)}
${undecided.map((one) => html`<li><span class="mark">not looked at</span> ${one.environment ?? one.resource}: ${one.title}, since ${one.since.slice(0, 10)}</li>`)}
</ul>`;
}

export function acceptedSection({ accepted }: Report): Html {
  return html`<div class="wide"><table><thead><tr><th scope="col">finding</th><th scope="col">until</th><th scope="col">reason</th></tr></thead><tbody>
${accepted.map((one) => html`<tr><td>${one.environment ?? one.resource}: ${one.title} (${one.check}, ${one.resource})</td><td>${one.until}</td><td>${one.reason}</td></tr>`)}
</tbody></table></div>`;
}

export function unreadSection({ unread }: Report): Html {
  return html`<ul>${unread.map(({ place, why }) => html`<li>${place}: ${why}</li>`)}</ul>`;
}
