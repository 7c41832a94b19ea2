import type { IncomingMessage } from 'node:http';
import type { AwsError } from '../../kernel/aws-error.ts';
import { isOwn, ownRefusal } from '../routes.ts';
import type { Answer } from './answer.ts';
import { cborRefusal, speaksCbor } from './cbor.ts';
import { jsonRefusal } from './json.ts';
import { formRefusal, speaksForms } from './query.ts';
import { restRefusal } from './rest-json.ts';
import { s3Refusal, speaksS3 } from './rest-xml.ts';

/** An error in the protocol that its caller speaks, as far as a request tells that by itself. */
export async function refusal(request: IncomingMessage, error: AwsError): Promise<Answer> {
  if (isOwn({ pathname: pathOf(request) })) return ownRefusal(error);
  if (speaksCbor(request)) return cborRefusal(error);
  if (request.headers['x-amz-target'] !== undefined) return jsonRefusal(error);
  if (speaksS3(request)) return s3Refusal(request, error);
  return speaksForms(request) ? formRefusal(error) : restRefusal(error);
}

/** As it is routed: `/_emulator/..` is nothing of the emulator's own. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : url;
}
