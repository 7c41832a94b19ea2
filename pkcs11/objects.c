#include "objects.h"

#include <stdlib.h>
#include <string.h>

#include "certificates.h"
#include "templates.h"

// The mark and the id behind it, to be freed; NULL for an object that is not there.
static CK_BYTE *stored_id(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ULONG *length) {
  CK_ATTRIBUTE id = {CKA_ID, NULL, 0};
  if (softhsm->C_GetAttributeValue(session, object, &id, 1) != CKR_OK || id.ulValueLen < OWNER_SIZE) return NULL;
  if (id.ulValueLen == CK_UNAVAILABLE_INFORMATION || !(id.pValue = malloc(id.ulValueLen))) return NULL;
  *length = id.ulValueLen;
  if (softhsm->C_GetAttributeValue(session, object, &id, 1) == CKR_OK) return id.pValue;
  free(id.pValue);
  return NULL;
}

static CK_OBJECT_CLASS class_at(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
  CK_OBJECT_CLASS class = CKO_DATA;
  CK_ATTRIBUTE attribute = {CKA_CLASS, &class, sizeof class};
  return softhsm->C_GetAttributeValue(session, object, &attribute, 1) == CKR_OK ? class : CKO_DATA;
}

static bool is_seen(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, const CK_BYTE *mark) {
  CK_OBJECT_CLASS class = class_at(session, object);
  if (class == CKO_CERTIFICATE) return certificates_are_kept();
  return logged_in && (class == CKO_PUBLIC_KEY || memcmp(mark, owner, OWNER_SIZE) == 0);
}

CK_BYTE *seen_id(struct session *session, CK_OBJECT_HANDLE object, CK_ULONG *length) {
  CK_BYTE *id = stored_id(session->handle, object, length);
  if (!id) return NULL;
  if (is_seen(session->handle, object, id)) return id;
  free(id);
  return NULL;
}

CK_RV own_object(struct session *session, CK_OBJECT_HANDLE object) {
  CK_ULONG length;
  CK_BYTE *id = seen_id(session, object, &length);
  if (!id) return CKR_OBJECT_HANDLE_INVALID;
  bool own = memcmp(id, owner, OWNER_SIZE) == 0 || class_at(session->handle, object) == CKO_CERTIFICATE;
  free(id);
  return own ? CKR_OK : CKR_ACTION_PROHIBITED;
}

bool object_flag(struct session *session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
  CK_BBOOL value = CK_FALSE;
  CK_ATTRIBUTE attribute = {type, &value, sizeof value};
  return softhsm->C_GetAttributeValue(session->handle, object, &attribute, 1) == CKR_OK && value;
}

CK_RV usable_key(struct session *session, CK_OBJECT_HANDLE key) {
  CK_ULONG length;
  CK_BYTE *id = seen_id(session, key, &length);
  if (!id) return logged_in ? CKR_KEY_HANDLE_INVALID : CKR_USER_NOT_LOGGED_IN;
  free(id);
  return object_flag(session, key, CKA_TOKEN) ? keys_are_safe() : hsm_answers();
}

CK_RV fitting_key(struct session *session, CK_OBJECT_HANDLE key, const struct mechanism *mechanism) {
  CK_RV rv = usable_key(session, key);
  if (rv != CKR_OK) return rv;
  CK_KEY_TYPE type = CKK_VENDOR_DEFINED;
  CK_ATTRIBUTE attribute = {CKA_KEY_TYPE, &type, sizeof type};
  if (softhsm->C_GetAttributeValue(session->handle, key, &attribute, 1) != CKR_OK) return CKR_KEY_HANDLE_INVALID;
  return is_for(mechanism, type) ? CKR_OK : CKR_KEY_TYPE_INCONSISTENT;
}

