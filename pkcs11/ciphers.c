#include "ciphers.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ADDITIONAL 65536

const CK_GCM_PARAMS *gcm_parameters(const CK_MECHANISM *mechanism) {
  const CK_GCM_PARAMS *given = mechanism->pParameter;
  if (!given || mechanism->ulParameterLen != sizeof *given) return NULL;
  if (given->ulTagBits < 96 || given->ulTagBits > 8 * TAG_SIZE || given->ulTagBits % 8 != 0) return NULL;
  return given->ulAADLen <= MOST_ADDITIONAL && (given->ulAADLen == 0 || given->pAAD) ? given : NULL;
}

void pass_on(struct running *operation, const struct mechanism *mechanism, CK_OBJECT_HANDLE key) {
  end_operation(operation);
  operation->kind = PASSED_ON;
  operation->limit = mechanism->limit;
  operation->single_part = mechanism->single_part;
  operation->key = key;
}

// A copy of what a caller may take back; NULL where there is none.
static CK_RV keep_copy(struct running *operation, const void *given, CK_ULONG length) {
  if (length > MOST_ADDITIONAL || (length > 0 && !given)) return CKR_MECHANISM_PARAM_INVALID;
  operation->additional = length > 0 ? malloc(length) : NULL;
  if (length > 0 && !operation->additional) return CKR_HOST_MEMORY;
  if (length > 0) memcpy(operation->additional, given, length);
  operation->additional_length = length;
  return CKR_OK;
}

CK_RV keep_parameters(struct running *operation, const struct mechanism *mechanism, const CK_GCM_PARAMS *given, CK_OBJECT_HANDLE key) {
  pass_on(operation, mechanism, key);
  CK_RV rv = keep_copy(operation, given->pAAD, given->ulAADLen);
  if (rv != CKR_OK) {
    end_operation(operation);
    return rv;
  }
  operation->kind = IV_IN_FRONT;
  operation->tag_bits = given->ulTagBits;
  return CKR_OK;
}

CK_RV start_oaep(struct running *operation, const struct mechanism *known, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  struct oaep oaep;
  bool whole = mechanism->ulParameterLen == sizeof(CK_RSA_PKCS_OAEP_PARAMS);
  CK_RV rv = read_oaep(whole ? mechanism->pParameter : NULL, &oaep);
  if (rv != CKR_OK) return rv;
  pass_on(operation, known, key);
  rv = keep_copy(operation, oaep.label, oaep.label_length);
  if (rv != CKR_OK) {
    end_operation(operation);
    return rv;
  }
  operation->kind = PADDED_HERE;
  operation->hash = oaep.hash;
  return CKR_OK;
}

struct oaep oaep_of(const struct running *operation) {
  return (struct oaep){operation->hash, operation->additional, operation->additional_length};
}
