import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';

it('the roots of the local hardware are there to be downloaded', async () => {
  const { url, home } = await localAws();
  const download = async (file: string) => {
    const answer = await fetch(`${url}/_emulator/hardware-roots/${file}`);
    return { status: answer.status, text: await answer.text() };
  };
  const { aws, manufacturer } = home.cloudhsmv2.hardwareRoots();
  expect(await download('aws.pem')).toEqual({ status: 200, text: aws });
  expect(await download('manufacturer.pem')).toEqual({ status: 200, text: manufacturer });
  expect(new X509Certificate(aws).ca).toBe(true);
  expect(await download('other.pem')).toEqual({ status: 404, text: expect.stringContaining('there are aws.pem and manufacturer.pem') });
});
