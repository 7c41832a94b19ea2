import type { AwsPlace } from '../cloud.ts';
import type { Route } from '../protocol/routes.ts';
import { advance } from './advance.ts';
import { bound, type Operated } from './api-route.ts';
import { calls } from './calls.ts';
import { dataPlaneRoute } from './data-plane.ts';
import { failHsm } from './fail-hsm.ts';
import { fates } from './fates.ts';
import { clearFaults, faults } from './faults.ts';
import { hardwareRoot } from './hardware-root.ts';
import { health } from './health.ts';
import { idle } from './idle.ts';
import { pkcs11Connect, pkcs11Hsms, pkcs11Library, pkcs11Login } from './pkcs11.ts';
import { reset } from './reset.ts';
import { snsCertificate } from './sns-certificate.ts';
import { stackResponse, stackResponses } from './stack-responses.ts';

const routes = [
  bound(health),
  bound(advance),
  bound(idle),
  bound(reset),
  bound(faults),
  bound(clearFaults),
  bound(fates),
  bound(failHsm),
  bound(calls),
  bound(dataPlaneRoute),
  bound(stackResponses),
  bound(stackResponse),
  bound(pkcs11Library),
  bound(pkcs11Connect),
  bound(pkcs11Hsms),
  bound(pkcs11Login),
  bound(snsCertificate),
  bound(hardwareRoot),
];

/** The emulator's own API: docs/local-aws.md describes it. */
export function ownApi(emulator: Operated): Route<AwsPlace>[] {
  return routes.map((route) => route(emulator));
}
