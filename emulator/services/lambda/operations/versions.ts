import type { Operation } from '../../../service/service.ts';
import { checkRevision, listedVersionsOf, publishedOf } from '../configuration.ts';
import { functionNamed, nameOf } from '../function-name.ts';
import { invalidParameter } from '../mistake.ts';
import { page } from '../page.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface PublishInput {
  FunctionName: string;
  CodeSha256?: string;
  Description?: string;
  RevisionId?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion: Operation<PublishInput, LambdaPlace> = {
  refuses: ['PublishTo'],
  resources: onFunction,
  run({ FunctionName, CodeSha256, Description, RevisionId }, { place }) {
    const fn = functionNamed(place, nameOf(place, FunctionName));
    checkRevision(place, fn, RevisionId);
    if (CodeSha256 && CodeSha256 !== fn.codeSha256) {
      const why = `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${fn.codeSha256})`;
      throw invalidParameter(`${why}. Please try again with the CodeSHA256 in $LATEST.`);
    }
    return publishedOf(place, place.lambda.publish(fn, Description));
  },
};

interface ListInput {
  FunctionName: string;
  Marker?: string;
  MaxItems?: number;
}

/** `$LATEST`, and then what was published, the oldest first. @throws AwsError ResourceNotFoundException */
export const listVersionsByFunction: Operation<ListInput, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    const all = listedVersionsOf(place, functionNamed(place, nameOf(place, input.FunctionName)));
    const { items, NextMarker } = page(all, 'ListVersionsByFunction', input);
    return { Versions: items, NextMarker };
  },
};
