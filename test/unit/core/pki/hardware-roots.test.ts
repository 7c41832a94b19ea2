import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hardwareRoots } from '../../../../core/pki/hardware-roots.ts';
import { ssm } from '../../aws.ts';
import { certify, fingerprint } from '../../certificates.ts';

let awsRoot: string;
let manufacturerRoot: string;

/** The hash as `openssl x509 -fingerprint` prints it. */
const printed = (pem: string) =>
  fingerprint(pem)
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
const parametersAre = (parameters: Record<string, string>) =>
  ssm.on(GetParametersCommand).resolves({ Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })) });

beforeEach(async () => {
  [awsRoot, manufacturerRoot] = await Promise.all([certify({ owner: 'AWS root' }), certify({ owner: 'manufacturer root' })]);
  vi.stubEnv('AWS_ROOT_PARAMETER', '/roots/aws');
  vi.stubEnv('MANUFACTURER_ROOT_PARAMETER', '/roots/manufacturer');
  vi.stubEnv('AWS_ROOT_SHA256', fingerprint(awsRoot));
  vi.stubEnv('MANUFACTURER_ROOT_SHA256', printed(manufacturerRoot));
  ssm.reset();
});

afterEach(() => vi.unstubAllEnvs());

test('each root that the operator gave is held against the hash that the deployment pins, however that is written', async () => {
  parametersAre({ '/roots/manufacturer': manufacturerRoot, '/roots/aws': awsRoot });

  expect(await hardwareRoots()).toEqual({ awsRoot, manufacturerRoot });
});

test.each<[string, () => Record<string, string>, string, string]>([
  [
    'that somebody has exchanged',
    () => ({ '/roots/aws': manufacturerRoot, '/roots/manufacturer': manufacturerRoot }),
    '/roots/aws',
    'its SHA-256 is not the one that AWS_ROOT_SHA256 pins',
  ],
  [
    'that takes the place of the other',
    () => ({ '/roots/aws': awsRoot, '/roots/manufacturer': awsRoot }),
    '/roots/manufacturer',
    'its SHA-256 is not the one that MANUFACTURER_ROOT_SHA256 pins',
  ],
  [
    'that is a placeholder',
    () => ({ '/roots/aws': 'none', '/roots/manufacturer': manufacturerRoot }),
    '/roots/aws',
    'it holds no certificate',
  ],
  ['that is not there', () => ({ '/roots/aws': awsRoot }), '/roots/manufacturer', 'it holds no certificate'],
])('no hardware is proven by a root %s', async (_, parameters, to, problem) => {
  parametersAre(parameters());

  await expect(hardwareRoots()).rejects.toMatchObject({ name: 'HardwareRootMissing', details: { to, problem } });
});
