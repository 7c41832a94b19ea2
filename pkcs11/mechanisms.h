#ifndef MECHANISMS_H
#define MECHANISMS_H

#include <stdbool.h>

#include "cryptoki.h"

// The mechanisms that CloudHSM documents and SoftHSM can carry out, with the most data that one call may have for each:
// https://docs.aws.amazon.com/cloudhsm/latest/userguide/pkcs11-mechanisms.html

struct mechanism {
  CK_MECHANISM_TYPE type;
  // What it is offered for: CKF_ENCRYPT, CKF_SIGN, …
  CK_FLAGS uses;
  // Bytes; 0 where the data is hashed on this side or the mechanism itself sets the limit.
  CK_ULONG limit;
  CK_BBOOL single_part;
  // CloudHSM's own: the mechanism with which SoftHSM does the part that needs the key. The same one otherwise.
  CK_MECHANISM_TYPE behind;
  // Hashes on this side first; 0 does not.
  CK_MECHANISM_TYPE hash;
};

// NULL where it is not offered for this use.
const struct mechanism *offered(const CK_MECHANISM *mechanism, CK_FLAGS use);
// Whether keys of a type are for it.
bool is_for(const struct mechanism *mechanism, CK_KEY_TYPE type);
CK_RV list_mechanisms(CK_MECHANISM_TYPE *list, CK_ULONG *count);
CK_RV mechanism_info(CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info);

#endif
