import type { ClusterCard } from '../cluster-card.ts';
import { type Html, html } from './escape.ts';

const [zoneWidth, zoneHeight, gap, side] = [104, 56, 8, 18];
const passing = new Set(['CREATE_IN_PROGRESS', 'DELETE_IN_PROGRESS']);

/** The cluster's availability zones, with a square for each HSM, and an empty one for each that is missing. */
export function zonesDrawing({ zones, asked }: Pick<ClusterCard, 'zones' | 'asked'>): Html {
  const names = Object.keys(zones);
  const standing = Object.values(zones).flat().length;
  const missing = Math.max(0, (asked ?? 0) - standing);
  const squares: string[][] = names.map((name) =>
    zones[name]!.map(({ state }) => (state === 'ACTIVE' ? 'active' : passing.has(state) ? 'passing' : 'wrong')),
  );
  for (let left = missing; left > 0 && names.length > 0; left--) {
    const emptiest = squares.reduce((least, one) => (one.length < least.length ? one : least));
    emptiest.push('absent');
  }
  const words = names.map((name) => `${name}: ${zones[name]!.map(({ state }) => state).join(', ') || 'none'}`).join('; ');
  const width = Math.max(1, names.length) * (zoneWidth + gap);
  return html`<svg viewBox="0 0 ${width} ${zoneHeight + 2}" role="img" aria-label="HSMs by availability zone. ${words}${missing > 0 && `; ${missing} missing`}">
${names.map((name, index) => {
  const left = index * (zoneWidth + gap) + 1;
  return html`<rect class="zone" x="${left}" y="1" width="${zoneWidth}" height="${zoneHeight}" rx="6"/><text x="${left + 8}" y="16">${name}</text>${squares[
    index
  ]!.slice(0, 4).map(
    (kind, place) => html`<rect class="hsm ${kind}" x="${left + 8 + place * (side + 6)}" y="26" width="${side}" height="${side}" rx="3"/>`,
  )}`;
})}</svg>`;
}
