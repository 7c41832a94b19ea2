import type { Role } from './role.ts';
import { shownTags } from './tags.ts';
import { writtenDocument } from './written-document.ts';

/** As CreateRole tells of it. */
export function shownRole({ roleName, path, arn, id, createdAt, description, trust, tags }: Role) {
  return {
    Path: path,
    RoleName: roleName,
    RoleId: id,
    Arn: arn,
    CreateDate: createdAt,
    AssumeRolePolicyDocument: writtenDocument(trust.document),
    Description: description,
    Tags: shownTags(tags),
  };
}

/** As ListRoles does: nothing of tags. */
export function listedRole(role: Role) {
  return { ...shownRole(role), Tags: undefined, MaxSessionDuration: role.maxSessionSeconds };
}
