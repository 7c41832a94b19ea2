#include <stddef.h>

#include "cryptoki.h"

// The list has a member for each function, in the order of pkcs11f.h.
#define CK_PKCS11_FUNCTION_INFO(name) name,
static CK_FUNCTION_LIST functions = {
    {2, 40},
#include "oasis/pkcs11f.h"
};

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  if (!list) return CKR_ARGUMENTS_BAD;
  *list = &functions;
  return CKR_OK;
}
