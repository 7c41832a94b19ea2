#ifndef CRYPTOKI_H
#define CRYPTOKI_H

#include <stddef.h>

// PKCS #11 as this platform writes it. pkcs11f.h lists the functions; what becomes of each is said before it is included.

#define CK_PTR *
#define CK_CALLBACK_FUNCTION(returns, name) returns(*name)
#define NULL_PTR NULL
#include "oasis/pkcs11t.h"

#define CK_NEED_ARG_LIST 1
#define CK_PKCS11_FUNCTION_INFO(name) __attribute__((visibility("default"))) CK_RV name
#include "oasis/pkcs11f.h"
#undef CK_PKCS11_FUNCTION_INFO

#define CK_PKCS11_FUNCTION_INFO(name) typedef CK_RV (*CK_##name)
#include "oasis/pkcs11f.h"
#undef CK_PKCS11_FUNCTION_INFO
#undef CK_NEED_ARG_LIST

struct CK_FUNCTION_LIST {
  CK_VERSION version;
#define CK_PKCS11_FUNCTION_INFO(name) CK_##name name;
#include "oasis/pkcs11f.h"
#undef CK_PKCS11_FUNCTION_INFO
};

// CloudHSM's own: https://docs.aws.amazon.com/cloudhsm/latest/userguide/pkcs11-mechanisms.html
#define CKM_CLOUDHSM_AES_GCM (CKM_VENDOR_DEFINED | 0x1087UL)
#define CKM_CLOUDHSM_AES_KEY_WRAP_NO_PAD (CKM_VENDOR_DEFINED | 0x2109UL)
#define CKM_CLOUDHSM_AES_KEY_WRAP_PKCS5_PAD (CKM_VENDOR_DEFINED | 0x210AUL)
#define CKM_CLOUDHSM_AES_KEY_WRAP_ZERO_PAD (CKM_VENDOR_DEFINED | 0x216FUL)

#endif
