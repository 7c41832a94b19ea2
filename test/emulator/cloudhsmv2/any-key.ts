import type { HsmKey } from '../../../emulator/services/cloudhsmv2/hsm-key.ts';

export const anyKey: HsmKey = { reference: '0x0000000000160010', owner: 'app', attributes: {}, material: Buffer.from('material') };
