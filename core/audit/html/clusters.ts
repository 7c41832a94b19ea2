import type { ClusterCard } from '../cluster-card.ts';
import type { Report } from '../report.ts';
import { backupsDrawing } from './backups.ts';
import { type Html, html } from './escape.ts';
import { zonesDrawing } from './zones.ts';

/** More than these make a page that nobody reads, and some browsers do not open. */
const mostCards = 300;

/** A card for each cluster, those with findings first. */
export function clustersSection({ clusters, findings, at }: Report): Html {
  const found = new Map<string, number>();
  for (const { cluster } of findings) if (cluster) found.set(cluster, (found.get(cluster) ?? 0) + 1);
  const count = ({ id }: ClusterCard) => found.get(id) ?? 0;
  const shown = clusters.toSorted((a, b) => count(b) - count(a)).slice(0, mostCards);
  const left = clusters.length - shown.length;
  return html`<div class="cards">${shown.map((card) => article(card, count(card), at))}</div>
${left > 0 && html`<p class="soft">${left} clusters more, with no or fewer findings, stand in report.json alone.</p>`}`;
}

function article(card: ClusterCard, findings: number, at: string): Html {
  const { id, environment, state, hsmType, mode, account, region, asked, keyStore, certificate, perHour, perMonth, backupsInAll } = card;
  const standing = Object.values(card.zones).flat().length;
  return html`
<article class="card" aria-labelledby="c-${id}">
  <h3 id="c-${id}">${environment ?? 'not on record'}</h3>
  <p class="soft">${id} · ${account}/${region} · ${findings === 0 ? 'no findings' : `${findings} finding${findings === 1 ? '' : 's'}`}</p>
  ${zonesDrawing(card)}
  ${backupsDrawing(card, at)}
  <dl>
    <dt>cluster</dt><dd>${state}, ${hsmType} ${mode}</dd>
    <dt>HSMs</dt><dd>${standing}${asked !== null && ` of ${asked}`}</dd>
    <dt>backups</dt><dd>${backupsInAll}${card.backups[0] && `, the newest of ${card.backups[0].createdAt.slice(0, 16).replace('T', ' ')}`}</dd>
    <dt>key store</dt><dd>${keyStore ? `${keyStore.name} ${keyStore.state}` : 'none'}</dd>
    <dt>certificate</dt><dd>${certificate ? `until ${certificate.endsAt.slice(0, 10)}, ${certificate.issuer}` : 'none yet'}</dd>
    <dt>cost</dt><dd>USD ${perHour.toFixed(2)} an hour, ${perMonth.toFixed(2)} a month</dd>
  </dl>
</article>`;
}
