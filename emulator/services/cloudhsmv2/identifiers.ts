import type { World } from '../../world.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** An id as CloudHSM makes them: `cluster-igklspoyj5v`. */
export function identifier(world: World, kind: 'cluster' | 'hsm' | 'backup', ...purpose: (string | number)[]): string {
  return `${kind}-${world.random.text(11, alphabet, `${kind}-id`, ...purpose)}`;
}
