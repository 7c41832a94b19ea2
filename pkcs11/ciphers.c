#include "ciphers.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ADDITIONAL 65536

const CK_GCM_PARAMS *gcm_parameters(const CK_MECHANISM *mechanism) {
  return mechanism->pParameter && mechanism->ulParameterLen == sizeof(CK_GCM_PARAMS) ? mechanism->pParameter : NULL;
}

void pass_on(struct running *operation, const struct mechanism *mechanism, CK_OBJECT_HANDLE key) {
  end_operation(operation);
  operation->kind = PASSED_ON;
  operation->limit = mechanism->limit;
  operation->single_part = mechanism->single_part;
  operation->key = key;
}

CK_RV keep_parameters(struct running *operation, const struct mechanism *mechanism, const CK_GCM_PARAMS *given, CK_OBJECT_HANDLE key) {
  // a tag is whole bytes
  if (given->ulTagBits < 96 || given->ulTagBits > 8 * TAG_SIZE || given->ulTagBits % 8 != 0) return CKR_MECHANISM_PARAM_INVALID;
  if (given->ulAADLen > MOST_ADDITIONAL || (given->ulAADLen > 0 && !given->pAAD)) return CKR_MECHANISM_PARAM_INVALID;
  CK_BYTE *copy = given->ulAADLen > 0 ? malloc(given->ulAADLen) : NULL;
  if (given->ulAADLen > 0 && !copy) return CKR_HOST_MEMORY;
  if (copy) memcpy(copy, given->pAAD, given->ulAADLen);
  pass_on(operation, mechanism, key);
  operation->kind = IV_IN_FRONT;
  operation->additional = copy;
  operation->additional_length = given->ulAADLen;
  operation->tag_bits = given->ulTagBits;
  return CKR_OK;
}
