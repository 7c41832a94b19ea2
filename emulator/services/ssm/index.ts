import type { Service } from '../../service/service.ts';
import { cancelCommand } from './operations/cancel-command.ts';
import { createAssociation } from './operations/create-association.ts';
import { createDocument } from './operations/create-document.ts';
import { deleteAssociation } from './operations/delete-association.ts';
import { deleteDocument } from './operations/delete-document.ts';
import { deleteParameter } from './operations/delete-parameter.ts';
import { deleteParameters } from './operations/delete-parameters.ts';
import { describeAssociation } from './operations/describe-association.ts';
import { describeDocument } from './operations/describe-document.ts';
import { describeDocumentPermission } from './operations/describe-document-permission.ts';
import { describeInstanceInformation } from './operations/describe-instance-information.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getCommandInvocation } from './operations/get-command-invocation.ts';
import { getDocument } from './operations/get-document.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { labelParameterVersion, unlabelParameterVersion } from './operations/label-parameter-version.ts';
import { listAssociations } from './operations/list-associations.ts';
import { listCommandInvocations } from './operations/list-command-invocations.ts';
import { listCommands } from './operations/list-commands.ts';
import { listDocuments } from './operations/list-documents.ts';
import { putParameter } from './operations/put-parameter.ts';
import { sendCommand } from './operations/send-command.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/tags.ts';
import { updateAssociation } from './operations/update-association.ts';
import { requestContext } from './request-context.ts';
import type { SsmPlace } from './state.ts';

export const ssm: Service<SsmPlace> = {
  model: 'ssm',
  iamPrefix: 'ssm',
  operations: {
    AddTagsToResource: addTagsToResource,
    CancelCommand: cancelCommand,
    CreateAssociation: createAssociation,
    CreateDocument: createDocument,
    DeleteAssociation: deleteAssociation,
    DeleteDocument: deleteDocument,
    DeleteParameter: deleteParameter,
    DeleteParameters: deleteParameters,
    DescribeAssociation: describeAssociation,
    DescribeDocument: describeDocument,
    DescribeDocumentPermission: describeDocumentPermission,
    DescribeInstanceInformation: describeInstanceInformation,
    DescribeParameters: describeParameters,
    GetCommandInvocation: getCommandInvocation,
    GetDocument: getDocument,
    GetParameter: getParameter,
    GetParameterHistory: getParameterHistory,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    LabelParameterVersion: labelParameterVersion,
    ListAssociations: listAssociations,
    ListCommandInvocations: listCommandInvocations,
    ListCommands: listCommands,
    ListDocuments: listDocuments,
    ListTagsForResource: listTagsForResource,
    PutParameter: putParameter,
    RemoveTagsFromResource: removeTagsFromResource,
    SendCommand: sendCommand,
    UnlabelParameterVersion: unlabelParameterVersion,
    UpdateAssociation: updateAssociation,
  },
  context: requestContext,
};
