import { qualifiedArnOf } from '../../services/lambda/function-name.ts';
import { forbid, permit, permitted, statementOf, statementsOf } from '../../services/lambda/permissions.ts';
import { oneOf, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

/** A statement of the resource policy of a function, a version or an alias, as the API makes one of these members. */
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
    const { arn } = permitted(place, FunctionName);
    const id = generatedName(100);
    permit(place, arn, statementOf(place, arn, id, wanted));
    return { physicalId: id };
  },
  delete({ physicalId, properties: { FunctionName } }, place) {
    // with what it is about, it is gone already
    const arn = qualifiedArnOf(place, FunctionName);
    if (statementsOf(place, arn).some(({ Sid }) => Sid === physicalId)) forbid(place, arn, physicalId);
  },
};
