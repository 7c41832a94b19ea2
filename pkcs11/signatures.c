#include "signatures.h"

#include "ciphers.h"
#include "objects.h"

CK_RV start_hashing(struct session *session, struct running *operation, const struct mechanism *mechanism, CK_OBJECT_HANDLE key,
                    CK_ATTRIBUTE_TYPE permission) {
  CK_KEY_TYPE type = CKK_VENDOR_DEFINED;
  CK_ATTRIBUTE attribute = {CKA_KEY_TYPE, &type, sizeof type};
  if (softhsm->C_GetAttributeValue(session->handle, key, &attribute, 1) != CKR_OK) return CKR_KEY_HANDLE_INVALID;
  if (type != CKK_EC) return CKR_KEY_TYPE_INCONSISTENT;
  if (!object_flag(session, key, permission)) return CKR_KEY_FUNCTION_NOT_PERMITTED;
  CK_MECHANISM hash = {mechanism->hash, NULL, 0};
  CK_RV rv = softhsm->C_DigestInit(session->handle, &hash);
  if (rv != CKR_OK) return rv;
  pass_on(operation, mechanism, key);
  operation->kind = HASHED_HERE;
  return CKR_OK;
}

CK_RV finish_hashing(struct session *session, struct running *operation, CK_BYTE *data, CK_ULONG length) {
  if (operation->digest_length > 0) return CKR_OK;
  CK_ULONG size = sizeof operation->digest;
  CK_RV rv = data ? softhsm->C_Digest(session->handle, data, length, operation->digest, &size)
                  : softhsm->C_DigestFinal(session->handle, operation->digest, &size);
  if (rv == CKR_OK) operation->digest_length = size;
  return rv;
}
