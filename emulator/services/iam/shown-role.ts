import type { Role } from './roles.ts';
import { shownTags } from './tags.ts';
import { writtenDocument } from './written-document.ts';

/** As CreateRole tells of it. */
export function shownRole({ roleName, path, arn, id, createdAt, description, trustDocument, tags }: Role) {
  return {
    Path: path,
    RoleName: roleName,
    RoleId: id,
    Arn: arn,
    CreateDate: createdAt,
    AssumeRolePolicyDocument: writtenDocument(trustDocument),
    Description: description,
    Tags: shownTags(tags),
  };
}

/** As ListRoles does: nothing of tags. */
export function listedRole(role: Role) {
  return { ...shownRole(role), Tags: undefined, MaxSessionDuration: role.maxSessionSeconds };
}
