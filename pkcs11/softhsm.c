#define _GNU_SOURCE
#include "softhsm.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "slot.h"

CK_SLOT_ID softhsm_slot;
static void *library;

static CK_FUNCTION_LIST *load(const char *path) {
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return NULL;
  CK_C_GetFunctionList get;
  *(void **)&get = dlsym(library, "C_GetFunctionList");
  CK_FUNCTION_LIST *functions = NULL;
  if (get && get(&functions) == CKR_OK && functions) return functions;
  dlclose(library);
  return NULL;
}

// The store's one token; SoftHSM shows a second slot, for a token to come, behind it.
static CK_RV find_slot(CK_FUNCTION_LIST *functions, CK_SLOT_ID *slot) {
  CK_SLOT_ID slots[2];
  CK_ULONG count = 2;
  CK_RV rv = functions->C_GetSlotList(CK_TRUE, slots, &count);
  if (rv != CKR_OK) return rv;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_TOKEN_INFO token;
    if (functions->C_GetTokenInfo(slots[i], &token) != CKR_OK || !(token.flags & CKF_USER_PIN_INITIALIZED)) continue;
    *slot = slots[i];
    return CKR_OK;
  }
  return CKR_FUNCTION_FAILED;
}

CK_RV open_softhsm(CK_VOID_PTR arguments, CK_FUNCTION_LIST **functions, CK_SLOT_ID *slot) {
  if (setenv("SOFTHSM2_CONF", softhsm_configuration(), 1) != 0) return CKR_HOST_MEMORY;
  CK_FUNCTION_LIST *loaded = load(softhsm_path());
  if (!loaded) return CKR_GENERAL_ERROR;
  CK_RV rv = loaded->C_Initialize(arguments);
  if (rv != CKR_OK) {
    dlclose(library);
    return rv;
  }
  rv = find_slot(loaded, slot);
  if (rv == CKR_OK) *functions = loaded;
  else close_softhsm(loaded);
  return rv;
}

void close_softhsm(CK_FUNCTION_LIST *functions) {
  functions->C_Finalize(NULL);
  dlclose(library);
}
