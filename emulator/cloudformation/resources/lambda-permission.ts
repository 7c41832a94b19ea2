import { arnOf, functionNamed } from '../../services/lambda/function-name.ts';
import { forbid, permit, statementOf } from '../../services/lambda/permissions.ts';
import { oneOf, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

/** A statement of a function's resource policy, as the API makes one of these members. */
export const permission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  attributes: [],
  properties: {
    FunctionName: required(text),
    Action: required(oneOf('lambda:InvokeFunction')),
    Principal: required(text),
    SourceArn: text,
    SourceAccount: text,
  },
  create({ FunctionName, ...wanted }, { place, generatedName }) {
    const fn = functionNamed(place, FunctionName);
    const id = generatedName(100);
    permit(place, fn, statementOf(place, fn, id, wanted));
    return { physicalId: id };
  },
  delete({ physicalId, properties: { FunctionName } }, place) {
    const fn = place.lambda.functions.get(arnOf(place, FunctionName).split(':')[6]!);
    if (fn) forbid(place, fn, physicalId);
  },
};
