import type { Place } from '../../service/place.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** An id as CloudHSM makes them: `cluster-igklspoyj5v`. */
export function identifier(place: Place, kind: 'cluster' | 'hsm' | 'backup', ...purpose: (string | number)[]): string {
  return `${kind}-${place.random.text(11, alphabet, `${kind}-id`, ...purpose)}`;
}
