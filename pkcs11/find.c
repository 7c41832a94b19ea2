#include <stdlib.h>
#include <string.h>

#include "objects.h"
#include "templates.h"

#define AT_ONCE 64

static CK_RV keep(struct session *session, CK_OBJECT_HANDLE object) {
  CK_OBJECT_HANDLE *longer = realloc(session->found, (session->found_count + 1) * sizeof *longer);
  if (!longer) return CKR_HOST_MEMORY;
  session->found = longer;
  session->found[session->found_count++] = object;
  return CKR_OK;
}

static void forget(struct session *session) {
  free(session->found);
  session->found = NULL;
  session->found_count = session->found_next = 0;
  session->finding = false;
}

// The id is compared here, by asking as the caller would: in the store it has the owner's mark in front.
static bool has_id(struct session *session, CK_OBJECT_HANDLE object, const CK_ATTRIBUTE *id) {
  CK_ULONG length;
  CK_BYTE *seen = seen_id(session, object, &length);
  if (!seen) return false;
  length -= OWNER_SIZE;
  bool same = !id || (id->ulValueLen == length && (length == 0 || memcmp(seen + OWNER_SIZE, id->pValue, length) == 0));
  free(seen);
  return same;
}

static CK_RV collect(struct session *session, const CK_ATTRIBUTE *id) {
  CK_OBJECT_HANDLE some[AT_ONCE];
  CK_ULONG count = 0;
  CK_RV rv;
  do {
    rv = softhsm->C_FindObjects(session->handle, some, AT_ONCE, &count);
    for (CK_ULONG i = 0; rv == CKR_OK && i < count; i++)
      if (has_id(session, some[i], id)) rv = keep(session, some[i]);
  } while (rv == CKR_OK && count == AT_ONCE);
  return rv;
}

static CK_RV search(struct session *session, CK_ATTRIBUTE *given, CK_ULONG count) {
  CK_ATTRIBUTE *without = calloc(count ? count : 1, sizeof *without);
  if (!without) return CKR_HOST_MEMORY;
  CK_ULONG kept = 0;
  for (CK_ULONG i = 0; i < count; i++)
    if (given[i].type != CKA_ID) without[kept++] = given[i];
  CK_RV rv = softhsm->C_FindObjectsInit(session->handle, without, kept);
  if (rv == CKR_OK) {
    rv = collect(session, find_attribute(given, count, CKA_ID));
    softhsm->C_FindObjectsFinal(session->handle);
  }
  free(without);
  return rv;
}

CK_RV C_FindObjectsInit(CK_SESSION_HANDLE handle, CK_ATTRIBUTE_PTR given, CK_ULONG count) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if ((count > 0 && !given) || count > 1024) return leave(CKR_ARGUMENTS_BAD);
  for (CK_ULONG i = 0; i < count; i++)
    if (given[i].ulValueLen > 0 && !given[i].pValue) return leave(CKR_ATTRIBUTE_VALUE_INVALID);
  if (session->finding) return leave(CKR_OPERATION_ACTIVE);
  rv = search(session, given, count);
  if (rv == CKR_OK) session->finding = true;
  else forget(session);
  return leave(rv);
}

CK_RV C_FindObjects(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE_PTR objects, CK_ULONG room, CK_ULONG_PTR count) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (!session->finding) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (!objects || !count) return leave(CKR_ARGUMENTS_BAD);
  CK_ULONG left = session->found_count - session->found_next;
  *count = left < room ? left : room;
  if (*count > 0) memcpy(objects, session->found + session->found_next, *count * sizeof *objects);
  session->found_next += *count;
  return leave(CKR_OK);
}

CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE handle) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (!session->finding) return leave(CKR_OPERATION_NOT_INITIALIZED);
  forget(session);
  return leave(CKR_OK);
}
