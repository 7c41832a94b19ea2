import type { Command } from './command.ts';

/** `cluster hsm-info`: the hardware behind the connection. HSM ids are the API's, and the hardware does not know them. */
export const hsmInfo: Command = {
  login: 'none',
  run: ({ place, cluster, hsms }) => ({
    hsms: hsms.map(({ eniId }) => ({
      vendor: 'Marvell Semiconductors, Inc.',
      model: cluster.hsmType === 'hsm1.medium' ? 'NITROX-III CNN35XX-NFBE' : 'LS2-G-AWS-CLOUD',
      'serial-number': `5.${place.random.text(6, '0123456789', 'hsm-serial', eniId)}-ICM${place.random.text(6, '0123456789', 'hsm-module', eniId)}`,
      'hardware-version-major': '5',
      'hardware-version-minor': '3',
      'firmware-version-major': '2',
      'firmware-version-minor': '6',
      'firmware-build-number': '16',
      'firmware-id': 'CNN35XX-NFBE-FW-2.06-16',
      'fips-state': cluster.mode === 'FIPS' ? '2 [FIPS mode with single factor authentication]' : '0 [Non FIPS mode]',
    })),
  }),
};
