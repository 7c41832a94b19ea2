/**
 * The module that CloudFormation puts beside a function whose code stands in the template.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */
export const cfnResponse = `
exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';
exports.send = async (event, context, Status, Data, physicalResourceId, NoEcho = false) => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const PhysicalResourceId = physicalResourceId || context.logStreamName;
  const Reason = 'See the details in CloudWatch Log Stream: ' + context.logStreamName;
  const answer = { Status, Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId, NoEcho, Data };
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(answer) });
};
`;
