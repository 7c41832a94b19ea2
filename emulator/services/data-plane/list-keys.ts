import type { Command } from './command.ts';

/** `key list`: the keys that the user owns. The emulated clusters hold KMS's keys only, which are kmsuser's. */
export const listKeys: Command = {
  login: 'crypto-user',
  run: ({ place, cluster }, _options, session) => {
    const owned = session?.username === 'kmsuser' ? [...cluster.keys.keys()] : [];
    return {
      matched_keys: owned.map((id) => ({
        'key-reference': `0x${place.random.hex(16, 'key-reference', cluster.clusterId, id)}`,
        attributes: { label: id },
      })),
      total_key_count: owned.length,
      returned_key_count: owned.length,
    };
  },
};