CK_RV C_CreateObject(CK_SESSION_HANDLE handle, CK_ATTRIBUTE_PTR given, CK_ULONG count, CK_OBJECT_HANDLE_PTR object) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  const CK_ATTRIBUTE *class = given ? find_attribute(given, count, CKA_CLASS) : NULL;
  if (!object) return leave(CKR_ARGUMENTS_BAD);
  if (!class || !class->pValue || class->ulValueLen != sizeof(CK_OBJECT_CLASS)) return leave(CKR_TEMPLATE_INCOMPLETE);
  CK_OBJECT_CLASS kind = *(const CK_OBJECT_CLASS *)class->pValue;
  if (kind == CKO_CERTIFICATE) {
    rv = hsm_answers();
    return leave(rv == CKR_OK ? create_certificate(session, given, count, object) : rv);
  }
  bool key = kind == CKO_SECRET_KEY || kind == CKO_PRIVATE_KEY || kind == CKO_PUBLIC_KEY;
  if (!key) return leave(CKR_ATTRIBUTE_VALUE_INVALID);
  rv = flag_of(given, count, CKA_TOKEN, CK_FALSE) ? keys_are_safe() : hsm_answers();
  if (rv != CKR_OK) return leave(rv);
  struct template template;
  rv = complete(&template, given, count, kind, GIVEN);
  if (rv == CKR_OK) rv = softhsm->C_CreateObject(handle, template.attributes, template.count, object);
  free_template(&template);
  return leave(rv);
}

CK_RV C_DestroyObject(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv == CKR_OK) rv = own_object(session, object);
  if (rv == CKR_OK) rv = softhsm->C_DestroyObject(handle, object);
  return leave(rv);
}

CK_RV C_SetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR given, CK_ULONG count) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  // of keys it is not offered
  if (!certificates_are_kept() || class_at(handle, object) != CKO_CERTIFICATE) return leave(CKR_FUNCTION_NOT_SUPPORTED);
  return leave(change_certificate(session, object, given, count));
}

static CK_RV give_id(CK_ATTRIBUTE *to, const CK_BYTE *id, CK_ULONG length) {
  CK_ULONG room = to->ulValueLen;
  to->ulValueLen = length;
  if (!to->pValue) return CKR_OK;
  if (room < length) {
    to->ulValueLen = CK_UNAVAILABLE_INFORMATION;
    return CKR_BUFFER_TOO_SMALL;
  }
  if (length > 0) memcpy(to->pValue, id, length);
  return CKR_OK;
}

// SoftHSM answers for all but the id and what CloudHSM has not, in whose place it is asked for the length of the id.
static CK_RV read_attributes(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *wanted, CK_ULONG count,
                             const CK_BYTE *id, CK_ULONG id_length) {
  CK_ATTRIBUTE *copies = calloc(count ? count : 1, sizeof *copies);
  if (!copies) return CKR_HOST_MEMORY;
  bool certificate = class_at(handle, object) == CKO_CERTIFICATE;
  for (CK_ULONG i = 0; i < count; i++) {
    bool known = certificate ? is_of_certificate(wanted[i].type) : is_readable(wanted[i].type);
    bool asked = known && wanted[i].type != CKA_ID;
    copies[i] = asked ? wanted[i] : (CK_ATTRIBUTE){CKA_ID, NULL, 0};
  }
  CK_RV rv = softhsm->C_GetAttributeValue(handle, object, copies, count);
  for (CK_ULONG i = 0; i < count; i++) {
    CK_RV one = CKR_OK;
    if (copies[i].type != CKA_ID) wanted[i].ulValueLen = copies[i].ulValueLen;
    else if (wanted[i].type == CKA_ID) one = give_id(&wanted[i], id, id_length);
    else {
      wanted[i].ulValueLen = CK_UNAVAILABLE_INFORMATION;
      one = CKR_ATTRIBUTE_TYPE_INVALID;
    }
    if (rv == CKR_OK) rv = one;
  }
  free(copies);
  return rv;
}

CK_RV C_GetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR wanted, CK_ULONG count) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (!wanted || count == 0 || count > 1024) return leave(CKR_ARGUMENTS_BAD);
  CK_ULONG length = 0;
  CK_BYTE *id = seen_id(session, object, &length);
  if (!id) return leave(CKR_OBJECT_HANDLE_INVALID);
  rv = read_attributes(handle, object, wanted, count, id + OWNER_SIZE, length - OWNER_SIZE);
  free(id);
  return leave(rv);
}
