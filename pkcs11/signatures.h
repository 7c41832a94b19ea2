#ifndef SIGNATURES_H
#define SIGNATURES_H

#include "library.h"
#include "mechanisms.h"

// CKM_ECDSA_SHA256 and the like: the data is hashed on this side, and the digest signed with CKM_ECDSA. What signing and verifying
// have in common.

CK_RV start_hashing(struct session *session, struct running *operation, const struct mechanism *mechanism, CK_OBJECT_HANDLE key,
                    CK_ATTRIBUTE_TYPE permission);
// Takes all of the data at once, or the rest of it where data is NULL and parts have come before.
CK_RV finish_hashing(struct session *session, struct running *operation, CK_BYTE *data, CK_ULONG length);

#endif
