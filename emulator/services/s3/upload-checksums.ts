import { AwsError } from '../../kernel/aws-error.ts';
import { type Algorithm, algorithmOf, checksumBy, checksumName, digest, isAlgorithm, type ObjectChecksum } from './checksums.ts';

type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** Which sum an upload is kept with, and whether it is of its parts' sums or of the whole. */
export interface UploadChecksum {
  algorithm: Algorithm;
  type: ChecksumType;
}

export interface SummedPart extends ObjectChecksum {
  PartNumber?: number;
}

const invalid = (message: string) => new AwsError('InvalidRequest', message);

/**
 * What CreateMultipartUpload asks for; undefined where it says nothing. As recorded: localstack TestS3MultipartUploadChecksum.
 *
 * @throws AwsError InvalidRequest
 */
export function uploadChecksum(asked: { ChecksumAlgorithm?: string; ChecksumType?: string }): UploadChecksum | undefined {
  const { ChecksumAlgorithm: algorithm } = asked;
  if (algorithm === undefined) {
    if (asked.ChecksumType === undefined) return undefined;
    throw invalid('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  if (!isAlgorithm(algorithm)) {
    const known = '[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]';
    throw invalid(`Checksum algorithm provided is unsupported. Please try again with any of the valid types: ${known}`);
  }
  const { ChecksumType: type = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE' } = asked;
  if (type === 'COMPOSITE' ? algorithm === 'CRC64NVME' : algorithm.startsWith('SHA'))
    throw invalid(`The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
  return { algorithm, type: type as ChecksumType };
}

/** The sum of a part, by what its upload asks for. @param sent what the part was sent with, and checked by @throws AwsError InvalidRequest */
export function partChecksum(body: Buffer, sent: ObjectChecksum, wanted: UploadChecksum | undefined): ObjectChecksum {
  if (!wanted) return Object.keys(sent).length > 0 ? sent : checksumBy('CRC32', body);
  const other = Object.keys(sent).find((name) => name !== checksumName(wanted.algorithm));
  if (other === undefined) return checksumBy(wanted.algorithm, body);
  const [expected, actual] = [wanted.algorithm, algorithmOf(other)].map((name) => name.toLowerCase());
  throw invalid(`Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`);
}

/**
 * The sum that an object of parts is kept with: CRC64NVME of the whole where nothing was asked for.
 *
 * @param named the parts as the request names them, in their order
 * @throws AwsError InvalidRequest, BadDigest
 */
export function completeChecksum(
  body: Buffer,
  parts: readonly Buffer[],
  named: readonly SummedPart[],
  asked: ObjectChecksum & { ChecksumType?: string },
  wanted: UploadChecksum = { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' },
): { checksum: ObjectChecksum; checksumType: ChecksumType } {
  const { algorithm, type } = wanted;
  const name = checksumName(algorithm);
  if (asked.ChecksumType !== undefined && asked.ChecksumType !== type)
    throw invalid(`The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`);
  if (type === 'FULL_OBJECT') {
    const checksum = checksumBy(algorithm, body);
    if (asked[name] !== undefined && asked[name] !== checksum[name])
      throw new AwsError('BadDigest', `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`);
    return { checksum, checksumType: type };
  }
  const without = named.find((part) => part[name] === undefined);
  if (without) {
    const each = `The complete request must include the checksum for each part. It was missing for part ${without.PartNumber} in the request.`;
    throw invalid(`The upload was created using a ${algorithm.toLowerCase()} checksum. ${each}`);
  }
  const sums = digest(algorithm, Buffer.concat(parts.map((part) => digest(algorithm, part)))).toString('base64');
  return { checksum: { [name]: `${sums}-${parts.length}` }, checksumType: type };
}
