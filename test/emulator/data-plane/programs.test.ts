import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';
import { organisation } from '../cloudhsmv2/organisation.ts';
import { active } from './configured-cluster.ts';
import { cli, program } from './programs.ts';

describe('the programs', () => {
  it('say that the emulator has ended', async () => {
    const { url, bin, stop } = await startEmulator();
    const kept = join(mkdtempSync(join(tmpdir(), 'programs-')), 'bin');
    cpSync(bin, kept, { recursive: true });
    await stop();
    const sentence = `nobody listens at ${url}: the emulator has ended`;
    expect(await cli({ bin: kept }, 'user list')).toEqual({ error_code: 1, data: sentence });
    expect(await program({ bin: kept }, 'configure-cli', ['-a', '10.0.0.1'])).toMatchObject({
      exitCode: 1,
      stderr: `error: ${sentence}\n`,
    });
    rmSync(dirname(kept), { recursive: true });
  });

  it('find the issuing certificate in a file of any name', async () => {
    const { aws, ip } = await active();
    const etc = join(aws.home.folder, 'own "quoted" \\ ü/etc');
    const own = { HSM_EMULATOR_ETC: etc };
    await program(aws, 'configure-cli', ['-a', ip, '--hsm-ca-cert', join(etc, 'an anchor.pem')], own);
    writeFileSync(join(etc, 'an anchor.pem'), (await organisation.root()).trimEnd());
    expect(await cli(aws, 'user list', own)).toMatchObject({ error_code: 0 });
  });

  it('say what is wrong with a configuration that they did not write', async () => {
    const aws = await localAws();
    const etc = join(aws.home.folder, 'broken/etc');
    mkdirSync(etc, { recursive: true });
    writeFileSync(join(etc, 'cloudhsm-cli.cfg'), '{"clusters": []}');
    const sentence = `${etc}/cloudhsm-cli.cfg is not a configuration of the CloudHSM CLI: remove it, and run configure-cli`;
    expect(await cli(aws, 'user list', { HSM_EMULATOR_ETC: etc })).toEqual({ error_code: 1, data: sentence });
  });
});
