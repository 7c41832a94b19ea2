import type { IncomingMessage } from 'node:http';
import type { AwsError } from '../../kernel/aws-error.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import { signingNameOf } from '../caller-of.ts';
import type { Answer } from './answer.ts';

/** A request of the Smithy RPC v2 protocol: newer SDKs speak it to some services, none of which is emulated. */
export function speaksCbor({ headers }: IncomingMessage): boolean {
  return headers['smithy-protocol'] === 'rpc-v2-cbor';
}

/** @param path `/service/NAME/operation/OPERATION` */
export function refuseCbor(request: IncomingMessage, path: string): Answer {
  const [, , name = '', , operation = ''] = path.split('/');
  return cborRefusal(notEmulated(signingNameOf(request) ?? name, operation));
}

export function cborRefusal({ status, code, message }: AwsError): Answer {
  const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
  return { status, headers, body: cborMap({ __type: code, message }) };
}

/** A map of texts: CBOR's major types 5 and 3. */
function cborMap(members: Record<string, string>): Buffer {
  const texts = Object.entries(members).flat().map(cborText);
  return Buffer.concat([Buffer.from([0xa0 | Object.keys(members).length]), ...texts]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(3);
  length.writeUInt8(0x79); // the length follows in two bytes
  length.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([length, bytes]);
}
