import { expect, test } from 'vitest';
import { broughtFor } from '../../../cli/approve/brought.ts';
import { certify, csrOf } from '../certificates.ts';

test('the certificate and its root are known in whichever order a CA has written them', async () => {
  const [csr, certificate, root, between] = await Promise.all([
    csrOf('HSM'),
    certify({ owner: 'HSM', by: 'organisation', ca: false }),
    certify({ owner: 'organisation' }),
    certify({ owner: 'another', by: 'organisation' }),
  ]);
  const known = { certificate, trustAnchor: root };

  expect(broughtFor(csr, [certificate, root])).toEqual(known);
  expect(broughtFor(csr, [root, certificate])).toEqual(known);
  expect(broughtFor(csr, [certificate], [certificate, between, root])).toEqual(known);
  expect(broughtFor(csr, [certificate])).toEqual({ certificate, trustAnchor: undefined });
  // what is wrong with them is said of the first
  expect(broughtFor(csr, [between, root]).certificate).toBe(between);
  expect(broughtFor(csr, [certificate], [between]).trustAnchor).toBe(between);
});
