import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';
import { organisation } from '../cloudhsmv2/organisation.ts';
import { active } from './configured-cluster.ts';
import { cli, program } from './programs.ts';

/** An emulator's programs, in a folder that stays, made to ask another port. */
function programsOf({ bin, url }: Emulator, port: number): string {
  const kept = join(mkdtempSync(join(tmpdir(), 'programs-')), 'bin');
  cpSync(bin, kept, { recursive: true });
  for (const name of ['cloudhsm-cli', 'configure-cli']) {
    const file = join(kept, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(`port='${new URL(url).port}'`, `port='${port}'`));
  }
  return kept;
}

describe('the programs', () => {
  it('say that the emulator has ended', async () => {
    const aws = await startEmulator();
    // where nobody listens; the emulator's own port may be another test's by then
    const bin = programsOf(aws, 1);
    await aws.stop();
    const sentence = 'nobody listens at http://127.0.0.1:1: the emulator has ended';
    expect(await cli({ bin }, 'user list')).toEqual({ error_code: 1, data: sentence });
    expect(await program({ bin }, 'configure-cli', ['-a', '10.0.0.1'])).toMatchObject({
      exitCode: 1,
      stderr: `error: ${sentence}\n`,
    });
    rmSync(dirname(bin), { recursive: true });
  });

  it.each(['at once', 'when it has begun to answer'])('say that the connection is lost, to one that hangs up %s', async (when) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      if (when === 'at once') return void socket.resetAndDestroy();
      socket.once('data', () => socket.write('HTTP/1.0 ', () => socket.resetAndDestroy()));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bin = programsOf(await localAws(), (server.address() as AddressInfo).port);
    expect(await program({ bin }, 'cloudhsm-cli', ['user', 'list', '--cluster-id', 'x'.repeat(100_000)])).toEqual({
      exitCode: 1,
      stdout: expect.stringContaining('HSM is disconnected'),
      stderr: '',
    });
    server.close();
    rmSync(dirname(bin), { recursive: true });
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
