import type { ClusterCard } from '../cluster-card.ts';
import { type Html, html } from './escape.ts';

const [width, height, days] = [340, 34, 30];
const day = 86_400_000;

/** The backups of the last thirty days on a line that ends now. */
export function backupsDrawing({ backups, backupsInAll }: Pick<ClusterCard, 'backups' | 'backupsInAll'>, at: string): Html {
  const now = Date.parse(at);
  const shown = backups.filter(({ createdAt }) => Date.parse(createdAt) > now - days * day);
  const newest = backups.find(({ state }) => state === 'READY');
  const words = `${backupsInAll} backups${newest ? `, the newest READY one of ${newest.createdAt}` : ', none of them READY'}`;
  const left = (createdAt: string) => (10 + (width - 20) * Math.min(1, 1 - (now - Date.parse(createdAt)) / (days * day))).toFixed(1);
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">
<line class="axis" x1="10" x2="${width - 10}" y1="12" y2="12"/>
${shown.map(({ state, createdAt }) => html`<circle class="dot ${state !== 'READY' && 'wrong'}" cx="${left(createdAt)}" cy="12" r="4"/>`)}
<text x="10" y="30">${days} days ago</text><text x="${width - 10}" y="30" text-anchor="end">now</text></svg>`;
}
