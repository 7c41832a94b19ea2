import type { Operation } from '../../../service/service.ts';
import { type CodeLocation, codeAt } from '../code.ts';
import { changingOf, checkRevision, publishedOf, publishingOf } from '../configuration.ts';
import { functionNamed } from '../function-name.ts';
import { invalidParameter } from '../mistake.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface Input extends CodeLocation {
  FunctionName: string;
  Architectures?: string[];
  Publish?: boolean;
  DryRun?: boolean;
  RevisionId?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode: Operation<Input, LambdaPlace> = {
  refuses: ['ImageUri', 'PublishTo', 'S3ObjectStorageMode', 'SourceKMSKeyArn'],
  resources: onFunction,
  async run(input, call) {
    const { place } = call;
    const standing = () => {
      const fn = functionNamed(place, input.FunctionName);
      checkRevision(place, fn, input.RevisionId);
      return fn;
    };
    standing();
    if (input.DryRun) throw invalidParameter('DryRun of UpdateFunctionCode: not emulated; docs/api-coverage.md lists what is');
    const code = await codeAt(input, call);
    // reading it may have taken time
    const fn = place.lambda.change(standing(), { code, ...(input.Architectures && { architectures: input.Architectures }) });
    if (!input.Publish) return changingOf(place, fn);
    const same = place.lambda.published(fn.name).same(fn);
    return same ? publishedOf(place, same) : publishingOf(place, place.lambda.publish(fn));
  },
};
